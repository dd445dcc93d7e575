"""Requests that come again: answered from memory or from disk, and never otherwise than the first time."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from keikaku.web.settings import Settings
from serving import serving

ASK = quote("ASK { ?s ?p ?o }")
DATED = quote("SELECT (NOW() AS ?now) {}")


@pytest.fixture
def connection(port: int) -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as found:
        yield found


def request(query: str = ASK, *lines: str, method: str = "GET") -> bytes:
    accept = "Accept: application/sparql-results+json"
    return "\r\n".join(
        [f"{method} /sparql?query={query} HTTP/1.1", "Host: x", accept, *lines, "", ""]
    ).encode()


def answer(connection: socket.socket, data: bytes) -> tuple[bytes, dict[bytes, bytes], bytes]:
    """Status line, headers and body of the answer to these bytes."""
    connection.sendall(data)
    return read(connection)


def read(connection: socket.socket) -> tuple[bytes, dict[bytes, bytes], bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = dict(line.lower().split(b": ", 1) for line in lines)
    wanted = int(headers.get(b"content-length", 0))
    while len(body) < wanted:
        body += connection.recv(65_536)
    assert len(body) == wanted
    return status, headers, body


def same(first: tuple, again: tuple) -> bool:
    """Whether two answers are the same but for the time and the request's id."""
    varying = (b"date", b"x-request-id")
    plain = [
        {name: value for name, value in found[1].items() if name not in varying} for found in (first, again)
    ]
    return plain[0] == plain[1] and first[0].split()[1] == again[0].split()[1] and first[2] == again[2]


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_the_same_request_has_the_same_answer_and_an_id_of_its_own(connection, coding):
    data = request(ASK, f"Accept-Encoding: {coding}", "X-Test: 1")
    first, *more = [answer(connection, data) for _ in range(4)]
    assert first[0].split()[1] == b"200"
    assert all(same(first, again) for again in more)
    assert len({found[1][b"x-request-id"] for found in (first, *more)}) == 4
    assert all(b"date" in found[1] for found in more)


def test_who_holds_the_answer_is_told_so_again(connection):
    tag = answer(connection, request())[1][b"etag"].decode()
    data = request(ASK, f"If-None-Match: {tag}")
    first, again = answer(connection, data), answer(connection, data)
    assert first[0].split()[1] == b"304"
    assert same(first, again)


def test_a_post_that_comes_again_too(connection):
    true, false = b"ASK { ?s ?p ?o }", b"ASK { <a:> a 1 }"
    lines = ["Content-Type: application/sparql-query", f"Content-Length: {len(true)}"]
    head = request("", *lines, method="POST").replace(b"/sparql?query=", b"/sparql")
    first, again, other = (answer(connection, head + body) for body in (true, true, false))
    assert same(first, again)
    assert first[2] != other[2]


def test_a_request_that_comes_in_pieces_is_answered_all_the_same(connection):
    data = request(ASK, "X-Test: pieces")
    first = answer(connection, data)
    connection.sendall(data[:40])
    assert same(first, answer(connection, data[40:]))
    assert same(first, answer(connection, data))


def test_requests_that_come_together_are_answered_in_order(connection):
    data, other = request(ASK, "X-Test: two"), request(quote("ASK { ?s <urn:x-none> ?o }"), "X-Test: two")
    answer(connection, data)
    connection.sendall(data + other)
    received = b""
    while received.count(b"boolean") < 2:
        received += connection.recv(65_536)
    assert received.index(b"true") < received.index(b"false")
    connection.sendall(data)


def test_what_changes_is_not_repeated(connection):
    first, again = (answer(connection, request(DATED)) for _ in range(2))
    assert first[2] != again[2]


def test_problems_are_asked_anew(connection):
    first, again = (answer(connection, request("nonsense")) for _ in range(2))
    assert first[0].split()[1] == again[0].split()[1] == b"400"


def test_an_id_that_was_sent_comes_back(connection):
    data = request(ASK, "X-Request-ID: abc")
    assert [answer(connection, data)[1][b"x-request-id"] for _ in range(2)] == [b"abc", b"abc"]


def test_a_connection_that_only_repeats_stays_open(shipped_releases):
    """Longer than an idle one would."""
    with (
        serving(Settings(releases=shipped_releases, port=0, keep_alive=1)) as port,
        closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection,
    ):
        seconds: set[bytes] = set()
        while len(seconds) < 4:
            seconds.add(answer(connection, request())[1][b"date"])


def anew(port: int, number: int) -> bytes:
    """The answer to a query, asked in bytes that did not come before: not from memory."""
    params = {"query": "SELECT ?s { ?s ?p ?o } LIMIT 3"}
    return httpx.get(
        f"http://127.0.0.1:{port}/sparql", params=params, headers={"x-test": f"{number}"}, timeout=60
    ).content


def test_answers_survive_a_restart(shipped_releases: Path, tmp_path: Path):
    settings = Settings(releases=shipped_releases, port=0, cache=tmp_path)
    found = set()
    for _ in range(2):
        with serving(settings) as port:
            contents = {anew(port, number) for number in range(3)}
        [kept] = tmp_path.glob("*/*")
        # An answer that was computed again would be in a new file.
        found.add((*contents, kept.stat().st_ino))
    assert len(found) == 1


def test_a_damaged_answer_is_computed_again(shipped_releases: Path, tmp_path: Path):
    with serving(Settings(releases=shipped_releases, port=0, cache=tmp_path)) as port:
        content, *_ = (anew(port, number) for number in range(3))
        [kept] = tmp_path.glob("*/*")
        kept.write_bytes(kept.read_bytes()[:-1] + b"!")
        assert anew(port, 3) == content
        [kept] = tmp_path.glob("*/*")
        assert kept.read_bytes().endswith(content)
