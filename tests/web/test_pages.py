"""Pages for people, read as text: what they say, to whom, and that nothing in the data can act."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from keikaku.check import Report
from keikaku.rdf import vocabulary_quads
from keikaku.rdf.namespaces import DCTERMS, MP, RDF, RDFS, SKOS
from keikaku.release import build
from keikaku.web.settings import Settings
from serving import serving

PLAN = "/doc/plan/142042/implementation-2014"
PROJECT = "/doc/project/142042/implementation-2014/0-1-1-1"
CITY = "/doc/municipality/142042"
YEAR = "/doc/fiscal-year/2014"
STEP = "/doc/step/142042/implementation-2014/0-1-1-1/2014/1"
DOCUMENT = "/doc/document/142042/implementation-2014-civic-autonomy"
CODE = "/doc/code/plan-type/implementation-plan"
PAGES = [
    "/",
    "/sparql",
    "/ontology",
    "/dumps/",
    "/limits",
    "/problem",
    "/browse",
    "/search",
    "/queries/",
    "/queries/municipalities",
    PLAN,
    PROJECT,
    CITY,
    YEAR,
    STEP,
    DOCUMENT,
    CODE,
]


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.response, self.tags, self.words = response, [], []
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str, attribute: str) -> list[str]:
        return [found[attribute] for name, found in self.tags if name == tag and attribute in found]


def page(client: httpx.Client, path: str, language: str = "ja") -> Page:
    response = client.get(path, headers={"accept": "text/html", "accept-language": language})
    assert response.status_code == 200
    return Page(response)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_speaks_both_languages(client, path, language):
    found = page(client, path, language)
    assert found.all("html", "lang") == [language]
    assert found.response.headers["content-language"] == language
    assert "Accept-Language" in found.response.headers["vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_chosen_language_is_kept(client, path):
    found = page(client, f"{path}?lang=en", "ja")
    assert found.all("html", "lang") == ["en"]
    assert "/?lang=en" in found.all("a", "href")


@pytest.mark.parametrize("path", PAGES)
def test_asks_nothing_of_other_hosts(client, path):
    found = page(client, path)
    fetched = found.all("script", "src") + found.all("img", "src")
    fetched += [
        a["href"] for tag, a in found.tags if tag == "link" and a.get("rel") in ("stylesheet", "icon")
    ]
    assert fetched
    assert all(address.startswith(("/static/", "data:")) for address in fetched)
    assert not [tag for tag, _ in found.tags if tag in ("iframe", "style")]
    scripts = [a for tag, a in found.tags if tag == "script" and a.get("type") != "application/ld+json"]
    assert len(found.all("script", "src")) == len(scripts)
    assert not [a for _, a in found.tags if "style" in a or any(name.startswith("on") for name in a)]


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(client, path):
    addresses = {a.partition("#")[0] for a in page(client, path).all("a", "href") if a.startswith("/")}
    for address in addresses:
        assert client.get(address, headers={"accept": "text/html"}, follow_redirects=True).status_code == 200


def test_the_home_page_counts(client):
    text = page(client, "/").text
    for what in ("自治体", "計画", "事業", "施策の本文"):
        assert re.search(rf"[1-9][\d,]* {what}", text)


def test_a_project_for_citizens(client):
    text = page(client, PROJECT).text
    for words in (
        "地域コミュニティー推進事業",
        "重点事業",
        "0-1-1-1",
        "地域のつながり推進課",
        "2014年度",
        "1,300,000円",
    ):
        assert words in text


def test_a_project_quotes_its_source(client):
    links = page(client, PROJECT).all("a", "href")
    (anchor,) = {a.partition("#")[2] for a in links if a == f"{DOCUMENT}#line=256,257"}
    assert anchor in page(client, DOCUMENT).all("span", "id")


def test_breadcrumbs_lead_up(client):
    links = page(client, PROJECT).all("a", "href")
    assert links.index(CITY) < links.index(PLAN)


def test_results_are_a_table(client):
    query = "SELECT ?x ?y { VALUES (?x ?y) { ('<b>' <javascript:alert(1)>) } }"
    found = page(client, str(httpx.URL("/sparql", params={"query": query, "format": "html"})))
    assert "<b> javascript:alert(1)" in found.text
    assert not [a for a in found.all("a", "href") if a.startswith("javascript")]


def test_a_refused_query_stays_in_the_form(client):
    query = "SELECT * { ?s ?p } # <script>"
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"})
    assert response.status_code == 400
    assert query in Page(response).text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Iterator[httpx.Client]:
    """A release whose words mean harm."""
    base = "https://w3id.org/keikaku/id/"
    plan, project = NamedNode(f"{base}plan/1/1"), NamedNode(f"{base}project/1/1/1")
    graph = NamedNode(f"{base}graph/1/1")
    script = Literal("<script>alert(1)</script>\N{RIGHT-TO-LEFT OVERRIDE}'\"&amp;", language="ja")
    statements = [
        (plan, RDF.type, MP.Plan),
        (plan, RDFS.label, script),
        (project, RDF.type, MP.Project),
        (project, RDFS.label, script),
        (project, DCTERMS.isPartOf, plan),
        (project, DCTERMS.description, script),
        (project, SKOS.notation, Literal('"><img src=x onerror=alert(1)>')),
        (project, MP.department, NamedNode("javascript:alert(1)")),
        (project, MP.policy, NamedNode("data:text/html,<x>".replace("<x>", "x"))),
    ]
    quads = [Quad(*statement, graph) for statement in statements]
    folder: Path = tmp_path_factory.mktemp("hostile") / "releases"
    build(folder, [*quads, *vocabulary_quads()], Report(()), {})
    with (
        serving(Settings(releases=folder, port=0)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as found,
    ):
        yield found


@pytest.mark.parametrize("path", ["/", "/doc/plan/1/1", "/doc/project/1/1/1"])
def test_words_stay_words(hostile, path):
    found = page(hostile, path)
    assert "<script>alert(1)</script>" in found.text
    assert not [a for tag, a in found.tags if tag == "script" and a.get("type") != "application/ld+json"]
    assert not found.all("img", "src")
    assert not [a for a in found.all("a", "href") if a.startswith(("javascript:", "data:"))]
    # A change of direction ends with the words that it stands in.
    assert found.response.text.count("\N{RIGHT-TO-LEFT OVERRIDE}") > 0
    assert "<bdi" in found.response.text


def test_an_address_without_anything_helps_to_search(client):
    response = client.get("/doc/project/142042/nonsense", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "/search" in Page(response).all("form", "action")


def test_search_engines_are_told_what_a_page_is_about(client):
    text = page(client, PROJECT).response.text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    found = json.loads(data)
    assert found["about"]["@id"] == "https://w3id.org/keikaku/id/project/142042/implementation-2014/0-1-1-1"
    names = [item["name"] for item in found["breadcrumb"]["itemListElement"]]
    assert names[1] == "鎌倉市"


def test_what_was_withdrawn_is_gone(tmp_path):
    """An IRI of an earlier release answers 410 and says which release had it."""
    folder = tmp_path / "releases"
    graph = NamedNode("https://w3id.org/keikaku/id/graph/1/1")
    old, kept = (NamedNode(f"https://w3id.org/keikaku/id/plan/1/{key}") for key in ("old", "kept"))
    for plans in ((old, kept), (kept,)):
        quads = [Quad(plan, RDF.type, MP.Plan, graph) for plan in plans]
        build(folder, [*quads, *vocabulary_quads()], Report(()), {})
    with (
        serving(Settings(releases=folder, port=0)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as found,
    ):
        gone = found.get("/id/plan/1/old")
        assert (gone.status_code, gone.json()["type"]) == (410, "https://w3id.org/keikaku/problem#gone")
        assert found.get("/id/plan/1/kept").status_code == 303
        assert found.get("/id/plan/1/never").status_code == 404
