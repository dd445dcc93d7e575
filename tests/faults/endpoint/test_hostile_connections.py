"""Clients that misuse HTTP or the connection below it: what they get matters less than that others get theirs."""

import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from live_service import Service, received, target

pytestmark = pytest.mark.usefixtures("stays_well")

ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
SLOW = f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}"
STREAM = f"GET {target(f'SELECT * {{ {ALL} }}', format='csv')} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
HEAD = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"
RESET = struct.pack("ii", 1, 0)

# Bytes that are no request, or none that should be served; the client then says that it sends no more.
REQUESTS = {
    "nothing": b"",
    "one byte": b"G",
    "NUL bytes": b"\0" * 10_000,
    "all bytes": bytes(range(256)) * 100,
    "a TLS hello": bytes.fromhex("1603010200010001fc0303") + b"\xaa" * 500,
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0",
    "SSH": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/0.9": b"GET /\r\n",
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "no version": b"GET / HTTP\r\n\r\n",
    "CONNECT": b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n",
    "CONNECT with nothing": b"CONNECT  HTTP/1.1\r\n\r\n",
    "TRACE": b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
    "no method": b" / HTTP/1.1\r\nHost: a\r\n\r\n",
    "long method": b"A" * 100_000 + b" / HTTP/1.1\r\nHost: a\r\n\r\n",
    "long address": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "relative address": b"GET sparql HTTP/1.1\r\nHost: a\r\n\r\n",
    "broken address": b"GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "address of bytes": b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
    "address with a break": b"GET /a\rb HTTP/1.1\r\nHost: a\r\n\r\n",
    "two hosts": GET + b"Host: b\r\n\r\n",
    "host of bytes": b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    "one huge header": GET + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "many headers": GET + b"X: a\r\n" * 50_000 + b"\r\n",
    "folded header": GET + b"X: a\r\n b\r\n\r\n",
    "header without a name": GET + b": a\r\n\r\n",
    "header without a colon": GET + b"abc\r\n\r\n",
    "header with NUL": GET + b"X: a\0b\r\n\r\n",
    "space before the colon": GET + b"Content-Length : 5\r\n\r\nhello",
    "negative length": HEAD + b"Content-Length: -1\r\n\r\n",
    "length of words": HEAD + b"Content-Length: many\r\n\r\n",
    "enormous length": HEAD + b"Content-Length: 99999999999999999999999\r\n\r\nASK {}",
    "two lengths": HEAD + b"Content-Length: 6\r\nContent-Length: 600\r\n\r\nASK {}",
    "length and chunks": HEAD + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin",
    "unknown transfer coding": HEAD + b"Transfer-Encoding: bogus\r\n\r\nASK {}",
    "chunk size of words": HEAD + b"Transfer-Encoding: chunked\r\n\r\nhello\r\nASK {}\r\n0\r\n\r\n",
    "enormous chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nASK {}",
    "negative chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nASK {}",
    "endless chunk extension": HEAD + b"Transfer-Encoding: chunked\r\n\r\n6;" + b"a" * 1_000_000,
    "endless trailers": HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n" + b"X: a\r\n" * 100_000,
    "chunks of one byte": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 200_000 + b"0\r\n\r\n",
    "body cut short": HEAD + b"Content-Length: 600\r\n\r\nASK",
    "large body": HEAD + b"Content-Length: 5000000\r\n\r\n" + b" " * 5_000_000,
    "large chunked body": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b" " * 65_536 + b"\r\n") * 80,
    "body that is not read": GET.replace(b"GET", b"PUT") + b"Content-Length: 5000000\r\n\r\n" + b" " * 5_000_000,
    "unknown expectation": HEAD + b"Expect: 200-maybe\r\nContent-Length: 6\r\n\r\nASK {}",
    "websocket": GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: YQ==\r\n\r\n",
    "many ranges": GET + b"Range: bytes=" + b"0-1," * 10_000 + b"2-3\r\n\r\n",
    "many conditions": GET + b"If-None-Match: " + b'"a",' * 20_000 + b'"b"\r\n\r\n',
    "many languages": GET + b"Accept: image/png\r\nAccept-Language: " + b"a-b-c;q=0.1," * 10_000 + b"ja\r\n\r\n",
    "many media types": GET + b"Accept: " + b"a/b;q=0.1," * 15_000 + b"*/*\r\n\r\n",
    "header injection": b"GET /id/%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: a\r\n\r\n",
    "two hundred requests at once": GET + b"\r\n" + (GET + b"\r\n") * 199,
}  # fmt: skip


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.") else 0


