"""Servers that do what servers do when they are ill: each answer here is bytes on a real socket."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import IO

import pytest

from keikaku.engine.limits import Limits
from keikaku.engine.problems import ByteLimit, Overloaded, QueryFailed, QuerySyntaxError, TimeLimit
from keikaku.engine.query import Query
from keikaku.engine.remote.circuit import FAILURES
from keikaku.engine.remote.engine import RemoteEngine
from keikaku.engine.remote.problems import RemoteFailed, RemoteRefused, RemoteUnavailable
from keikaku.engine.remote.products import PRODUCTS
from remote_servers import free_port

pytestmark = pytest.mark.asyncio

JSON, NT = "application/sparql-results+json", "application/n-triples"
TRUE = b'{"head":{},"boolean":true}'
ROWS = (
    b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}},'
    b'{"x":{"type":"literal","value":"2"}}]}}'
)


def reply(
    body: bytes = TRUE, status: str = "200 OK", *headers: str, length: int | None = None, kind: str = JSON
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body) if length is None else length}",
    ]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", kind: str = JSON) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


def is_broken(answer: bytes) -> bool:
    """Whether a server that sends this has nothing left to say."""
    return b"Content-Length: 9999" in answer or not answer.startswith(b"HTTP") or answer.endswith(b"\n\r\n")


class Canned:
    """A server on loopback that answers each request with the next of some bytes, and the last of them for ever.

    Empty bytes stand for a connection that is closed without an answer; `hangs` for none at all.
    """

    hangs = b"hangs"

    def __init__(self, *replies: bytes) -> None:
        self.replies = list(replies)
        self.requests: list[bytes] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/sparql"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for known in (self._listener, *self._open):
            with suppress(OSError):
                known.shutdown(socket.SHUT_RDWR)
            known.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as requests:
            while request := self._request(requests):
                self.requests.append(request)
                answer = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
                if answer == self.hangs:
                    requests.read()
                connection.sendall(answer)
                if is_broken(answer):
                    return

    def _request(self, requests: IO[bytes]) -> bytes:
        head = b""
        while (line := requests.readline()) not in (b"\r\n", b""):
            head += line
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")), 0
        )
        return head + requests.read(length)


@contextmanager
def canned(*replies: bytes) -> Iterator[Canned]:
    server = Canned(*replies)
    try:
        yield server
    finally:
        server.close()


async def asked(
    *replies: bytes,
    query: str = "SELECT ?x {}",
    media_type: str = JSON,
    product: str = "sparql",
    limits: Limits | None = None,
) -> bytes:
    """What becomes of a query to a server with these replies."""
    with canned(*replies) as server:
        engine = RemoteEngine([server.url], limits or Limits(seconds=5), product=PRODUCTS[product])
        try:
            answer = await engine.answer(Query(query), media_type)
            return b"".join([chunk async for chunk in answer.chunks])
        finally:
            await engine.close(grace=0)


async def test_whole_answers_pass_by_length_and_in_chunks():
    assert await asked(reply(ROWS)) == ROWS
    assert await asked(chunked(ROWS[:50], ROWS[50:])) == ROWS


@pytest.mark.parametrize(
    "broken",
    [
        reply(ROWS, length=9999),
        reply(ROWS[:-3]),
        reply(ROWS[:-3], length=9999),
        chunked(ROWS[:-3]),
        chunked(ROWS[:60], b"out of memory"),
        reply(b"<html>not what was asked for</html>", kind="text/html"),
        reply(b"", kind="text/plain"),
        reply(TRUE),
        b"SSH-2.0-OpenSSH\r\n",
    ],
    ids=[
        "short",
        "cut",
        "short-and-cut",
        "cut-in-chunks",
        "words-inside",
        "page",
        "empty",
        "other-form",
        "other-protocol",
    ],
)
async def test_an_answer_that_is_not_whole_is_never_taken_for_whole(broken):
    with pytest.raises((RemoteFailed, RemoteUnavailable)):
        await asked(broken)


async def test_triples_that_break_off_are_not_taken_for_whole():
    lines = b'<http://e/s> <http://e/p> "o" .\n' * 3
    with pytest.raises(RemoteFailed):
        await asked(chunked(lines, end=b"", kind=NT), query="CONSTRUCT WHERE { ?s ?p ?o }", media_type=NT)


@pytest.mark.parametrize("body", [ROWS[:60] + b"The SPARQL operation has been cancelled", b"Query timed out"])
async def test_a_query_that_the_engine_gave_up_is_over_the_time_limit(body):
    with pytest.raises(TimeLimit):
        await asked(chunked(body))


async def test_what_virtuoso_had_found_in_its_time_is_no_answer():
    with pytest.raises(TimeLimit):
        await asked(reply(ROWS, "200 OK", "X-SQL-State: S1TAT"), product="virtuoso")
    with pytest.raises(TimeLimit):
        await asked(reply(ROWS, "206 Partial Content"), product="virtuoso")


@pytest.mark.parametrize(
    ("status", "words", "problem"),
    [
        ("400 Bad Request", b"Parse error: Lexical error at line 2, column 8.", QuerySyntaxError),
        ("500 Internal", b"Unknown function <http://e/f>", QueryFailed),
        ("503 Unavailable", b"Query timed out", TimeLimit),
        ("429 Too Many", b"slow down", Overloaded),
        ("404 Not Found", b"", RemoteFailed),
        ("302 Found", b"", RemoteFailed),
        ("502 Bad Gateway", b"", RemoteUnavailable),
    ],
)
async def test_each_status_has_its_problem(status, words, problem):
    with pytest.raises(problem):
        await asked(reply(words, status, "Location: http://127.0.0.1:9/"))


async def test_a_syntax_error_has_the_engines_place():
    with pytest.raises(QuerySyntaxError) as caught:
        await asked(reply(b"Parse error: Lexical error at line 2, column 8.", "400 Bad Request"))
    assert (caught.value.line, caught.value.column) == (2, 8)


@pytest.mark.parametrize("first", [b"", reply(b"", "503 Service Unavailable"), reply(b"", "502 Bad Gateway")])
async def test_what_passes_is_tried_again(first):
    assert await asked(first, reply(ROWS)) == ROWS


async def test_what_will_not_pass_is_not_tried_again():
    with canned(reply(b"no", "500 Internal Server Error"), reply(ROWS)) as server:
        engine = RemoteEngine([server.url], product=PRODUCTS["sparql"])
        with pytest.raises(QueryFailed):
            await engine.answer(Query("SELECT ?x {}"), JSON)
        await engine.close(grace=0)
        assert len(server.requests) == 1


async def test_connections_are_used_again_and_replaced_when_they_are_closed():
    with canned(reply(ROWS)) as server:
        one = Limits(concurrent=1, concurrent_per_client=1)  # the next begins when the one before is over
        engine = RemoteEngine([server.url], one, product=PRODUCTS["sparql"])
        for _ in range(5):
            answer = await engine.answer(Query("SELECT ?x {}"), JSON)
            assert b"".join([chunk async for chunk in answer.chunks]) == ROWS
        assert server.connections == 1
        server.replies[:] = [b"", reply(ROWS)]
        answer = await engine.answer(Query("SELECT ?x {}"), JSON)
        assert b"".join([chunk async for chunk in answer.chunks]) == ROWS
        assert server.connections == 2
        await engine.close(grace=0)


async def test_an_endpoint_that_fails_is_left_alone():
    with canned(reply(b"", "503 Service Unavailable")) as server:
        engine = RemoteEngine([server.url], product=PRODUCTS["sparql"])
        for _ in range(3):
            with pytest.raises(RemoteUnavailable):
                await engine.answer(Query("SELECT ?x {}"), JSON)
        assert len(server.requests) == FAILURES
        await engine.close(grace=0)


async def test_another_replica_answers_when_one_does_not():
    with ExitStack() as stack:
        good = stack.enter_context(canned(reply(ROWS)))
        engine = RemoteEngine(
            [f"http://127.0.0.1:{free_port()}/sparql", good.url], product=PRODUCTS["sparql"]
        )
        for _ in range(6):
            answer = await engine.answer(Query("SELECT ?x {}"), JSON)
            assert b"".join([chunk async for chunk in answer.chunks]) == ROWS
        await engine.close(grace=0)


async def test_an_endpoint_that_says_nothing_is_cut_off_at_the_time_limit():
    with pytest.raises(TimeLimit):
        await asked(Canned.hangs, limits=Limits(seconds=0.2))


async def test_an_answer_larger_than_allowed_is_broken_off():
    row = b'{"x":{"type":"literal","value":"' + b"x" * 1000 + b'"}}'
    large = b'{"head":{"vars":["x"]},"results":{"bindings":[' + b",".join([row] * 1000) + b"]}}"
    with pytest.raises(ByteLimit):
        await asked(reply(large), limits=Limits(seconds=5, bytes=100_000))


@pytest.mark.parametrize(
    "answer", [reply(b"", "404 Not Found"), reply(b"<html>", kind="text/html"), reply(b"", "401 No")]
)
async def test_what_is_no_endpoint_is_said_at_the_start(answer):
    with canned(answer) as server:
        engine = RemoteEngine([server.url])
        with pytest.raises(RemoteRefused):
            await engine.start()
        await engine.close(grace=0)


async def test_what_becomes_no_endpoint_later_is_waited_for():
    with canned(reply(b"<html>under maintenance</html>", kind="text/html")) as server:
        engine = RemoteEngine([server.url])
        with pytest.raises(RemoteUnavailable):
            await engine.answer(Query("SELECT ?x {}"), JSON)
        await engine.close(grace=0)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "file:///etc/passwd", "http://user:secret@example.org/sparql", "example.org"],
)
async def test_an_address_must_be_one_and_have_no_credentials(url):
    with pytest.raises(RemoteRefused) as caught:
        RemoteEngine([url])
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("product", "parameter"),
    [
        ("virtuoso", b"timeout=5000"),
        ("fuseki", b"timeout=5"),
        ("graphdb", b"timeout=5"),
        ("qlever", b"timeout=5s"),
        ("stardog", b"timeout=5000"),
    ],
)
async def test_the_time_limit_is_passed_on_in_each_engines_own_way(product: str, parameter: bytes) -> None:
    with canned(reply(ROWS)) as server:
        engine = RemoteEngine([server.url], Limits(seconds=5), product=PRODUCTS[product])
        answer = await engine.answer(Query("SELECT ?x {}"), JSON)
        await answer.aclose()
        await engine.close(grace=0)
    assert parameter in server.requests[0].rpartition(b"\r\n")[2].split(b"&")


async def test_a_slow_reader_holds_up_the_engine_and_fills_no_memory():
    written = 0
    row = b'{"x":{"type":"literal","value":"' + b"x" * 1000 + b'"}},'

    def endless(send: Callable[[bytes], None]) -> None:
        nonlocal written
        send(
            b'HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n{"head":{"vars":["x"]},"results":{"bindings":['
            % JSON.encode()
        )
        while True:
            send(row * 64)
            written += len(row) * 64

    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(5)
    stuck = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        connection.settimeout(0.5)
        with suppress(OSError):
            endless(connection.sendall)
        stuck.set()
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
    engine = RemoteEngine([url], product=PRODUCTS["sparql"])
    answer = await engine.answer(Query("SELECT ?x {}"), JSON)
    await asyncio.to_thread(stuck.wait)
    assert written < 32_000_000
    await answer.aclose()
    await engine.close(grace=0)
    thread.join()
    listener.close()
