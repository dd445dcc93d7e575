"""What only shows on the wire: raw requests over a socket."""

import socket
from contextlib import closing

import pytest

from keikaku.web.settings import Settings
from serving import serving

ASK = b"ASK {}"
LONG = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f }"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l "
    "FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l))) = 3) }"
)


def exchange(port: int, *requests: bytes) -> bytes:
    """Everything that the server says to these requests until it closes; raises if it resets the connection."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as connection:
        for request in requests:
            connection.sendall(request)
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
        return received


def get(path: str, *headers: str, version: str = "1.1") -> bytes:
    lines = [f"GET {path} HTTP/{version}", "Host: localhost", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode()


def post(body: bytes, *headers: str) -> bytes:
    lines = ["POST /sparql HTTP/1.1", "Host: localhost", "Content-Type: application/sparql-query"]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", *headers, "", ""]).encode() + body


def query(text: str) -> str:
    from urllib.parse import quote

    return f"/sparql?query={quote(text)}"


def test_an_upgrade_offer_does_not_lose_the_body(port):
    headers = ("Connection: Upgrade, HTTP2-Settings, close", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQ")
    answer = exchange(port, post(ASK, *headers))
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'"boolean":true' in answer


def test_a_body_may_be_awaited(port):
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as connection:
        head, _, body = post(ASK, "Expect: 100-continue", "Connection: close").partition(b"\r\n\r\n")
        connection.sendall(head + b"\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("CONNECT example.org:443 HTTP/1.1", b"404"),
        ("CONNECT /sparql HTTP/1.1", b"405"),
        ("OPTIONS * HTTP/1.1", b"204"),
        ("TRACE / HTTP/1.1", b"405"),
        ("GET http://localhost/health HTTP/1.1", b"200"),
        ("GET //health HTTP/1.1", b"404"),
        ("GET /dumps/../manifest.json HTTP/1.1", b"404"),
        ("GET /dumps/..%2Fmanifest.json HTTP/1.1", b"404"),
        ("GET /documents/%2e%2e/manifest.json HTTP/1.1", b"404"),
        ("GET /documents/%00 HTTP/1.1", b"404"),
        ("GET /doc/%20%3E%22 HTTP/1.1", b"404"),
        ("GET /id/%FF HTTP/1.1", b"404"),
        ("GET /\xe9 HTTP/1.1", b"400"),
        ("nonsense", b"400"),
    ],
)
def test_odd_requests_do_no_harm(port, request_line, status):
    answer = exchange(
        port, f"{request_line}\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1")
    )
    assert answer.split(b" ", 2)[1] == status
    assert b'"boolean":true' in exchange(port, get(query("ASK {}")))


def test_requests_may_follow_one_another_at_once(port):
    answer = exchange(port, post(ASK) + post(ASK) + get("/health"))
    assert answer.count(b"HTTP/1.1 200") == 3


def test_a_whole_answer_has_an_end(strict_port):
    answer = exchange(strict_port, get(query(LONG + " LIMIT 5000")))
    assert b"transfer-encoding: chunked" in answer.lower()
    assert answer.endswith(b"\r\n0\r\n\r\n")


@pytest.mark.parametrize(
    "limit",
    [pytest.param(" LIMIT 15000", id="too-many-bytes"), pytest.param("", id="too-many-bytes-and-rows")],
)
def test_a_broken_answer_has_no_end(strict_port, limit):
    answer = exchange(strict_port, get(query(LONG + limit)))
    assert answer.startswith(b"HTTP/1.1 200")
    assert not answer.endswith(b"0\r\n\r\n")


def test_an_answer_that_misses_rows_has_no_end(strict_port):
    """60,000 rows of one short column are within the bytes; the rows beyond are cut off, which nobody has said."""
    answer = exchange(strict_port, get(query("SELECT ('abcdefgh' AS ?x) { ?a ?b ?c . ?d ?e ?f }")))
    assert answer.startswith(b"HTTP/1.1 200")
    assert not answer.endswith(b"0\r\n\r\n")


def test_a_broken_answer_is_compressed_without_an_end(strict_port):
    answer = exchange(strict_port, get(query(LONG), "Accept-Encoding: gzip"))
    assert b"content-encoding: gzip" in answer
    assert not answer.endswith(b"0\r\n\r\n")


def test_to_http_1_0_a_broken_answer_is_an_error(strict_port):
    with pytest.raises(ConnectionResetError):
        exchange(strict_port, get(query(LONG), version="1.0"))


def test_to_http_1_0_a_whole_answer_is_none(strict_port):
    assert exchange(strict_port, get(query(LONG + " LIMIT 5000"), version="1.0")).endswith(b"]}}")


def test_a_client_that_leaves_frees_its_place(strict_port):
    """Only one query runs at a time here, and the first would run for 20 s."""
    with closing(socket.create_connection(("127.0.0.1", strict_port), timeout=30)) as connection:
        connection.sendall(get(query(ENDLESS)))
    with closing(socket.create_connection(("127.0.0.1", strict_port), timeout=10)) as connection:
        connection.sendall(get(query("ASK {}")))
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")


def test_a_reader_that_leaves_frees_its_place(strict_port):
    with closing(socket.create_connection(("127.0.0.1", strict_port), timeout=30)) as connection:
        connection.sendall(get(query(LONG)))
        assert connection.recv(100)
    with closing(socket.create_connection(("127.0.0.1", strict_port), timeout=10)) as connection:
        connection.sendall(get(query("ASK {}")))
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")


@pytest.fixture(scope="module")
def impatient_port(shipped_releases):
    settings = Settings(releases=shipped_releases, port=0, body_seconds=0.2, keep_alive=1)
    with serving(settings) as port:
        yield port


def test_a_body_that_does_not_come_is_not_awaited(impatient_port):
    head = post(ASK, "Connection: close").removesuffix(ASK)
    assert exchange(impatient_port, head).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("beginning", [b"", b"GET / HT", post(ASK) + b"GET /"])
def test_a_head_that_does_not_come_is_not_awaited(impatient_port, beginning):
    answer = exchange(impatient_port, beginning)
    assert answer.count(b"HTTP/1.1 200") == beginning.count(ASK)