@pytest.mark.parametrize("request_bytes", REQUESTS.values(), ids=REQUESTS)
def test_an_odd_request(service: Service, request_bytes: bytes) -> None:
    with service.connect() as connection:
        with suppress(OSError):
            connection.sendall(request_bytes)
            connection.shutdown(socket.SHUT_WR)
        answer = received(connection)
    assert status(answer) in {
        0,
        200,
        304,
        400,
        404,
        405,
        406,
        408,
        411,
        413,
        414,
        415,
        417,
        426,
        431,
        501,
        505,
    }
    assert b"Traceback" not in answer
    assert b"\r\nSet-Cookie" not in answer


SMUGGLING = ["two lengths", "length and chunks", "space before the colon", "header with NUL"]


@pytest.mark.parametrize("name", SMUGGLING)
def test_no_request_hides_in_another(service: Service, name: str) -> None:
    """RFC 9112, 11.2: what proxies may read differently is refused, and nothing after it is served."""
    answer = service.raw(REQUESTS[name])
    assert answer.count(b"HTTP/1.1 ") == 1
    assert status(answer) == 400


def test_a_body_that_is_too_large_is_told_so(service: Service) -> None:
    """RFC 9112, 9.6: the answer must reach a client that is still sending."""
    reply = service.direct(b"ASK {} #" + b"a" * 3_000_000)
    assert (reply.status, reply.media_type) == (413, "application/problem+json")


@pytest.fixture
def crowd(service: Service) -> Iterator[list[socket.socket]]:
    """Connections of one client, closed afterwards."""
    with ExitStack() as stack:
        yield [stack.enter_context(service.connect()) for _ in range(200)]


def test_heads_that_never_end(service: Service, crowd: list[socket.socket]) -> None:
    """Slowloris."""
    for connection in crowd:
        connection.sendall(GET + b"X: a")
    assert service.seen_from("127.0.0.3").query("ASK {}").status == 200


def test_bodies_that_never_end(service: Service, crowd: list[socket.socket]) -> None:
    for connection in crowd:
        connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\nASK")
    assert service.seen_from("127.0.0.3").query("ASK {}").status == 200


def test_connections_that_say_nothing(service: Service, crowd: list[socket.socket]) -> None:
    assert len(crowd) == 200
    assert service.seen_from("127.0.0.3").query("ASK {}").status == 200


def test_clients_that_never_read(service: Service, crowd: list[socket.socket]) -> None:
    """They hold their own places and not those of others."""
    for connection in crowd[:40]:
        connection.sendall(STREAM)
    assert service.seen_from("127.0.0.3").query("ASK { ?s ?p ?o }").status == 200


def test_clients_that_stop_sending_but_listen(service: Service) -> None:
    """A half-closed connection is still owed its answer."""
    with service.connect() as connection:
        connection.sendall(GET + b"Connection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert status(received(connection)) in {0, 200}


@pytest.mark.parametrize(
    "sent", [STREAM, HEAD + b"Content-Length: 1000\r\n\r\nASK", GET], ids=["stream", "upload", "head"]
)
def test_clients_that_reset(service: Service, sent: bytes) -> None:
    for _ in range(50):
        with service.connect() as connection:
            connection.sendall(sent)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def test_clients_that_leave_in_the_middle_of_a_stream(service: Service) -> None:
    for _ in range(20):
        with service.connect() as connection:
            connection.sendall(STREAM)
            connection.recv(1_000)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def test_two_hundred_slow_queries_of_one_client(service: Service) -> None:
    """Each gets 504, or 429 or 503 with the time to come again; another client's query passes them by."""
    with ThreadPoolExecutor(200) as pool:
        asked = [pool.submit(service.query, f"{SLOW} # {number}") for number in range(200)]
        reply = service.seen_from("127.0.0.3").query("ASK { ?s ?p ?o }")
        replies = [future.result() for future in asked]
    assert reply.json["boolean"] is True
    assert {reply.status for reply in replies} <= {429, 503, 504}
    assert all(int(reply.headers["retry-after"]) > 0 for reply in replies if reply.status in {429, 503})


def test_slow_queries_of_many_clients(service: Service) -> None:
    """One place is kept for quick queries."""
    clients = [service.seen_from(f"127.0.1.{number}") for number in range(1, 41)]
    with ThreadPoolExecutor(40) as pool:
        asked = [pool.submit(client.query, f"{SLOW} # {number}") for number, client in enumerate(clients)]
        statuses = {future.result().status for future in asked}
    assert statuses <= {429, 503, 504}
