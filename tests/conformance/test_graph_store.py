"""Reading by the SPARQL 1.1 Graph Store Protocol: what W3C's tests (http-rdf-update) ask of readers."""

from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from keikaku.release import Release
from live_service import Service

# rdflib 7.6 warns of its own parsers.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")

DATA_1 = "http://kasei.us/2009/09/sparql/data/data1.rdf"
INDIRECT = f"/data?graph={quote(DATA_1, safe='')}"
RDF_TYPES = [
    ("text/turtle", "turtle"),
    ("application/n-triples", "nt"),
    ("application/ld+json", "json-ld"),
    ("application/rdf+xml", "xml"),
]
DOCUMENT = Graph()
DOCUMENT.add(
    (
        URIRef(DATA_1),
        URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        URIRef("http://xmlns.com/foaf/0.1/Document"),
    )
)


@pytest.mark.parametrize(("media_type", "format"), RDF_TYPES)
def test_get_of_an_existing_graph(service: Service, media_type: str, format: str) -> None:
    """4.2 and 5.2: indirect identification."""
    reply = service.get(INDIRECT, accept=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert isomorphic(Graph().parse(data=reply.body, format=format), DOCUMENT)


def test_get_of_the_default_graph(service: Service) -> None:
    """4.2: `?default`, which here is the union of all."""
    reply = service.get("/data?default", accept="application/n-triples")
    count = service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text.split()[1]
    assert reply.status == 200
    assert reply.text.count("\n") == int(count)


def test_every_named_graph_can_be_read(service: Service, release: Release) -> None:
    for graph, triples in release.manifest.graphs.items():
        reply = service.get(f"/data?graph={quote(graph, safe='')}", accept="application/n-triples")
        assert (reply.status, reply.text.count("\n")) == (200, triples)


def test_graphs_below_the_base_are_read_at_their_own_address(service: Service, release: Release) -> None:
    """4.1: direct identification, by way of the document about the graph."""
    base = "https://w3id.org/keikaku/"
    graph = next(name for name in release.manifest.graphs if name.startswith(f"{base}id/graph/"))
    leads = service.get(graph.replace(base, "/"), accept="application/n-triples")
    assert leads.status == 303
    reply = service.get(leads.headers["location"], accept="application/n-triples")
    assert reply.text.count("\n") == release.manifest.graphs[graph]


def test_head_on_an_existing_graph(service: Service) -> None:
    """5.6."""
    reply = service.exchange("HEAD", INDIRECT)
    assert (reply.status, reply.body, reply.media_type) == (200, b"", "text/turtle")


def test_head_on_a_nonexisting_graph(service: Service) -> None:
    assert service.exchange("HEAD", "/data?graph=http%3A%2F%2Fexample.org%2Fnone").status == 404


def test_get_of_a_nonexisting_graph(service: Service) -> None:
    """5.2."""
    assert service.get("/data?graph=http%3A%2F%2Fexample.org%2Fnone").status == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", [INDIRECT, "/data?default", "/data?graph=http://example.org/new"])
def test_nothing_can_be_written(service: Service, method: str, address: str) -> None:
    """5.1: 405 where the method is not there for the graph."""
    reply = service.exchange(method, address, {"content-type": "text/turtle"}, b"<x:s> <x:p> <x:o> .")
    assert reply.status == 405
    assert reply.tokens("allow") == {"get", "head", "options"}


@pytest.mark.parametrize(
    "address",
    ["/data", "/data?graph=", "/data?graph=a&graph=b", f"{INDIRECT}&default", "/data?default&default"],
)
def test_exactly_one_graph_is_named(service: Service, address: str) -> None:
    """4.2: `?default` or one `?graph=`."""
    assert service.get(address).status in {400, 404}


def test_a_graph_has_no_results_format(service: Service) -> None:
    reply = service.get(INDIRECT, accept="application/sparql-results+json")
    assert reply.status == 406
    assert "text/turtle" in reply.json["available"]
