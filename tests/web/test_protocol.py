"""SPARQL 1.1 Protocol, section by section; the ids name the sections."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from inspect import signature

import httpx
import pytest

from keikaku.engine import problems
from keikaku.engine.limits import Limits
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.web.problem_response import of_query
from keikaku.web.settings import Settings
from serving import serving

ASK = "ASK {}"
ONE = 'SELECT (1 AS ?one) ("é市" AS ?text) {}'
BASE = "https://w3id.org/keikaku/"
MP = "https://w3id.org/keikaku/ontology#"
PLAN_GRAPH = "https://w3id.org/keikaku/id/graph/142042/implementation-2014"
CITY_GRAPH = "https://w3id.org/keikaku/id/graph/municipality/142042"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"


def problem(response: httpx.Response, status: int, slug: str) -> dict:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    content = response.json()
    assert content["status"] == status
    assert content["type"].endswith(f"#{slug}")
    return content


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda c: c.get("/sparql", params={"query": ONE}), id="protocol-2.1.1-get"),
        pytest.param(lambda c: c.post("/sparql", data={"query": ONE}), id="protocol-2.1.2-form"),
        pytest.param(
            lambda c: c.post("/sparql", content=ONE, headers={"content-type": DIRECT}),
            id="protocol-2.1.3-direct",
        ),
        pytest.param(
            lambda c: c.post("/sparql", content=ONE, headers={"content-type": f"{DIRECT}; charset=UTF-8"}),
            id="protocol-2.1.3-direct-charset",
        ),
    ],
)
def test_asks_in_three_ways(client, send):
    response = send(client)
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"
    (row,) = response.json()["results"]["bindings"]
    assert row["one"]["value"] == "1"
    assert row["text"]["value"] == "é市"


@pytest.mark.parametrize(
    ("send", "status", "slug"),
    [
        pytest.param(
            lambda c: c.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D"),
            400, "parameter", id="protocol-2.1-multiple-queries",
        ),
        pytest.param(
            lambda c: c.post("/sparql?query=ASK%20%7B%7D", content=ASK, headers={"content-type": DIRECT}),
            400, "parameter", id="protocol-2.1-query-in-url-and-body",
        ),
        pytest.param(lambda c: c.post("/sparql", data={"x": "y"}), 400, "parameter", id="protocol-2.1.2-no-query"),
        pytest.param(lambda c: c.post("/sparql", content=ASK), 415, "media-type", id="protocol-2.1-no-media-type"),
        pytest.param(
            lambda c: c.post("/sparql", content=ASK, headers={"content-type": "text/plain"}),
            415, "media-type", id="protocol-2.1-wrong-media-type",
        ),
        pytest.param(
            lambda c: c.post("/sparql", content=ASK, headers={"content-type": f"{DIRECT}; charset=utf-16"}),
            415, "media-type", id="protocol-2.1.3-other-charset",
        ),
        pytest.param(
            lambda c: c.post("/sparql", content=b'SELECT ("\xe9" AS ?x) {}', headers={"content-type": DIRECT}),
            400, "encoding", id="protocol-2.1.3-not-utf8",
        ),
        pytest.param(
            lambda c: c.get("/sparql?query=SELECT%20(%22%E9%22%20AS%20%3Fx)%20%7B%7D"),
            400, "encoding", id="protocol-2.1.1-not-utf8",
        ),
        pytest.param(lambda c: c.get("/sparql", params={"query": ""}), 400, "syntax", id="protocol-2.1.6-empty"),
        pytest.param(
            lambda c: c.post("/sparql", data={"update": "CLEAR ALL"}), 403, "update", id="protocol-2.2-form"
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"update": "CLEAR ALL"}), 403, "update", id="protocol-2.2-get"
        ),
        pytest.param(
            lambda c: c.post("/sparql", content="CLEAR ALL", headers={"content-type": "application/sparql-update"}),
            403, "update", id="protocol-2.2-direct",
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"query": "DROP ALL"}), 403, "update", id="protocol-2.2-as-query"
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"query": "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"}),
            403, "service", id="service",
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"query": ASK, "default-graph-uri": "graph"}),
            400, "parameter", id="protocol-2.1.4-relative-graph",
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"query": ASK, "timeout": "-1"}), 400, "parameter", id="timeout-negative"
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"query": "SELECT * {" + "{" * 5000 + "}" * 5000 + "}"}),
            400, "too-deep", id="nesting",
        ),
        pytest.param(
            lambda c: c.get("/sparql", params={"query": ASK}, headers={"accept": "image/png"}),
            406, "not-acceptable", id="protocol-2.1.6-not-acceptable",
        ),
    ],
)  # fmt: skip
def test_refuses(client, send, status, slug):
    problem(send(client), status, slug)


def test_says_where_the_syntax_breaks(client):
    content = problem(client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}), 400, "syntax")
    assert content["line"] == 2
    assert 10 <= content["column"] <= 17


@pytest.mark.parametrize(("language", "word"), [("ja", "構文"), ("en-GB,en;q=0.9", "syntax")])
def test_speaks_the_language_of_the_client(client, language, word):
    response = client.get("/sparql", params={"query": "nonsense"}, headers={"accept-language": language})
    assert word in response.json()["title"]
    assert response.headers["content-language"] == language[:2]


def test_refuses_a_body_that_is_too_large(strict):
    problem(strict.post("/sparql", content=b"#" * 20_001, headers={"content-type": DIRECT}), 413, "too-large")


def test_refuses_a_body_that_grows_too_large(strict):
    chunks = (b"#" * 1_000 for _ in range(30))
    problem(strict.post("/sparql", content=chunks, headers={"content-type": DIRECT}), 413, "too-large")


def test_refuses_a_query_that_is_too_long(strict):
    problem(
        strict.post("/sparql", content=ASK + "#" * 10_000, headers={"content-type": DIRECT}), 413, "too-large"
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND"])
def test_names_the_methods_there_are(client, method):
    response = client.request(method, "/sparql")
    problem(response, 405, "method")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_head_is_get_without_a_body(client):
    get = client.get("/sparql", params={"query": ONE})
    head = client.head("/sparql", params={"query": ONE})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["etag"] == get.headers["etag"]


def count(response: httpx.Response) -> int:
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


COUNT_CITIES = f"SELECT (COUNT(*) AS ?n) {{ ?x a <{MP}Municipality> }}"
COUNT_GRAPHS = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize("method", ["GET", "POST", "DIRECT"])
@pytest.mark.parametrize(
    ("query", "dataset", "expected"),
    [
        # All that are on the list of municipalities, one of them with a graph of its own.
        pytest.param(COUNT_CITIES, {}, 1_741, id="union-without-dataset"),
        pytest.param(COUNT_CITIES, {"default-graph-uri": PLAN_GRAPH}, 0, id="protocol-2.1.4-other-default"),
        pytest.param(COUNT_CITIES, {"default-graph-uri": CITY_GRAPH}, 1, id="protocol-2.1.4-default"),
        pytest.param(
            COUNT_CITIES, {"default-graph-uri": [PLAN_GRAPH, CITY_GRAPH]}, 1, id="protocol-2.1.4-default-merge"
        ),
        pytest.param(COUNT_CITIES, {"named-graph-uri": CITY_GRAPH}, 0, id="protocol-2.1.4-only-named"),
        pytest.param(COUNT_GRAPHS, {"named-graph-uri": [PLAN_GRAPH, CITY_GRAPH]}, 2, id="protocol-2.1.4-named"),
        pytest.param(
            COUNT_CITIES.replace("{", f"FROM <{PLAN_GRAPH}> {{", 1), {"default-graph-uri": CITY_GRAPH}, 1,
            id="protocol-2.1.4-parameter-before-from",
        ),
        pytest.param(
            COUNT_GRAPHS.replace("{", f"FROM NAMED <{PLAN_GRAPH}> {{", 1), {"default-graph-uri": CITY_GRAPH}, 0,
            id="protocol-2.1.4-parameter-before-from-named",
        ),
    ],
)  # fmt: skip
def test_dataset(client, method, query, dataset, expected):
    if method == "GET":
        response = client.get("/sparql", params={"query": query, **dataset})
    elif method == "POST":
        response = client.post("/sparql", data={"query": query, **dataset})
    else:
        response = client.post("/sparql", params=dataset, content=query, headers={"content-type": DIRECT})
    assert count(response) == expected


def test_answers_json(client):
    content = client.get("/sparql", params={"query": ASK}, headers={"accept": JSON}).content
    assert json.loads(content)["boolean"] is True
    assert content.index(b'"head"') < content.index(b'"boolean"')


def test_answers_csv_with_a_header(client):
    response = client.get("/sparql", params={"query": ONE}, headers={"accept": "text/csv;header=present"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert list(csv.DictReader(io.StringIO(response.text))) == [{"one": "1", "text": "é市"}]


def test_answers_csv_for_excel(client):
    response = client.get("/sparql", params={"query": ONE, "format": "excel"})
    assert response.content.startswith("\N{BYTE ORDER MARK}one,text".encode())


XML_NAMESPACE = "{http://www.w3.org/2005/sparql-results#}"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("a\\rb", "a\rb", id="xml-2.11-carriage-return"),
        pytest.param("a\\u0001b", "a\N{REPLACEMENT CHARACTER}b", id="xml-2.2-control"),
        pytest.param("a\\uFFFFb", "a\N{REPLACEMENT CHARACTER}b", id="xml-2.2-non-character"),
        pytest.param("a\\t\\n<&>", "a\t\n<&>", id="xml-whitespace-and-markup"),
    ],
)
def test_xml_is_well_formed(client, written, read):
    query = f'SELECT ("{written}" AS ?x) {{}}'
    response = client.get("/sparql", params={"query": query, "format": "xml"})
    assert ET.fromstring(response.content).findtext(f".//{XML_NAMESPACE}literal") == read


def test_rdf_xml_is_well_formed(client):
    query = 'CONSTRUCT { <x:s> <x:p> "a\\rb\\u0001" } WHERE {}'
    response = client.get("/sparql", params={"query": query}, headers={"accept": "application/rdf+xml"})
    assert ET.fromstring(response.content)[0][0].text == "a\rb\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{BASE}id/municipality/142042>"])
@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("turtle", "text/turtle"), ("ttl", "text/turtle"), ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"), ("json", "application/ld+json"), ("rdf", "application/rdf+xml"),
        ("rdfxml", "application/rdf+xml"), ("xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
    ],
)  # fmt: skip
def test_graph_formats_by_name(client, form, name, media_type):
    response = client.get("/sparql", params={"query": form, "output": name})
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.content


def test_unknown_functions_are_the_clients_mistake(client):
    problem(client.get("/sparql", params={"query": "SELECT (<x:f>(1) AS ?x) {}"}), 400, "failed")


def test_a_slow_query_is_stopped(client):
    query = (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"
    )
    problem(client.get("/sparql", params={"query": query, "timeout": "0.5"}), 504, "time-limit")


def test_a_client_cannot_raise_the_limit(strict):
    query = "SELECT * { ?a ?b ?c }"
    response = strict.get("/sparql", params={"query": f"{query} LIMIT 5", "timeout": "100000"})
    assert len(response.json()["results"]["bindings"]) == 5


def test_says_that_rows_are_cut_off(shipped_releases):
    limits = Limits(rows=5)
    with serving(Settings(releases=shipped_releases, port=0, limits=limits)) as port:
        address = f"http://127.0.0.1:{port}/sparql"
        cut = httpx.get(address, params={"query": "SELECT * { ?a ?b ?c }"})
        whole = httpx.get(address, params={"query": "SELECT * { ?a ?b ?c } LIMIT 5"})
    assert len(cut.json()["results"]["bindings"]) == 5
    assert cut.headers["keikaku-truncated"] == "rows=5"
    assert "keikaku-truncated" not in whole.headers


def all_below(cls: type) -> set[type]:
    return {cls, *(found for below in cls.__subclasses__() for found in all_below(below))}


@pytest.mark.parametrize("cls", sorted(all_below(problems.QueryProblem) - {problems.QueryProblem}, key=str))
def test_every_problem_of_the_engine_has_its_status(cls):
    raised = cls.__new__(cls)
    Problem.__init__(raised, Text("何か", "something"))
    raised.line = raised.column = None
    if "retry_after" in signature(cls).parameters:
        raised.retry_after = 7
    answer = of_query(raised)
    assert answer.kind.slug != "internal"
    assert (answer.kind.status in (429, 503)) == (answer.headers.get("retry-after") == "7")
