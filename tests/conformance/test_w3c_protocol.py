"""W3C's SPARQL 1.1 protocol tests (rdf-tests, sparql11/protocol), each under its name in the manifest.

This endpoint is read-only: what the manifest would update is refused, and nothing changes.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from rdflib import Graph

from live_service import Reply, Service

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
BOOLEAN = {"application/sparql-results+xml", "application/sparql-results+json"}
TABULAR = BOOLEAN | {"text/csv", "text/tab-separated-values"}
RDF = {
    "application/rdf+xml",
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/trig",
}
DATA = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4)]
DATA_0 = [("default-graph-uri", DATA[0])]
BOTH = f"ASK {{ <{DATA[1]}> a ?type . <{DATA[2]}> a ?type . }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?type }} }}"


@dataclass(frozen=True)
class Case:
    """One request of the manifest: parameters in the address, body and its type."""

    name: str
    parameters: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    content_type: str | None = None
    method: str = "POST"

    def send(self, service: Service) -> Reply:
        target = f"/sparql?{urlencode(self.parameters)}" if self.parameters else "/sparql"
        headers = {"content-type": self.content_type} if self.content_type else {}
        encoding = "utf-16" if "UTF-16" in (self.content_type or "") else "utf-8"
        body = None if self.body is None else self.body.encode(encoding)
        return service.exchange(self.method, target, headers, body)


def get(name: str, *parameters: tuple[str, str], method: str = "GET") -> Case:
    return Case(name, parameters, method=method)


def post(name: str, content_type: str | None, body: str, *parameters: tuple[str, str]) -> Case:
    return Case(name, parameters, body, content_type)


def named(*cases: object) -> pytest.MarkDecorator:
    """Parametrise by cases, or by tuples that begin with one, with the manifest's names."""
    first = [case[0] if isinstance(case, tuple) else case for case in cases]
    return pytest.mark.parametrize(
        "case, expected" if isinstance(cases[0], tuple) else "case", cases, ids=[case.name for case in first]
    )


def truth(reply: Reply) -> bool:
    """The boolean of SPARQL results, in JSON or XML."""
    assert 200 <= reply.status < 300
    assert reply.media_type in BOOLEAN
    if reply.media_type.endswith("json"):
        return json.loads(reply.body)["boolean"]
    found = re.search(rb"<boolean>(true|false)</boolean>", reply.body)
    assert found
    return found[1] == b"true"


def default(*numbers: int) -> list[tuple[str, str]]:
    return [("default-graph-uri", DATA[number]) for number in numbers]


def graphs(*numbers: int) -> list[tuple[str, str]]:
    return [("named-graph-uri", DATA[number]) for number in numbers]


@named(
    (post("query_post_form", FORM, "query=ASK%20%7B%7D", *DATA_0), True),
    (get("query_dataset_default_graphs_get", ("query", BOTH), *default(1, 2)), True),
    (post("query_dataset_default_graphs_post", QUERY, BOTH, *default(1, 2)), True),
    (post("query_dataset_named_graphs_post", QUERY, BOTH_NAMED, *graphs(1, 2)), True),
    (get("query_dataset_named_graphs_get", ("query", BOTH_NAMED), *graphs(1, 2)), True),
    (
        post(
            "query_dataset_full",
            QUERY,
            BOTH_NAMED.replace("{ GRAPH ?g1", f"{{\n  <{DATA[3]}> a ?type\n  GRAPH ?g1"),
            *default(3),
            *graphs(1, 2),
        ),
        True,
    ),
    (
        post(
            "query_multiple_dataset", QUERY, BOTH_NAMED.replace("ASK", f"ASK FROM <{DATA[3]}>"), *graphs(1, 2)
        ),
        True,
    ),
    (
        post(
            "query_multiple_dataset-2012",
            QUERY,
            f"ASK FROM <{DATA[1]}> {{ <{DATA[1]}> ?p ?o }}",
            *default(2),
        ),
        False,
    ),
    (get("query_get", ("query", "ASK {}"), *DATA_0), True),
    (post("query_post_direct", QUERY, "ASK {}"), True),
)
def test_query_has_the_expected_boolean(service: Service, case: Case, expected: bool) -> None:
    assert truth(case.send(service)) is expected


