"""One service for all of these tests: the shipped data and the graphs of W3C's protocol tests, over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from keikaku.check import check
from keikaku.cli.dataset import Dataset
from keikaku.rdf import vocabulary_quads
from keikaku.rdf.namespaces import RDF
from keikaku.release import Release, build
from live_service import Service, live_service

_W3C_DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
_DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")


@pytest.fixture(scope="session")
def shipped(one_city: Dataset) -> Dataset:
    """One city is enough for what HTTP does."""
    return one_city


@pytest.fixture(scope="session")
def releases(shipped: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data with W3C's four graphs, each of which says that it is a document."""
    folder = tmp_path_factory.mktemp("conformance")
    graphs = [NamedNode(_W3C_DATA.format(number)) for number in range(4)]
    documents = [Quad(graph, RDF.type, _DOCUMENT, graph) for graph in graphs]
    quads = [*shipped.quads, *vocabulary_quads(), *documents]
    build(folder, quads, check(quads, shipped.files), shipped.documents)
    return folder


@pytest.fixture(scope="session")
def release(releases: Path) -> Release:
    return Release.current(releases)


@pytest.fixture(scope="session")
def service(releases: Path) -> Iterator[Service]:
    with live_service(releases) as service:
        yield service
