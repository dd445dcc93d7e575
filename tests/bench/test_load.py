"""The load generator counts what a server really sent, over a real socket."""

import asyncio
from collections.abc import Iterator
from itertools import repeat

import pytest

from bench.load import BROKEN, Body, Load, Reply, Request, drive, get

LONG = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;note=x\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n"
NOTHING_NEW = b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'
REFUSED = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "status", "size"),
    [(LONG, 200, 5), (CHUNKED, 200, 6), (NOTHING_NEW, 304, 0), (REFUSED, 503, 0)],
)
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_the_end_of_a_body_is_found_however_it_is_cut(
    answer: bytes, status: int, size: int, step: int
) -> None:
    body = Body()
    for start in range(0, len(answer), step):
        assert not body.is_whole
        body.feed(answer[start : start + step])
    assert (body.is_whole, body.status, body.size) == (True, status, size)


def test_a_body_without_length_ends_with_its_connection() -> None:
    body = Body()
    body.feed(b"HTTP/1.0 200 OK\r\n\r\nhello")
    assert not body.is_whole
    body.end()
    assert (body.is_whole, body.size) == (True, 5)


def test_chunks_that_break_off_are_never_whole() -> None:
    body = Body()
    body.feed(CHUNKED[:-20])
    body.end()
    assert not body.is_whole


def test_queries_are_escaped() -> None:
    head = get("/sparql", "ASK { ?a ?b '東&+' }", "text/csv", "X: y").decode()
    assert head.startswith(
        "GET /sparql?query=ASK%20%7B%20%3Fa%20%3Fb%20%27%E6%9D%B1%26%2B%27%20%7D HTTP/1.1\r\n"
    )
    assert head.endswith("Accept: text/csv\r\nX: y\r\n\r\n")


def test_every_request_gets_one_reply_on_few_connections() -> None:
    connections = []
    load = asyncio.run(_driven(lambda: connections.append(1) or repeat(LONG), 30, clients=3))
    assert [reply.status for reply in load.replies] == [200] * 30
    assert {reply.size for reply in load.replies} == {5}
    assert {reply.kind for reply in load.replies} == {"a kind"}
    assert len(connections) == 3
    assert all(0 <= reply.first <= reply.seconds for reply in load.replies)


def test_refusals_and_broken_answers_are_errors_and_do_not_stop_the_run() -> None:
    load = asyncio.run(_driven(lambda: iter([REFUSED]), 5, clients=1))
    assert [reply.status for reply in load.replies] == [503] * 5
    load = asyncio.run(_driven(lambda: iter([LONG, CHUNKED[:60] + b"$"]), 4, clients=1))
    assert [reply.status for reply in load.replies] == [200, BROKEN, 200, BROKEN]
    assert load.errors == [BROKEN, BROKEN]


def test_rates_count_good_answers_only() -> None:
    replies = [Reply("light", 200, 0, 0.1, 1), Reply("light", 304, 0, 0.2, 1), Reply("hostile", 504, 0, 3, 1)]
    load = Load(replies, 2.0)
    assert load.per_second == 1.0
    assert load.of("light").milliseconds(1.0) == 200
    assert load.of("none").milliseconds(0.5) == float("inf")


async def _driven(answers, number: int, clients: int) -> Load:  # type: ignore[no-untyped-def]
    """The load of so many requests to a server whose connections give these answers; `$` closes one."""

    class Scripted(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport, self.answers = transport, answers()

        def data_received(self, data: bytes) -> None:
            answer = next(self.answers)
            self.transport.write(answer.removesuffix(b"$"))
            if answer.endswith(b"$"):
                self.transport.close()

    server = await asyncio.get_running_loop().create_server(Scripted, "127.0.0.1", 0)
    requests: Iterator[Request] = iter([Request(get("/", "ASK {}", "*/*"), "a kind")] * number)
    async with server:
        return await drive(server.sockets[0].getsockname()[1], requests, clients, 30)