@named(
    (post("query_content_type_select", QUERY, "SELECT (1 AS ?value) {}", *DATA_0), TABULAR),
    (post("query_content_type_ask", QUERY, "ASK {}", *DATA_0), BOOLEAN),
    (post("query_content_type_describe", QUERY, "DESCRIBE <http://example.org/>", *DATA_0), RDF),
    (post("query_content_type_construct", QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}", *DATA_0), RDF),
)
def test_query_has_an_appropriate_content_type(service: Service, case: Case, expected: set[str]) -> None:
    reply = case.send(service)
    assert reply.status == 200
    assert reply.media_type in expected


@named(
    (get("bad_query_method", ("query", "ASK {}"), *DATA_0, method="PUT"), 405),
    (get("bad_multiple_queries", ("query", "ASK {}"), ("query", "SELECT * {}")), 400),
    (post("bad_query_wrong_media_type", "text/plain", "ASK {}"), 415),
    (post("bad_query_missing_form_type", None, "query=ASK%20%7B%7D"), 415),
    (post("bad_query_missing_direct_type", None, "ASK {}"), 415),
    (post("bad_query_non_utf8", f"{QUERY}; charset=UTF-16", "ASK {}"), 415),
    (get("bad_query_syntax", ("query", "ASK {")), 400),
)
def test_bad_query_is_refused(service: Service, case: Case, expected: int) -> None:
    assert case.send(service).status == expected


INSERT = """PREFIX foaf: <http://xmlns.com/foaf/0.1/>
DROP ALL ;
INSERT DATA { GRAPH <http://example.org/protocol-update/> { <http://example.org/s> a foaf:Document } }"""
WITH = "WITH <http://example/addresses> DELETE { ?p ?n 'Bill' } INSERT { ?p ?n 'William' } WHERE { ?p ?n 'Bill' }"


@named(
    post("update_dataset_default_graph", UPDATE, INSERT, ("using-graph-uri", DATA[1])),
    post(
        "update_dataset_default_graphs",
        UPDATE,
        INSERT,
        ("using-graph-uri", DATA[1]),
        ("using-graph-uri", DATA[2]),
    ),
    post("update_dataset_named_graphs", UPDATE, INSERT, ("using-named-graph-uri", DATA[1])),
    post(
        "update_dataset_full",
        UPDATE,
        INSERT,
        ("using-graph-uri", DATA[1]),
        ("using-named-graph-uri", DATA[2]),
    ),
    post("update_post_form", FORM, "update=CLEAR+ALL"),
    post("update_post_direct", UPDATE, "CLEAR ALL"),
    post("update_base_uri", UPDATE, "INSERT DATA { GRAPH <http://example.org/g> { <test> <test> <test> } }"),
    get("bad_update_get", ("update", "CLEAR ALL")),
    post("bad_multiple_updates", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    post("bad_update_wrong_media_type", "text/plain", "CLEAR NAMED"),
    post("bad_update_missing_form_type", None, "update=CLEAR%20NAMED"),
    post("bad_update_non_utf8", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED"),
    post("bad_update_syntax", FORM, "update=CLEAR%20XYZ"),
    post("bad_update_dataset_conflict", UPDATE, WITH, ("using-named-graph-uri", "http://example/people")),
)
def test_update_is_refused_and_changes_nothing(service: Service, case: Case) -> None:
    before = service.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").json
    assert case.send(service).status == (415 if case.content_type == "text/plain" or not typed(case) else 403)
    assert service.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").json == before


def typed(case: Case) -> bool:
    return case.method == "GET" or case.content_type is not None


def test_returns_rdf(service: Service) -> None:
    """service-description: a GET on the endpoint returns RDF."""
    reply = service.get("/sparql")
    assert reply.status == 200
    assert reply.media_type in RDF
    assert len(Graph().parse(data=reply.body, format=reply.media_type)) > 0


def test_has_endpoint_triple(service: Service) -> None:
    """service-description: a triple `?service sd:endpoint <the endpoint>`."""
    reply = service.get("/sparql", accept="application/n-triples")
    description = Graph().parse(data=reply.body, format="nt")
    query = f"{SD} SELECT ?e {{ ?s a sd:Service ; sd:endpoint ?e }}"
    assert [str(endpoint) for (endpoint,) in description.query(query)] == [service.endpoint]


SD = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
# What is linked in section 3 of the Service Description: property, class of its values.
SCHEMA = {
    "sd:availableGraphs": "sd:GraphCollection",
    "sd:defaultDataset": "sd:Dataset",
    "sd:defaultGraph": "sd:Graph",
    "sd:namedGraph": "sd:NamedGraph",
    "sd:graph": "sd:Graph",
}


@pytest.mark.parametrize("link", SCHEMA)
def test_conforms_to_schema(service: Service, link: str) -> None:
    """service-description: every value of a property of the vocabulary is in the property's range."""
    reply = service.get("/sparql", accept="text/turtle")
    description = Graph().parse(data=reply.body, format="turtle")
    assert description.query(f"{SD} ASK {{ ?s {link} ?value }}").askAnswer
    query = f"{SD} ASK {{ ?s {link} ?value FILTER NOT EXISTS {{ ?value a {SCHEMA[link]} }} }}"
    assert not description.query(query).askAnswer
