"""From a thing's IRI to the document about it (Cool URIs for the Semantic Web, section 4.2)."""

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from keikaku.engine.limits import Limits
from keikaku.web.settings import Settings
from serving import serving

BASE = "https://w3id.org/keikaku/"
CITY = "municipality/142042"
PROJECT = "project/142042/implementation-2014/0-1-1-1"
PLAN_GRAPH = "graph/142042/implementation-2014"
FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}


def triples(response):
    media_type = response.headers["content-type"].partition(";")[0]
    return [quad.triple for quad in parse(response.content, RdfFormat.from_media_type(media_type))]


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize(
    ("thing", "document"),
    [
        (f"/id/{CITY}", f"/doc/{CITY}"),
        (f"/id/{PROJECT}", f"/doc/{PROJECT}"),
        ("/code/plan-type/vision", "/doc/code/plan-type/vision"),
        (f"/id/{CITY}?lang=en", f"/doc/{CITY}?lang=en"),
    ],
)
def test_a_thing_leads_to_its_document(client, accept, thing, document):
    response = client.get(thing, headers={"accept": accept})
    assert response.status_code == 303
    assert response.headers["location"] == document
    followed = client.get(response.headers["location"], headers={"accept": accept})
    assert followed.status_code == 200
    assert followed.headers["content-type"].startswith(accept)


@pytest.mark.parametrize(
    ("path", "subject"), [("/ontology/0.1.0", f"{BASE}ontology"), ("/code", f"{BASE}code/plan-type")]
)
def test_graphs_and_versions_have_what_their_iris_promise(client, path, subject):
    response = client.get(path, headers={"accept": "text/turtle"})
    assert NamedNode(subject) in {triple.subject for triple in triples(response)}
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")


def test_the_context_can_be_fetched_from_any_site(client):
    response = client.get("/ontology/context.jsonld", headers={"origin": "https://example.org"})
    assert response.headers["content-type"].startswith("application/ld+json")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json()["@context"]["mp"] == f"{BASE}ontology#"
    known = client.get("/ontology/context.jsonld", headers={"if-none-match": response.headers["etag"]})
    assert known.status_code == 304


def test_there_is_no_other_version_of_the_ontology(client):
    assert client.get("/ontology/9.9.9").status_code == 404


@pytest.mark.parametrize(
    "path", ["/id/project/0/0", "/doc/project/0/0", "/doc/project/0/0.ttl", "/code/none", "/doc/"]
)
@pytest.mark.parametrize(
    ("accept", "given"), [("text/html", "text/html"), ("text/turtle", "application/problem+json")]
)
def test_nothing_is_known_of_it(client, path, accept, given):
    response = client.get(path, headers={"accept": accept})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith(given)


@pytest.mark.parametrize(("suffix", "media_type"), FORMATS.items())
@pytest.mark.parametrize("way", ["accept", "suffix"])
def test_says_it_in_every_format(client, suffix, media_type, way):
    path = f"/doc/{PROJECT}"
    if way == "accept":
        response = client.get(path, headers={"accept": f"{media_type}, text/html;q=0.5"})
    else:
        response = client.get(f"{path}.{suffix}", headers={"accept": "text/html"})
    subjects = {triple.subject for triple in triples(response)}
    assert NamedNode(f"{BASE}id/{PROJECT}") in subjects
    assert NamedNode(f"{BASE}id/step/142042/implementation-2014/0-1-1-1/2014/1") in subjects
    assert response.headers["vary"].startswith("Accept")


def test_links_to_the_other_formats(client):
    link = client.get(f"/doc/{PROJECT}", headers={"accept": "text/html"}).headers["link"]
    for suffix, media_type in FORMATS.items():
        assert f'</doc/{PROJECT}.{suffix}>; rel="alternate"; type="{media_type}"' in link
    assert f'<{BASE}id/{PROJECT}>; rel="describes"' in link


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_a_document_is_not_sent_twice(client, accept):
    first = client.get(f"/doc/{PROJECT}", headers={"accept": accept})
    headers = {"accept": accept, "if-none-match": first.headers["etag"]}
    assert client.get(f"/doc/{PROJECT}", headers=headers).status_code == 304
    headers["accept"] = "application/n-triples"
    assert client.get(f"/doc/{PROJECT}", headers=headers).status_code == 200


