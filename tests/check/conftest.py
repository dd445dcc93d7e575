"""The small valid plan of tests/shapes, and ways to break it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store

from keikaku.check import Report, check

PLAN = Path(__file__).parent.parent / "shapes" / "plan.ttl"
FILES = {"https://w3id.org/keikaku/id/document/142042/page": "data/142042-kamakura/計画.txt"}


@pytest.fixture
def broken() -> Callable[[str], list[Quad]]:
    """The plan after a SPARQL update written with the prefixes of plan.ttl."""
    lines = PLAN.read_text("utf-8").splitlines()
    head = "\n".join(line[1:].removesuffix(" .") for line in lines if line.startswith("@"))

    def update(text: str) -> list[Quad]:
        store = Store()
        store.load(path=PLAN, format=RdfFormat.TURTLE)
        store.update(f"{head}\n{text}")
        return list(store)

    return update


@pytest.fixture
def report(broken) -> Report:
    """One violation (two projects with one code), one warning and one note."""
    return check(
        broken("""
            INSERT DATA { <project/142042/early/koho> skos:notation "0-1-1-2" } ;
            DELETE WHERE { ?project mp:step <step/142042/early/0-1-1-2/2015/1> } ;
            DELETE WHERE { <step/142042/early/0-1-1-2/2015/1> ?p ?o } ;
            DELETE WHERE { <doubt/142042/early/steps> mp:settledBy ?correction } ;
            DELETE DATA { <doubt/142042/early/steps> mp:severity severity:doubt } ;
            INSERT DATA { <doubt/142042/early/steps> mp:severity severity:note }
        """),
        FILES,
    )
