from pathlib import Path

import pytest
from rdflib import Graph

from keikaku.resources import content_folder


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return Graph().parse(content_folder("ontology") / "keikaku.ttl")


@pytest.fixture(scope="session")
def codes() -> Graph:
    graph = Graph()
    for path in (content_folder("ontology") / "codes").glob("*.ttl"):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def sample() -> Graph:
    return Graph().parse(Path(__file__).parent / "sample.ttl")
