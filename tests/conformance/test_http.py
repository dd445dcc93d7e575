"""HTTP itself (RFC 9112): old clients, kept connections, odd but legal requests."""

import json
import re
import socket

import pytest

from live_service import Service, received

QUERY = b"query=ASK%7B%7D"
GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
CLOSE = b"Connection: close\r\n"


def heads(answer: bytes) -> list[bytes]:
    return re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)


def is_true(answer: bytes) -> bool:
    return heads(answer)[-1] == b"200" and b'"boolean":true' in answer


def read_until(connection: socket.socket, end: bytes) -> bytes:
    found = b""
    while end not in found and (piece := connection.recv(65_536)):
        found += piece
    return found


def test_http_1_0(service: Service) -> None:
    """RFC 9112, 2.3 and 6.1: no chunks for a client that does not know them."""
    answer = service.raw(b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert heads(answer) == [b"200"]
    assert b"transfer-encoding" not in head.lower()
    assert json.loads(body)["boolean"] is True


def test_http_1_0_post(service: Service) -> None:
    request = (
        b"POST /sparql HTTP/1.0\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}"
    )
    assert is_true(service.raw(request))


def test_http_1_0_long_answer_is_whole(service: Service) -> None:
    request = b"GET /sparql?format=tsv&query=SELECT*%7B?s?p?o.?a?b?c%7DLIMIT+20000 HTTP/1.0\r\n\r\n"
    assert service.raw(request).partition(b"\r\n\r\n")[2].count(b"\n") == 20_001


def test_http_1_1_needs_a_host(service: Service) -> None:
    """RFC 9112, 3.2."""
    assert heads(service.raw(b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")) == [b"400"]


def test_absolute_form(service: Service) -> None:
    """RFC 9112, 3.2.2: a server must accept it."""
    request = (
        b"GET http://example.org/sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: example.org\r\n" + CLOSE + b"\r\n"
    )
    assert is_true(service.raw(request))


def test_a_connection_is_kept(service: Service) -> None:
    """RFC 9112, 9.3: also after an error."""
    with service.connect() as connection:
        for request, status in (
            (GET + b"\r\n", b"200"),
            (GET.replace(b"ASK", b"OOPS") + b"\r\n", b"400"),
            (GET.replace(b"GET", b"PUT", 1) + b"\r\n", b"405"),
            (GET.replace(b"/sparql?", b"/nothing?") + b"\r\n", b"404"),
            (POST + b"Content-Length: 6\r\n\r\nASK {}", b"200"),
        ):
            connection.sendall(request)
            head = read_until(connection, b"\r\n\r\n")
            assert heads(head) == [status]
            read_rest(connection, head)


def read_rest(connection: socket.socket, answer: bytes) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if length:
        while len(body) < int(length[1]):
            body += connection.recv(65_536)
    elif not body.endswith(b"0\r\n\r\n"):
        read_until(connection, b"0\r\n\r\n")


def test_pipelined_requests_are_answered_in_order(service: Service) -> None:
    """RFC 9112, 9.3.2."""
    second = GET.replace(b"ASK%7B%7D", b"ASK%7BFILTER(false)%7D")
    answer = service.raw(GET + b"\r\n" + second + b"\r\n" + GET + CLOSE + b"\r\n")
    assert heads(answer) == [b"200"] * 3
    assert re.findall(rb'"boolean":(true|false)', answer) == [b"true", b"false", b"true"]


def test_connection_close_is_honoured(service: Service) -> None:
    """RFC 9112, 9.6."""
    answer = service.raw(GET + CLOSE + b"\r\n")
    assert is_true(answer)
    assert b"connection: close" in answer.lower()


def test_expect_100_continue(service: Service) -> None:
    """RFC 9110, 10.1.1: the client waits with the body for an interim answer."""
    with service.connect() as connection:
        connection.sendall(POST + CLOSE + b"Expect: 100-continue\r\nContent-Length: 6\r\n\r\n")
        assert heads(read_until(connection, b"\r\n\r\n")) == [b"100"]
        connection.sendall(b"ASK {}")
        assert is_true(received(connection))


def test_expect_100_continue_is_not_needed_for_a_refusal(service: Service) -> None:
    """RFC 9110, 10.1.1: a final answer instead, when the header alone is wrong."""
    request = (
        POST.replace(b"sparql-query", b"json") + CLOSE + b"Expect: 100-continue\r\nContent-Length: 6\r\n\r\n"
    )
    assert heads(service.raw(request)) == [b"415"]


@pytest.mark.parametrize("size", [1, 3, 1_000])
def test_a_chunked_body(service: Service, size: int) -> None:
    """RFC 9112, 7.1."""
    text = b"ASK { VALUES ?x { " + b"1 " * 1_000 + b"} }"
    pieces = (text[start : start + size] for start in range(0, len(text), size))
    headers = {"content-type": "application/sparql-query"}
    reply = service.exchange("POST", "/sparql", headers, pieces)
    assert reply.json["boolean"] is True


def test_a_chunked_body_with_extensions_and_trailers(service: Service) -> None:
    """RFC 9112, 7.1.1 and 7.1.2."""
    chunks = b"3;a=b\r\nASK\r\n3\r\n {}\r\n0\r\nChecksum: x\r\n\r\n"
    assert is_true(service.raw(POST + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + chunks))


@pytest.mark.parametrize("upgrade", [b"h2c", b"h2c, websocket", b"TLS/1.0"])
def test_an_upgrade_is_ignored_and_the_body_kept(service: Service, upgrade: bytes) -> None:
    """RFC 9110, 7.8; Java's HttpClient offers h2c with every first request."""
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: %s\r\nHTTP2-Settings: AAEAAEAA\r\n" % upgrade
    with service.connect() as connection:
        connection.sendall(POST + offer + b"Content-Length: 6\r\n\r\nASK {}")
        answer = read_until(connection, b"}")
    assert is_true(answer)


def test_header_names_do_not_care_about_case(service: Service) -> None:
    request = b"POST /sparql HTTP/1.1\r\nHOST: localhost\r\nCONTENT-TYPE: application/sparql-query\r\n"
    assert is_true(service.raw(request + b"CONTENT-LENGTH: 6\r\nCONNECTION: close\r\n\r\nASK {}"))


def test_blank_lines_before_a_request_are_skipped(service: Service) -> None:
    """RFC 9112, 2.2: at least one empty line."""
    assert is_true(service.raw(b"\r\n" + GET + CLOSE + b"\r\n"))


def test_a_fragment_or_dots_do_not_lead_elsewhere(service: Service) -> None:
    assert service.get("/dumps/../../../../etc/passwd").status == 404
    assert service.get("/dumps/%2e%2e%2f%2e%2e%2fetc%2fpasswd").status == 404
    assert service.get("/static/..%2f..%2fweb%2fserver.py").status == 404


def test_a_long_query_fits_into_an_address(service: Service) -> None:
    """2.1.1 has no limit, so ours must be roomy: RFC 9110, 4.1 recommends 8,000 octets at least."""
    values = "".join(f"%28{number}%29" for number in range(3_000))
    address = f"/sparql?query=ASK%7BVALUES%28%3Fx%29%7B{values}%7D%7D"
    assert len(address) > 25_000
    assert service.get(address).json["boolean"] is True


def test_an_answer_has_a_date_and_hides_its_maker(service: Service) -> None:
    """RFC 9110, 6.6.1 and 10.2.4."""
    reply = service.get("/sparql?query=ASK%7B%7D")
    assert reply.headers["date"]
    assert "uvicorn" not in (reply.headers["server"] or "")
