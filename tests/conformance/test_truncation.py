"""An answer that is cut at the limit of rows says so, and where the rest is; nothing is left out silently."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.query import Result

from live_service import Service, live_service, target

ROWS = 10
SELECT = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 25"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 25 }"
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}


@pytest.fixture(scope="module")
def strict(releases: Path) -> Iterator[Service]:
    """A service that gives ten rows at most."""
    with live_service(releases, "--rows", str(ROWS)) as service:
        yield service


@pytest.mark.parametrize(("media_type", "format"), RESULTS.items())
def test_results_are_cut_after_whole_rows(strict: Service, media_type: str, format: str) -> None:
    reply = strict.query(SELECT, accept=media_type)
    assert (reply.status, reply.is_complete) == (200, True)
    assert reply.headers["keikaku-truncated"] == f"rows={ROWS}"
    assert len(list(Result.parse(io.BytesIO(reply.body), format=format))) == ROWS


@pytest.mark.parametrize(("media_type", "format"), GRAPHS.items())
def test_graphs_are_cut_after_whole_triples(strict: Service, media_type: str, format: str) -> None:
    reply = strict.query(CONSTRUCT, accept=media_type)
    assert reply.headers["keikaku-truncated"] == f"rows={ROWS}"
    assert len(Graph().parse(data=reply.body, format=format)) == ROWS


def test_what_fits_is_not_called_cut(strict: Service) -> None:
    reply = strict.query(f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}")
    assert reply.headers["keikaku-truncated"] is None
    assert len(reply.json["results"]["bindings"]) == ROWS


def test_the_next_pages_have_the_rest(strict: Service, service: Service) -> None:
    """RFC 8288: a link with rel="next" on every page but the last."""
    whole = service.query(SELECT, accept="text/csv").text.splitlines()
    lines = []
    address: str | None = target(SELECT)
    while address:
        reply = strict.get(address, accept="text/csv")
        lines += reply.text.splitlines()[1:]
        link = re.search(r'<([^>]*)>; *rel="next"', reply.headers["link"])
        address = link[1] if link else None
    assert lines == whole[1:]
