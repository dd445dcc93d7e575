"""Heads of requests, read as RFC 9112 says and no otherwise."""

import pytest

from keikaku.web.http.head import read_head
from keikaku.web.problem import HttpProblem


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def test_a_request_without_a_body() -> None:
    found = read_head(head("GET /a?b=c%20d HTTP/1.1", "Host: x", "ACCEPT:  text/csv \t"))
    assert (found.method, found.target, found.version) == ("GET", b"/a?b=c%20d", "1.1")
    assert found.fields == [(b"host", b"x"), (b"accept", b"text/csv")]
    assert (found.length, found.keeps_alive, found.awaits_leave) == (0, True, False)


@pytest.mark.parametrize("method", ["BREW", "get", "CONNECT", "M-SEARCH"])
def test_methods_are_for_the_application_to_refuse(method: str) -> None:
    assert read_head(head(f"{method} / HTTP/1.1", "Host: x")).method == method


@pytest.mark.parametrize(
    ("fields", "length"),
    [
        (["Content-Length: 12"], 12),
        (["Content-Length: 0"], 0),
        (["Content-Length: 7", "Content-Length: 7"], 7),
        (["Transfer-Encoding: Chunked"], None),
        (["Upgrade: h2c", "Connection: Upgrade", "Content-Length: 3"], 3),
    ],
)
def test_where_the_body_ends(fields: list[str], length: int | None) -> None:
    """Section 6.3."""
    assert read_head(head("POST / HTTP/1.1", "Host: x", *fields)).length == length


@pytest.mark.parametrize(
    ("line", "fields", "keeps_alive"),
    [
        ("GET / HTTP/1.1", ["Host: x"], True),
        ("GET / HTTP/1.1", ["Host: x", "Connection: TE, Close"], False),
        ("GET / HTTP/1.0", [], False),
    ],
)
def test_whether_another_request_may_follow(line: str, fields: list[str], keeps_alive: bool) -> None:
    """Section 9.3."""
    assert read_head(head(line, *fields)).keeps_alive is keeps_alive


MALFORMED = {
    "no version": head("GET /", "Host: x"),
    "a space in the target": head("GET /a b HTTP/1.1", "Host: x"),
    "bytes in the target": head("GET /\xe9 HTTP/1.1", "Host: x"),
    "a control in the target": head("GET /\x01 HTTP/1.1", "Host: x"),
    "two spaces": head("GET  / HTTP/1.1", "Host: x"),
    "no host": head("GET / HTTP/1.1"),
    "two hosts": head("GET / HTTP/1.1", "Host: x", "Host: y"),
    "a space before the colon": head("GET / HTTP/1.1", "Host: x", "A : b"),
    "no colon": head("GET / HTTP/1.1", "Host: x", "A"),
    "no name": head("GET / HTTP/1.1", "Host: x", ": b"),
    "a folded line": head("GET / HTTP/1.1", "Host: x", "A: b", " c"),
    "a NUL": head("GET / HTTP/1.1", "Host: x", "A: b\0c"),
    "a bare carriage return": head("GET / HTTP/1.1", "Host: x", "A: b\rB: c"),
    "a bare line feed": head("GET / HTTP/1.1", "Host: x", "A: b\nB: c"),
    "two lengths": head("POST / HTTP/1.1", "Host: x", "Content-Length: 1", "Content-Length: 2"),
    "a list of lengths": head("POST / HTTP/1.1", "Host: x", "Content-Length: 1, 1"),
    "a signed length": head("POST / HTTP/1.1", "Host: x", "Content-Length: +1"),
    "a length in other digits": head("POST / HTTP/1.1", "Host: x", "Content-Length: \xb2"),
    "length and chunks": head(
        "POST / HTTP/1.1", "Host: x", "Content-Length: 1", "Transfer-Encoding: chunked"
    ),
    "chunks in HTTP/1.0": head("POST / HTTP/1.0", "Host: x", "Transfer-Encoding: chunked"),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_what_a_proxy_could_read_otherwise_is_refused(data: bytes) -> None:
    with pytest.raises(HttpProblem) as refused:
        read_head(data)
    assert refused.value.kind.status == 400


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["GET / HTTP/2.0", "Host: x"], 505),
        (["POST / HTTP/1.1", "Host: x", "Transfer-Encoding: gzip, chunked"], 501),
        (["POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], 501),
    ],
)
def test_what_is_not_spoken_here_is_said_to_be(lines: list[str], status: int) -> None:
    with pytest.raises(HttpProblem) as refused:
        read_head(head(*lines))
    assert refused.value.kind.status == status
