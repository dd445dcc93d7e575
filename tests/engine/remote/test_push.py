"""`keikaku release push`, into real servers: idempotent, resumable, and never seen half done."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from keikaku.check import Report
from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.engine import Engine
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.engine import RemoteEngine
from keikaku.engine.remote.graph_store import RemoteGraphStore
from keikaku.engine.remote.problems import RemoteRefused, RemoteUnavailable
from keikaku.engine.remote.products import PRODUCTS
from keikaku.engine.remote.push import Pushed, push
from keikaku.engine.saved_query import SavedQuery, saved_queries
from keikaku.rdf import DEFAULT_BASE
from keikaku.release import Release, build
from remote_servers import SERVERS, Server

pytestmark = pytest.mark.asyncio

EX = "http://example.org/"
FIRST, SECOND = EX + "graph/first", EX + "graph/second"
SIZE = 1_000


def quads_of(version: str, graphs: tuple[str, ...], size: int = SIZE) -> list[ox.Quad]:
    """The same subjects in each graph, all of one version."""
    value = ox.Literal(version, language="ja")
    return [
        ox.Quad(ox.NamedNode(f"{EX}s{number}"), ox.NamedNode(EX + "version"), value, ox.NamedNode(graph))
        for graph in graphs
        for number in range(size)
    ]


def released(folder: Path, quads: list[ox.Quad]) -> Release:
    return build(folder, quads, Report(()), {}, issued=date(2026, 11, 22)).release


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Two graphs of the old version, one that stays and one that goes."""
    same = quads_of("同じ", (EX + "graph/same", EX + "graph/gone"), 3)
    return released(tmp_path_factory.mktemp("old"), [*quads_of("旧版", (FIRST, SECOND)), *same])


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The next release."""
    same = quads_of("同じ", (EX + "graph/same",), 3)
    return released(tmp_path_factory.mktemp("new"), [*quads_of("新版", (FIRST, SECOND)), *same])


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    server = SERVERS[request.param](tmp_path / "server")
    server.start()
    yield server
    server.kill()


def pushed(release: Release, server: Server, on_graph: Callable[[str], None] = lambda _: None) -> Pushed:
    with closing(server.store()) as store:
        return push(release, store, on_graph)


def engine_for(release: Release, server: Server) -> RemoteEngine:
    return RemoteEngine(
        [server.endpoint], Limits(seconds=30), graphs=tuple(release.manifest.graphs), release=release.id
    )


async def rows(engine: Engine, query: Query | str) -> list[dict[str, tuple[str, str | None]]]:
    query = Query(query) if isinstance(query, str) else query
    answer = await engine.answer(query, "application/sparql-results+json")
    found = json.loads(b"".join([chunk async for chunk in answer.chunks]))["results"]["bindings"]
    return [{name: (term["value"], term.get("xml:lang")) for name, term in row.items()} for row in found]


VERSIONS = f"SELECT ?v (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s <{EX}version> ?v }} }} GROUP BY ?v ORDER BY STR(?v)"


async def versions(engine: Engine) -> dict[str, int]:
    return {row["v"][0]: int(row["n"][0]) for row in await rows(engine, VERSIONS)}


async def versions_in(release: Release, server: Server) -> dict[str, int]:
    engine = engine_for(release, server)
    await engine.start()
    try:
        return await versions(engine)
    finally:
        await engine.close(grace=0)


IN_OLD, IN_NEW = {"旧版": 2 * SIZE, "同じ": 6}, {"新版": 2 * SIZE, "同じ": 3}


async def test_a_push_loads_every_graph_and_another_one_sends_nothing(server, old):
    graphs = len(old.manifest.graphs)
    assert pushed(old, server) == Pushed(sent=graphs, kept=0, dropped=0)
    assert await versions_in(old, server) == IN_OLD
    assert pushed(old, server) == Pushed(sent=0, kept=graphs, dropped=0)


async def test_the_next_release_sends_what_has_changed_and_drops_what_is_gone(server, old, new):
    pushed(old, server)
    sent = []
    description = new.manifest.description
    assert pushed(new, server, sent.append) == Pushed(sent=3, kept=1, dropped=1)
    assert sent == sorted([FIRST, SECOND, description])
    assert await versions_in(new, server) == IN_NEW
    with closing(server.store()) as store:
        everywhere = store.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    left = {row["g"] for row in everywhere} - set(new.manifest.graphs)
    assert not {graph for graph in left if "example.org" in graph}


async def test_a_service_of_another_release_does_not_answer_from_it(server, old, new):
    pushed(old, server)
    with pytest.raises(RemoteUnavailable):
        await versions_in(new, server)
    pushed(new, server)
    with pytest.raises(RemoteUnavailable):
        await versions_in(old, server)


KILLED = """
import os, signal, sys
from pathlib import Path
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.graph_store import RemoteGraphStore
from keikaku.engine.remote.products import PRODUCTS
from keikaku.engine.remote.push import push
from keikaku.release import Release
path, endpoint, product, user, last = sys.argv[1:]
store = RemoteGraphStore(endpoint, PRODUCTS[product], Credentials(user, user))
push(Release.open(Path(path)), store, lambda graph: graph == last and os.kill(os.getpid(), signal.SIGKILL))
"""


def push_until(release: Release, server: Server, last: str) -> None:
    """Push in a process that is killed when it comes to a graph."""
    arguments = [str(release.path), server.endpoint, server.product, server.credentials.user, last]
    ended = subprocess.run([sys.executable, "-c", KILLED, *arguments], env={**os.environ}, check=False)
    assert ended.returncode == -signal.SIGKILL


async def test_a_first_push_that_is_killed_goes_on_where_it_stopped(server, old):
    push_until(old, server, SECOND)
    with pytest.raises(RemoteUnavailable):
        await versions_in(old, server)
    before = sorted(old.manifest.graphs).index(SECOND)
    assert pushed(old, server).sent == len(old.manifest.graphs) - before
    assert await versions_in(old, server) == IN_OLD


async def test_a_later_push_that_is_killed_shows_nothing_and_goes_on_where_it_stopped(server, old, new):
    pushed(old, server)
    push_until(new, server, SECOND)
    assert await versions_in(old, server) == IN_OLD
    assert pushed(new, server) == Pushed(sent=2, kept=1, dropped=1)
    assert await versions_in(new, server) == IN_NEW


class StopsBeforeTheSwitch(RemoteGraphStore):
    """Stops where a push would be killed last of all."""

    def update(self, text: str) -> None:
        if "MOVE" in text:
            raise KeyboardInterrupt
        super().update(text)


async def test_a_push_that_stops_before_the_switch_leaves_no_release_to_answer_from(server, old, new):
    pushed(old, server)
    stopping = StopsBeforeTheSwitch(server.endpoint, PRODUCTS[server.product], server.credentials)
    with closing(stopping), pytest.raises(KeyboardInterrupt):
        push(new, stopping)
    with pytest.raises(RemoteUnavailable):
        await versions_in(old, server)
    assert pushed(new, server).sent == 0
    assert await versions_in(new, server) == IN_NEW


async def test_who_reads_while_a_release_is_switched_sees_one_of_them_or_none(server, old, new):
    pushed(old, server)
    engine = engine_for(old, server)
    await engine.start()
    pushing = asyncio.create_task(asyncio.to_thread(pushed, new, server))
    seen = []
    try:
        while not pushing.done():
            try:
                seen.append(await versions(engine))
            except RemoteUnavailable:
                await asyncio.sleep(0)
        await pushing
    finally:
        await engine.close(grace=0)
    assert seen
    assert all(found == IN_OLD for found in seen)
    assert await versions_in(new, server) == IN_NEW


async def test_a_store_that_refuses_is_a_clear_problem(server, old):
    if server.product == "oxigraph":
        store = RemoteGraphStore(
            server.endpoint, PRODUCTS["oxigraph"], Credentials(), updates=server.endpoint + "/no"
        )
    else:
        store = RemoteGraphStore(server.endpoint, PRODUCTS["virtuoso"], Credentials("dba", "wrong"))
    with closing(store), pytest.raises(RemoteRefused, match="HTTP 40"):
        push(old, store)


@pytest.fixture(scope="module", params=SERVERS)
def shipped_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shipped_release: Release
) -> Iterator[Server]:
    """A server with the shipped data."""
    server = SERVERS[request.param](tmp_path_factory.mktemp("shipped") / "server")
    server.start()
    try:
        pushed(shipped_release, server)
        yield server
    finally:
        server.kill()


@pytest.mark.parametrize("saved", saved_queries(), ids=lambda saved: saved.name)
async def test_a_saved_query_has_the_same_rows_from_every_engine(
    shipped_server: Server, shipped_release: Release, saved: SavedQuery
) -> None:
    query = saved.query({}, DEFAULT_BASE)
    engines = [EmbeddedEngine(shipped_release.store), engine_for(shipped_release, shipped_server)]
    found = []
    for engine in engines:
        await engine.start()
        try:
            found.append(await rows(engine, query))
        finally:
            await engine.close(grace=0)
    assert Counter(map(unordered, found[0])) == Counter(map(unordered, found[1]))


def unordered(row: dict[str, tuple[str, str | None]]) -> frozenset[tuple[str, frozenset[str]]]:
    """A row without what SPARQL leaves open: the order within GROUP_CONCAT, and its language."""
    return frozenset((name, frozenset(value.split("、"))) for name, (value, _) in row.items())
