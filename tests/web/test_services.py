"""A new release takes over without a restart, and nobody notices but by what is said."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from keikaku.check import check
from keikaku.rdf import vocabulary_quads
from keikaku.release import Release, build
from keikaku.release.shelf import Shelf
from keikaku.web.settings import Settings
from serving import serving

THING = "https://w3id.org/keikaku/id/municipality/142042"
MARK = "urn:x-test:mark"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
MARKED = f"ASK {{ ?s <{MARK}> ?o }}"
ALL = f"SELECT * {{ <{THING}> ?p ?o }} ORDER BY ?p ?o"


@pytest.fixture(scope="module")
def two(
    shipped_releases: Path, shipped, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Release]]:
    """A folder with two releases: the shipped one, and one with a triple more, which is current."""
    folder = tmp_path_factory.mktemp("two") / "releases"
    shutil.copytree(shipped_releases, folder, symlinks=True)
    first = Release.current(folder)
    graph = next(quad.graph_name for quad in shipped.quads)
    mark = Quad(NamedNode(THING), NamedNode(MARK), Literal("new"), graph)
    quads = [*shipped.quads, *vocabulary_quads(), mark]
    build(folder, quads, check(quads, shipped.files), shipped.documents)
    return folder, [first, Release.current(folder)]


def point_to(folder: Path, release: Release) -> None:
    with Shelf.locked(folder) as shelf:
        shelf.point_to(release)


@pytest.fixture
def address(two: tuple[Path, list[Release]]) -> Iterator[str]:
    folder, releases = two
    point_to(folder, releases[0])
    with serving(Settings(releases=folder, port=0)) as port:
        yield f"http://127.0.0.1:{port}"


def wait_for(address: str, release: Release) -> None:
    while httpx.get(f"{address}/health").json()["release"] != release.id:
        pass


def test_a_new_release_is_served_as_soon_as_it_is_current(address, two):
    folder, releases = two
    asked = f"{address}/sparql?query={quote(MARKED)}"
    before = httpx.get(asked, headers={"accept": "application/json"})
    point_to(folder, releases[1])
    wait_for(address, releases[1])
    after = httpx.get(asked, headers={"accept": "application/json", "if-none-match": before.headers["etag"]})
    assert (before.json()["boolean"], after.json()["boolean"]) == (False, True)
    assert before.headers["etag"] != after.headers["etag"]


def test_no_request_fails_while_releases_come_and_go(address, two):
    """Every answer is whole and of one release, and its tag says of which."""
    folder, releases = two
    seen: dict[str, set[tuple[str, str, bool]]] = {}
    failed: list[object] = []
    answered: Counter[str] = Counter()
    is_over = threading.Event()

    def ask_on(text: str) -> None:
        with httpx.Client(base_url=address, headers={"accept": "text/csv"}, timeout=30) as client:
            while not is_over.is_set():
                answer = client.get("/sparql", params={"query": text})
                if answer.status_code != 200:
                    failed.append(answer.text)
                seen.setdefault(text, set()).add((answer.headers["etag"], answer.text, MARK in answer.text))
                answered[text] += 1

    texts = [COUNT, MARKED, ALL]
    threads = [threading.Thread(target=ask_on, args=(text,)) for text in texts * 2]
    for thread in threads:
        thread.start()
    try:
        for release in [*reversed(releases), *reversed(releases)]:
            point_to(folder, release)
            wait_for(address, release)
            # Each of the two who ask a text may have asked before; the third answer from here on is of this release.
            enough = {text: answered[text] + 3 for text in texts}
            while any(answered[text] < enough[text] for text in texts):
                wait_for(address, release)
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    assert failed == []
    for text in texts:
        assert len(seen[text]) == len({tag for tag, _, _ in seen[text]}) == 2
    assert {has_mark for _, _, has_mark in seen[ALL]} == {True, False}


def test_an_answer_under_way_is_finished_by_the_release_it_began_with(address, two):
    folder, releases = two
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
    with httpx.stream("GET", f"{address}/sparql", params={"query": many}, timeout=60) as answer:
        pieces = answer.iter_text()
        beginning = next(pieces)
        point_to(folder, releases[1])
        wait_for(address, releases[1])
        assert (beginning + "".join(pieces)).endswith("]}}")


def test_a_release_that_cannot_be_opened_is_told_and_changes_nothing(address, two, caplog):
    folder, releases = two
    broken = folder / "2030-01-01-broken"
    shutil.copytree(releases[1].path, broken)
    try:
        shutil.rmtree(broken / "store")
        point_to(folder, Release.open(broken))
        while "the new release cannot be served" not in caplog.text:
            assert httpx.get(f"{address}/sparql", params={"query": COUNT}).status_code == 200
        assert httpx.get(f"{address}/health").json()["release"] == releases[0].id
        point_to(folder, releases[1])
        wait_for(address, releases[1])
    finally:
        shutil.rmtree(broken)
