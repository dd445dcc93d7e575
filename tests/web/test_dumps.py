"""Taking the data: every release with its files, what changed, plan by plan; the feed of releases."""

from collections.abc import Iterator
from hashlib import sha256
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from keikaku.check import Report
from keikaku.rdf import vocabulary_quads
from keikaku.rdf.namespaces import MP, RDF, RDFS
from keikaku.release import build
from keikaku.web.settings import Settings
from serving import serving

BASE = "https://w3id.org/keikaku/id/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> Iterator[httpx.Client]:
    """Two releases, the second with one plan more."""
    folder = tmp_path_factory.mktemp("grown") / "releases"
    quads = list(vocabulary_quads())
    for key in ("1", "2"):
        plan, graph = NamedNode(f"{BASE}plan/1/{key}"), NamedNode(f"{BASE}graph/1/{key}")
        city = NamedNode(f"{BASE}municipality/1")
        quads += [
            Quad(plan, RDF.type, MP.Plan, graph),
            Quad(plan, RDFS.label, Literal(f"計画{key}", language="ja"), graph),
            Quad(plan, MP.municipality, city, graph),
        ]
        if key == "1":
            quads.append(Quad(city, RDFS.label, Literal("市", language="ja"), graph))
        build(folder, quads, Report(()), {})
    with (
        serving(Settings(releases=folder, port=0)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True) as found,
    ):
        yield found


def test_says_what_changed(grown):
    current = grown.get("/dumps/latest", headers={"accept": "application/json"})
    assert current.history[0].status_code == 307
    assert current.json()["changes"] == {"added": [f"{BASE}graph/1/2"], "removed": [], "triples": 3}


def test_every_release_has_its_page_and_files(grown):
    releases = grown.get("/dumps/", headers={"accept": "application/json"}).json()["releases"]
    assert len(releases) == 2
    for release in releases:
        listed = grown.get(release["href"], headers={"accept": "application/json"}).json()
        assert listed["release"] == release["id"]
        file = next(file for file in listed["files"] if file["name"] == "keikaku.nq")
        content = grown.get(file["href"]).content
        assert (len(content), sha256(content).hexdigest()) == (file["size"], file["sha256"])
        assert grown.get(release["href"], headers={"accept": "text/html"}).status_code == 200


def test_a_download_is_resumed(grown):
    whole = grown.get("/dumps/latest/keikaku.nt")
    rest = grown.get(
        "/dumps/latest/keikaku.nt", headers={"range": "bytes=100-", "if-range": whole.headers["etag"]}
    )
    assert (rest.status_code, rest.content) == (206, whole.content[100:])


def test_each_plan_by_itself(grown):
    page = grown.get("/dumps/", headers={"accept": "text/html"}).text
    assert "/doc/graph/1/2.ttl" in page
    triples = list(parse(grown.get("/doc/graph/1/2.nt").content, RdfFormat.N_TRIPLES))
    assert {triple.subject.value for triple in triples} == {f"{BASE}plan/1/2"}


def test_the_feed_tells_of_every_release(grown):
    answer = grown.get("/feed")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    releases = grown.get("/dumps/", headers={"accept": "application/json"}).json()["releases"]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [release["id"] for release in releases]
    assert grown.get("/feed", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_there_is_no_other_release(grown):
    assert grown.get("/dumps/2001-01-01-000000000000/").status_code == 404
