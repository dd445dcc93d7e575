"""What the service says of itself, against what it does."""

import hashlib
from html import unescape

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from keikaku.engine.formats import GRAPHS, RESULTS
from keikaku.rdf.namespaces import DCTERMS, RDF, SCHEMA, SD, VOID
from keikaku.web.subgraph import Subgraph


def described(response) -> Subgraph:
    media_type = response.headers["content-type"].partition(";")[0]
    return Subgraph(quad.triple for quad in parse(response.content, RdfFormat.from_media_type(media_type)))


@pytest.fixture(params=["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"])
def graph(client, request) -> Subgraph:
    return described(client.get("/sparql", headers={"accept": request.param}))


@pytest.fixture
def service(graph):
    (triple,) = [s for s in graph.about if SD.Service in graph.values(s, RDF.type)]
    return triple


def test_service_description_2_endpoint(client, graph, service):
    assert graph.values(service, SD.endpoint) == [NamedNode(f"{client.base_url}/sparql")]
    assert graph.values(service, SD.supportedLanguage) == [SD.SPARQL11Query]


def test_service_description_3_2_features(graph, service):
    assert graph.values(service, SD.feature) == [SD.UnionDefaultGraph]


def test_service_description_3_4_formats(graph, service):
    assert len(graph.values(service, SD.resultFormat)) == len(RESULTS) + len(GRAPHS)


def test_service_description_3_4_graphs(client, graph, service):
    (dataset,) = graph.values(service, SD.defaultDataset)
    named = {
        graph.values(node, SD.term("name"))[0].value: graph.number(
            graph.values(node, SD.graph)[0], VOID.triples
        )
        for node in graph.values(dataset, SD.namedGraph)
    }
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert named == {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def test_the_form_is_for_people(client):
    page = client.get("/sparql", headers={"accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert 'name="query"' in page.text


def test_limits(client):
    limits = client.get("/limits").json()
    assert limits["seconds"] == 10.0
    assert limits["rows"] == 1_000_000


@pytest.mark.parametrize("path", ["/void", "/dcat"])
@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "*/*"])
def test_descriptions(client, path, accept):
    assert described(client.get(path, headers={"accept": accept})).about


@pytest.mark.parametrize(("path", "page"), [("/void", "/doc/dataset"), ("/dcat", "/doc/catalog")])
def test_a_browser_is_led_from_a_description_to_a_page(client, path, page):
    response = client.get(f"{path}?lang=en", headers={"accept": "text/html"})
    assert response.status_code == 303
    assert response.headers["location"] == f"{page}?lang=en"
    assert client.get(page, headers={"accept": "text/html"}).status_code == 200


def test_the_dumps_come_with_the_terms_of_the_catalogue_and_of_each_document(client):
    page = unescape(client.get("/dumps/?lang=en", headers={"accept": "text/html"}).text)
    catalogue = described(client.get("/dcat", headers={"accept": "text/turtle"}))
    this = NamedNode("https://w3id.org/keikaku/id/catalog")
    assert catalogue.literal(this, DCTERMS.rights, "en").value in page
    query = f"SELECT DISTINCT ?rights {{ ?d a {SCHEMA.DigitalDocument} ; {DCTERMS.rights} ?rights }}"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert rows
    assert all(row["rights"]["value"] in page for row in rows)


def test_an_amount_is_told_in_grouped_yen(client):
    amount = "/doc/amount/142042/implementation-2014/project/0-1-1-1/estimate-2014-2016"
    assert "¥1,300,000" in client.get(f"{amount}?lang=en", headers={"accept": "text/html"}).text
    assert "1,300,000円" in client.get(f"{amount}?lang=ja", headers={"accept": "text/html"}).text


def test_well_known_void(client):
    response = client.get("/.well-known/void")
    assert response.status_code == 303
    assert response.headers["location"] == "/void"


def test_health(client):
    assert client.get("/health").json()["status"] == "ok"
    assert client.get("/ready").json() == {"status": "ready"}


def test_dumps_are_what_they_say(client):
    listed = client.get("/dumps/").json()
    assert {"keikaku.ttl", "keikaku.nq.gz"} <= {file["name"] for file in listed["files"]}
    for file in listed["files"]:
        response = client.get(file["href"], headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in response.headers
        assert len(response.content) == file["size"]
        assert hashlib.sha256(response.content).hexdigest() == file["sha256"]
        assert response.headers["etag"] == f'"{file["sha256"]}"'


def test_dumps_come_in_parts(client):
    whole = client.get("/dumps/keikaku.nt").content
    headers = {"range": "bytes=10-19"}
    part = client.get("/dumps/keikaku.nt", headers=headers)
    assert part.status_code == 206
    assert part.content == whole[10:20]
    assert client.get("/dumps/keikaku.nt", headers={"range": f"bytes={len(whole)}-"}).status_code == 416
    headers["if-range"] = '"another"'
    assert client.get("/dumps/keikaku.nt", headers=headers).content == whole


def test_a_release_never_changes(client):
    listed = client.get("/dumps/").json()
    response = client.get(f"/dumps/{listed['release']}/keikaku.nt")
    assert "immutable" in response.headers["cache-control"]
    assert "immutable" not in client.get("/dumps/keikaku.nt").headers["cache-control"]
    assert (
        client.get("/dumps/latest/keikaku.nt").headers["location"] == f"/dumps/{listed['release']}/keikaku.nt"
    )
    assert client.get("/dumps/2000-01-01-0/keikaku.nt").status_code == 404


def test_the_source_can_be_read(client, shipped_releases):
    path = "documents/142042/implementation-plan-2014-civic-autonomy.txt"
    response = client.get(f"/{path}")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.content == (shipped_releases / "current" / path).read_bytes()


def test_the_sitemap_leads_to_pages(client):
    content = client.get("/sitemap.xml").text
    assert f"<loc>{client.base_url}/doc/plan/142042/implementation-2014</loc>" in content
    assert "Sitemap:" in client.get("/robots.txt").text