def test_languages_have_their_own_tags(client):
    tags = [
        client.get(f"/doc/{CITY}", headers={"accept": "text/html", "accept-language": language}).headers[
            "etag"
        ]
        for language in ("ja", "en")
    ]
    assert tags[0] != tags[1]


def test_a_document_describes_its_places(client):
    path = "/doc/document/142042/implementation-2014-civic-autonomy.nt"
    subjects = {str(triple.subject.value) for triple in triples(client.get(path))}
    assert any("#line=" in subject for subject in subjects)


def count(client, graph: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    (row,) = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return int(row["n"]["value"])


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"/data?graph={BASE}id/{PLAN_GRAPH}", id="graph-store-4.2-indirect"),
        pytest.param(f"/doc/{PLAN_GRAPH}", id="graph-store-4.1-direct"),
    ],
)
def test_reads_a_graph(client, path):
    response = client.get(path, headers={"accept": "application/n-triples"})
    assert len(triples(response)) == count(client, f"{BASE}id/{PLAN_GRAPH}")


def test_a_graph_is_named_by_its_address(client):
    response = client.get(f"/id/{PLAN_GRAPH}", headers={"accept": "text/turtle"})
    assert response.headers["location"] == f"/doc/{PLAN_GRAPH}"


def test_reads_the_default_graph(client):
    response = client.get("/data?default", headers={"accept": "application/n-triples"})
    (row,) = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()[
        "results"
    ]["bindings"]
    assert len(triples(response)) == int(row["n"]["value"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("default&graph=x:y", 400),
        ("graph=x:y&graph=x:z", 400),
        ("graph=x:unknown", 404),
        ("graph=x", 404),
    ],
)
def test_asks_for_one_graph_that_is_there(client, query, status):
    assert client.get(f"/data?{query}").status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_no_graph_can_be_written(client, method):
    response = client.request(method, "/data?default", content=b"")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_the_ontology_has_its_address(client):
    response = client.get("/ontology", headers={"accept": "text/turtle"})
    assert NamedNode(f"{BASE}ontology#Project") in {triple.subject for triple in triples(response)}
    page = client.get("/ontology", headers={"accept": "text/html"}).text
    assert 'id="Project"' in page


def test_turtle_is_good_to_read(client):
    """Prefixes, then what it is about, each thing once with its class first; and the same bytes each time."""
    text = client.get(f"/doc/{PROJECT}.ttl").text
    prefixes, first, *others = text.split("\n\n")
    assert prefixes.startswith("@base <https://w3id.org/keikaku/> .\n@prefix ")
    assert first.startswith(f"<id/{PROJECT}> a mp:")
    subjects = [other.split(maxsplit=1)[0] for other in others]
    assert len(set(subjects)) == len(subjects)
    assert client.get(f"/doc/{PROJECT}.ttl", headers={"x-test": "1"}).text == text


@pytest.mark.parametrize("suffix", [*FORMATS, "trig", "nq"])
def test_all_formats_say_the_same(client, suffix):
    found, other = (set(map(str, triples(client.get(f"/doc/{PROJECT}.{name}")))) for name in (suffix, "nt"))
    assert found == other


def test_data_that_is_held_is_not_sent_again(client):
    first = client.get(f"/doc/{PROJECT}.ttl")
    again = client.get(f"/doc/{PROJECT}.ttl", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.headers["etag"]) == (304, first.headers["etag"])


def test_data_that_misses_triples_says_so(shipped_releases):
    with serving(Settings(releases=shipped_releases, port=0, limits=Limits(rows=30))) as port:
        answer = httpx.get(f"http://127.0.0.1:{port}/doc/{PROJECT}.ttl")
    assert len(triples(answer)) == 30
    assert answer.headers["keikaku-truncated"] == "rows=30"
