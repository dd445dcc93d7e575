"""The Service Description says what is so (SPARQL 1.1 Service Description, section 3), tried out feature by feature."""

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from keikaku.release import Release
from live_service import Service

# rdflib 7.6 warns of its own parsers.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = "http://www.w3.org/ns/formats/"
# https://www.w3.org/ns/formats/: what each name means, and a query form that has it.
MEDIA_TYPES = {
    "SPARQL_Results_JSON": ("application/sparql-results+json", "ASK {}"),
    "SPARQL_Results_XML": ("application/sparql-results+xml", "ASK {}"),
    "SPARQL_Results_CSV": ("text/csv", "SELECT * {}"),
    "SPARQL_Results_TSV": ("text/tab-separated-values", "SELECT * {}"),
    "Turtle": ("text/turtle", "CONSTRUCT {} {}"),
    "N-Triples": ("application/n-triples", "CONSTRUCT {} {}"),
    "JSON-LD": ("application/ld+json", "CONSTRUCT {} {}"),
    "RDF_XML": ("application/rdf+xml", "CONSTRUCT {} {}"),
    "TriG": ("application/trig", "CONSTRUCT {} {}"),
    "N-Quads": ("application/n-quads", "CONSTRUCT {} {}"),
}


@pytest.fixture(scope="module")
def description(service: Service) -> Graph:
    return Graph().parse(data=service.get("/sparql", accept="text/turtle").body, format="turtle")


@pytest.mark.parametrize(
    ("media_type", "format"),
    [("application/n-triples", "nt"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld")],
)
def test_it_is_the_same_in_every_format(
    service: Service, description: Graph, media_type: str, format: str
) -> None:
    reply = service.get("/sparql", accept=media_type)
    assert reply.media_type == media_type
    assert isomorphic(Graph().parse(data=reply.body, format=format), description)


def test_it_is_there_for_browsers(service: Service) -> None:
    reply = service.get("/sparql", accept="text/html")
    assert (reply.status, reply.media_type) == (200, "text/html")
    assert "<form" in reply.text


def test_every_format_that_it_lists_is_served(service: Service, description: Graph) -> None:
    """3.3.5 sd:resultFormat."""
    listed = {str(name).removeprefix(FORMATS) for name in description.objects(None, SD.resultFormat)}
    assert listed == set(MEDIA_TYPES)
    for name in listed:
        media_type, text = MEDIA_TYPES[name]
        assert service.query(text, accept=media_type).media_type == media_type


def test_every_graph_is_listed_with_its_size(service: Service, description: Graph) -> None:
    """3.2.9 sd:namedGraph."""
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = service.query(text).json["results"]["bindings"]
    served = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
    listed = {
        str(description.value(named, SD.name)): int(
            description.value(description.value(named, SD.graph), VOID.triples)
        )
        for named in description.objects(None, SD.namedGraph)
    }
    assert listed == served


def test_the_default_graph_is_the_union(service: Service, description: Graph) -> None:
    """3.3.3 sd:UnionDefaultGraph."""
    assert (None, SD.feature, SD.UnionDefaultGraph) in description
    graph = next(description.objects(None, SD.defaultGraph))
    stated = int(description.value(graph, VOID.triples))
    counted = service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text.split()[1]
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    assert stated == int(counted) == int(service.query(distinct, format="csv").text.split()[1])


def test_features_that_it_does_not_have_are_not_listed(description: Graph) -> None:
    """3.3: no updates, no federation, no graphs fetched from the web."""
    assert (None, SD.supportedLanguage, SD.SPARQL11Query) in description
    assert (None, SD.supportedLanguage, SD.SPARQL11Update) not in description
    for feature in (SD.DereferencesURIs, SD.BasicFederatedQuery, SD.RequiresDataset):
        assert (None, SD.feature, feature) not in description


@pytest.mark.parametrize("name", ["seconds", "memory", "rows", "query_bytes"])
def test_the_limits_are_in_it(service: Service, description: Graph, name: str) -> None:
    """The values of `/limits`, so that a client can plan with them."""
    value = service.get("/limits", accept="application/json").json[name]
    said = " ".join(str(text) for text in description.objects())
    assert name in said
    assert f"{value:g}" in said or str(value) in said


def test_the_graphs_have_names_that_can_be_asked(service: Service, release: Release) -> None:
    for graph in release.manifest.graphs:
        assert URIRef(graph)
        assert service.query("ASK { ?s ?p ?o }", default_graph_uri=graph).json["boolean"] is True
