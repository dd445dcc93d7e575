"""Nothing leaves a worker: a listener on this machine hears nothing, whatever a query asks for."""

import asyncio
import json
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from contextlib import suppress

import pyoxigraph as ox
import pytest
import pytest_asyncio

from keikaku.engine.channel import WorkerGone
from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.frames import END, FAILURE
from keikaku.engine.problems import QueryProblem
from keikaku.engine.process import WorkerProcess
from keikaku.engine.query import Query

pytestmark = pytest.mark.asyncio

JSON = "application/sparql-results+json"


class Listener:
    """Counts who connects to it, and answers nobody."""

    def __init__(self) -> None:
        self.heard = 0

    async def listen(self) -> asyncio.Server:
        server = await asyncio.start_server(self._hear, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    def _hear(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard += 1
        writer.close()


@pytest_asyncio.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    async with await found.listen():
        yield found


REACHING = [
    "SELECT * { SERVICE <http://HOST/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://HOST/> { ?s ?p ?o } }",
    "SELECT * { BIND(<http://HOST/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <http://HOST/> } SERVICE SILENT ?x { ?s ?p ?o } }",
    "SELECT * { BIND(IRI(CONCAT('http://', 'HOST/')) AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "PREFIX e: <http://HOST/> SELECT * { SERVICE e:sparql { ?s ?p ?o } }",
    "BASE <http://HOST/> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://HOST/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE <https://HOST/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://localhost:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://127.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://0x7f000001:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://2130706433:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://[::ffff:127.0.0.1]:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://user:password@HOST/> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <http://HOST/> { ?s ?p ?o } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://HOST/> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <http://HOST/> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <http://HOST/> { ?s ?p ?o } }",
    "ASK { SERV\\u0049CE <http://HOST/> { ?s ?p ?o } }",
    "ASK { \\U00000053ERVICE <http://HOST/> { ?s ?p ?o } }",
    "ASK { SERVICE <http://\\u0031\\u0032\\u0037.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM <http://HOST/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://HOST/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://HOST/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "DESCRIBE <http://HOST/>",
    "LOAD <http://HOST/>",
    "ASK { ?s ?p 1 } ; LOAD <http://HOST/>",
]


def aimed(query: str, listener: Listener) -> str:
    return query.replace("HOST", listener.address).replace("PORT", listener.address.split(":")[1])


def media_type(query: str) -> str:
    return "application/n-triples" if query.startswith(("CONSTRUCT", "DESCRIBE")) else JSON


@pytest.mark.parametrize("query", REACHING)
async def test_nobody_hears_of_a_query(begin, listener, query):
    engine = await begin()
    with suppress(QueryProblem):
        answer = await engine.answer(Query(aimed(query, listener)), media_type(query))
        data = b"".join([chunk async for chunk in answer.chunks])
        assert b"root:" not in data
    assert listener.heard == 0


@pytest.mark.parametrize("in_memory", [True, False])
async def test_the_box_alone_keeps_queries_in_without_any_look_at_their_text(store, listener, in_memory):
    worker = await WorkerProcess.started(store, in_memory)
    for query in REACHING:
        try:
            await unread(worker, aimed(query, listener), media_type(query))
        except WorkerGone:  # the engine ends its process where it finds no certificates
            await worker.ended()
            worker = await WorkerProcess.started(store, in_memory)
        assert listener.heard == 0
    worker.kill("closing")
    await worker.ended()


async def unread(worker: WorkerProcess, text: str, media_type: str) -> None:
    """Have a worker run a query that nobody has looked at."""
    request = {"text": text, "form": None, "has_from": "FROM" in text, "media_type": media_type}
    request |= {"default_graphs": [], "named_graphs": [], "substitutions": {}, "base_iri": None}
    frames = worker.ask(
        request | {"offset": 0, "rows": 100, "bytes": 10_000, "memory": 1 << 30}, lambda: None
    )
    while (await frames.next())[0] not in (END, FAILURE):
        pass


async def test_the_listener_hears_an_engine_that_is_in_no_box(listener):
    with pytest.raises(OSError, match=r"HTTP|reset|closed"):
        await asyncio.to_thread(lambda: list(ox.Store().query(aimed(REACHING[0], listener))))
    assert listener.heard > 0


BOXED = textwrap.dedent(
    """
    import json, os, socket, sys
    from keikaku.engine.box import close_box, close_doors

    os.environ["http_proxy"] = "http://proxy.example/"
    reading, writing = os.pipe()
    ours, theirs = socket.socketpair()

    def outcome(attempt):
        try:
            attempt()
        except OSError as error:
            return type(error).__name__
        return "done"

    attempts = {
        "socket": socket.socket,
        "connect": lambda: ours.connect("/"),
        "program": lambda: os.execv("/bin/false", ["false"]),
        "file": lambda: open("/etc/hosts").close(),
        "pipe": os.pipe,
        "copy": lambda: os.dup(0),
        "send": lambda: ours.send(b"x"),
        "receive": lambda: theirs.recv(1),
        "write": lambda: os.write(writing, b"x"),
    }
    close_doors()
    close_box(needs_files=sys.argv[1] == "disk")
    outcomes = {name: outcome(attempt) for name, attempt in attempts.items()}
    print(json.dumps({"environment": dict(os.environ), **outcomes}))
    """
)


@pytest.mark.parametrize(("mode", "more"), [("memory", set()), ("disk", {"file", "pipe", "copy"})])
async def test_a_box_lets_through_what_was_open_before_and_files_where_the_store_needs_them(mode, more):
    arguments = [sys.executable, "-c", BOXED, mode]
    run = await asyncio.to_thread(subprocess.run, arguments, capture_output=True, check=True, text=True)
    outcomes = json.loads(run.stdout)
    assert outcomes.pop("environment") == {}
    assert {name for name, outcome in outcomes.items() if outcome == "done"} == {
        "send",
        "receive",
        "write",
    } | more


async def test_a_store_of_many_files_is_read_inside_the_box(tmp_path):
    path = tmp_path / "store"
    store = ox.Store(str(path))
    for number in range(30):
        name, graph = ox.NamedNode(f"a:{number}"), ox.NamedNode("a:graph")
        store.bulk_extend([ox.Quad(name, name, name, graph)])
    store.flush()
    engine = EmbeddedEngine(path, in_memory_bytes=0)
    await engine.start()
    try:
        answer = await engine.answer(Query("SELECT ?s { ?s ?p ?o }"), "text/csv")
        assert len(b"".join([chunk async for chunk in answer.chunks]).split()) == 1 + 30
    finally:
        await engine.close(grace=0)
