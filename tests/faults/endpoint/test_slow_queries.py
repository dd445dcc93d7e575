"""Queries that would run for hours: each ends at its limit, as 504 or, once begun, plainly unfinished."""

import socket

import pytest

from live_service import Service, target

pytestmark = pytest.mark.usefixtures("stays_well")

ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
NEVER = 'FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = "\\u0001")'
COUNT = "SELECT (COUNT(*) AS ?n)"

# No byte of an answer before the end.
SILENT = {
    "count a cross join": f"{COUNT} {{ {ALL} }}",
    "count a larger one": f"{COUNT} {{ {ALL} . ?j ?k ?l . ?m ?n ?o }}",
    "find nothing": f"SELECT * {{ {ALL} {NEVER} }}",
    "ask for nothing": f"ASK {{ {ALL} {NEVER} }}",
    "construct nothing": f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {ALL} {NEVER} }}",
    "describe nothing": f"DESCRIBE ?a WHERE {{ {ALL} {NEVER} }}",
    "sum": f"SELECT (SUM(STRLEN(STR(?c)) + STRLEN(STR(?f))) AS ?n) {{ {ALL} }}",
    "average": f"SELECT (AVG(STRLEN(STR(?i))) AS ?n) {{ {ALL} }}",
    "least": f"SELECT (MIN(CONCAT(STR(?c), STR(?f), STR(?i))) AS ?n) {{ {ALL} }}",
    "hash": f"{COUNT} {{ {ALL} FILTER(SHA512(CONCAT(STR(?c), STR(?f), STR(?i))) = 'a') }}",
    "regular expression": f"{COUNT} {{ {ALL} FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(計|画).*(計|画)$', 'i')) }}",
    "OPTIONAL": f"{COUNT} {{ ?a ?b ?c OPTIONAL {{ ?d ?e ?f OPTIONAL {{ ?g ?h ?i FILTER(?c != ?i) }} }} }}",
    "NOT EXISTS": f"{COUNT} {{ ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS {{ ?g ?h ?i FILTER(STRLEN(?c) > 99999) }} }}",
    "EXISTS": f"{COUNT} {{ ?a ?b ?c . ?d ?e ?f FILTER EXISTS {{ ?g ?h ?i FILTER(STRLEN(?c) > 99999) }} }}",
    "UNION": f"{COUNT} {{ {{ {ALL} }} UNION {{ {ALL} . ?j ?k ?l }} }}",
    "GRAPH": f"{COUNT} {{ GRAPH ?x {{ ?a ?b ?c }} GRAPH ?y {{ ?d ?e ?f }} GRAPH ?z {{ ?g ?h ?i }} }}",
    "subselects": f"{COUNT} {{ {{ SELECT ?a {{ ?a ?b ?c . ?d ?e ?f }} }} {{ SELECT ?d {{ ?d ?e ?f . ?g ?h ?i }} }} }}",
    "paths": f"{COUNT} {{ ?a (!<x:p>)* ?b . ?c (!<x:p>)* ?d . ?e (!<x:p>)+ ?f }}",
    "paths of alternatives": f"{COUNT} {{ ?a (<x:p>|!<x:p>|^(!<x:q>))+ ?b . ?c (<x:p>|!<x:p>)+ ?d }}",
    "VALUES": f"{COUNT} {{ VALUES ?x {{ 1 2 3 4 5 6 7 8 9 }} {ALL} . ?j ?k ?l }}",
    "BIND": f"{COUNT} {{ {ALL} BIND(CONCAT(STR(?c), STR(?f)) AS ?x) FILTER(?x = ?i) }}",
    "OFFSET": f"SELECT * {{ {ALL} }} OFFSET 9000000000 LIMIT 1",
    "inequality join": f"{COUNT} {{ {ALL} FILTER(?a != ?d && ?d != ?g && ?a != ?g) }}",
    "random": f"{COUNT} {{ {ALL} FILTER(RAND() * STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) < 0) }}",
}
# Rows come at once and would not end.
STREAM = f"SELECT * {{ {ALL} . ?j ?k ?l . ?m ?n ?o }}"
STREAM_GRAPH = f"CONSTRUCT {{ ?a ?b ?f . ?d ?e ?i }} WHERE {{ {ALL} }}"
STREAMS = {
    "JSON": (STREAM, "application/sparql-results+json"),
    "XML": (STREAM, "application/sparql-results+xml"),
    "CSV": (STREAM, "text/csv"),
    "TSV": (STREAM, "text/tab-separated-values"),
    "Turtle": (STREAM_GRAPH, "text/turtle"),
    "N-Triples": (STREAM_GRAPH, "application/n-triples"),
    "JSON-LD": (STREAM_GRAPH, "application/ld+json"),
    "RDF/XML": (STREAM_GRAPH, "application/rdf+xml"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_a_silent_query_is_504(service: Service, text: str) -> None:
    reply = service.direct(text)
    assert reply.media_type == "application/problem+json"
    # Some would hold in memory what they join, and may meet that limit first.
    assert (reply.status, "1 s" in reply.json["detail"]) in {(504, True), (507, False)}


@pytest.mark.parametrize(("text", "media_type"), STREAMS.values(), ids=STREAMS)
def test_a_stream_is_broken_off_so_that_all_can_tell(service: Service, text: str, media_type: str) -> None:
    """RFC 9112, 8: chunks without the last one are incomplete. No error text stands in the data."""
    reply = service.query(text, accept=media_type)
    if reply.status == 200 and reply.is_complete:
        assert "Keikaku-Truncated" in reply.headers
    elif reply.status == 200:
        assert b"problem" not in reply.body[-2_000:]
        assert not reply.body.rstrip().endswith((b"]}}", b"</sparql>", b"</rdf:RDF>"))
    else:
        assert reply.status == 504


def test_a_compressed_stream_is_broken_off_too(service: Service) -> None:
    reply = service.get(target(STREAM, format="csv"), accept_encoding="gzip")
    assert reply.status == 504 or not reply.is_complete or "Keikaku-Truncated" in reply.headers


def test_an_http_1_0_stream_is_reset(service: Service) -> None:
    """RFC 9112, 8: without chunks, only a reset tells a client that something is missing."""
    with service.connect() as connection:
        connection.sendall(f"GET {target(STREAM, format='csv')} HTTP/1.0\r\n\r\n".encode())
        head = connection.recv(65_536)
        if head.split()[1] == b"200" and b"keikaku-truncated" not in head.lower():
            with pytest.raises(ConnectionError):
                drain(connection)


def drain(connection: socket.socket) -> None:
    while connection.recv(65_536):
        pass


def test_a_client_can_lower_the_limit_but_not_raise_it(service: Service) -> None:
    lower = service.query(SILENT["count a cross join"], timeout="0.2")
    higher = service.query(SILENT["count a cross join"], timeout="100")
    assert (lower.status, higher.status) == (504, 504)
    assert "0.2 s" in lower.json["detail"]
    assert "1 s" in higher.json["detail"]
