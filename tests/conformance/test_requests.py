"""How a query may be sent (SPARQL 1.1 Protocol, section 2.1) and what is refused, each with its reason."""

from urllib.parse import quote, quote_plus

import pytest

from live_service import Service, target

PLUS = 'SELECT ("a+b" AS ?x) {}'
PERCENT = 'SELECT ("100%25 %E8%A8%88" AS ?x) {}'
JAPANESE = 'SELECT ("計画 𠮷野家" AS ?x) {}'


def value(body: bytes) -> str:
    """The one value of a CSV answer."""
    return body.decode().split("\r\n")[1]


@pytest.mark.parametrize("text", [PLUS, PERCENT, JAPANESE], ids=["plus", "percent", "japanese"])
@pytest.mark.parametrize("encode", [quote, quote_plus])
def test_parameters_are_decoded_once(service: Service, text: str, encode: object) -> None:
    """2.1.1 and 2.1.2: percent-encoding, and `+` for a space, in the address and in a form."""
    expected = text.split('"')[1]
    encoded = encode(text)  # type: ignore[operator]
    assert value(service.get(f"/sparql?query={encoded}&format=csv").body) == expected
    assert value(service.form(f"query={encoded}&format=csv").body) == expected


@pytest.mark.parametrize("text", [PLUS, PERCENT, JAPANESE], ids=["plus", "percent", "japanese"])
def test_a_direct_body_is_not_decoded(service: Service, text: str) -> None:
    """2.1.3: the body is the query, unencoded."""
    assert value(service.direct(text, accept="text/csv").body) == text.split('"')[1]


CONTENT_TYPES = {
    "as registered": "application/sparql-query",
    "in capitals": "Application/SPARQL-Query",
    "charset": "application/sparql-query; charset=utf-8",
    "charset in capitals": "application/sparql-query;charset=UTF-8",
    "charset quoted": 'application/sparql-query; charset="utf-8"',
    "charset after spaces": "application/sparql-query ;  charset=utf-8",
    "unknown parameter": "application/sparql-query; version=1.1",
}


@pytest.mark.parametrize("content_type", CONTENT_TYPES.values(), ids=CONTENT_TYPES)
def test_a_direct_body_may_have_parameters(service: Service, content_type: str) -> None:
    assert service.direct("ASK {}", content_type).json["boolean"] is True


@pytest.mark.parametrize("content_type", CONTENT_TYPES.values(), ids=CONTENT_TYPES)
def test_a_form_may_have_parameters(service: Service, content_type: str) -> None:
    form = content_type.lower().replace("application/sparql-query", "application/x-www-form-urlencoded")
    assert service.direct("query=ASK%7B%7D", form).json["boolean"] is True


UNSUPPORTED = {
    "none": None,
    "empty": "",
    "text/plain": "text/plain",
    "multipart": "multipart/form-data; boundary=x",
    "JSON": "application/json",
    "results": "application/sparql-results+xml",
    "no media type": "sparql",
    "form in Shift_JIS": "application/x-www-form-urlencoded; charset=Shift_JIS",
    "form in Latin 1": "application/x-www-form-urlencoded; charset=iso-8859-1",
    "query in UTF-16": "application/sparql-query; charset=utf-16",
    "query in EUC-JP": "application/sparql-query; charset=euc-jp",
}


@pytest.mark.parametrize("content_type", UNSUPPORTED.values(), ids=UNSUPPORTED)
def test_other_bodies_are_415_and_say_what_to_send(service: Service, content_type: str | None) -> None:
    """RFC 9110, 15.5.16; UTF-8 is the only charset (2.1.3)."""
    headers = {} if content_type is None else {"content-type": content_type}
    reply = service.exchange("POST", "/sparql", headers, b"ASK {}")
    assert reply.status == 415
    accepted = {"application/x-www-form-urlencoded", "application/sparql-query"}
    assert set(reply.json["accepted"]) == accepted
    assert reply.tokens("accept-post") == accepted


def test_a_compressed_body_is_refused_or_understood(service: Service) -> None:
    """RFC 9110, 8.4: a content coding that is not supported is 415."""
    assert service.direct("ASK {}", content_encoding="gzip").status == 415


NOT_UTF8 = {
    "lone byte": b"\xff",
    "cut character": b"\xe8\xa8",
    "overlong NUL": b"\xc0\x80",
    "surrogate": b"\xed\xa0\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "Shift_JIS": "計画".encode("shift_jis"),
}


@pytest.mark.parametrize("sent", NOT_UTF8.values(), ids=NOT_UTF8)
def test_what_is_not_utf_8_is_400(service: Service, sent: bytes) -> None:
    """2.1.3: UTF-8 is the only valid charset."""
    text = b'SELECT ("%s" AS ?x) {}' % sent
    encoded = quote(text)
    replies = [
        service.direct(text),
        service.form(f"query={encoded}"),
        service.get(f"/sparql?query={encoded}"),
    ]
    assert [reply.status for reply in replies] == [400, 400, 400]
    assert {reply.media_type for reply in replies} == {"application/problem+json"}


def test_raw_bytes_in_an_address_do_no_harm(service: Service) -> None:
    """RFC 3986 has no such characters, yet some clients send UTF-8 bare."""
    request = "GET /sparql?format=csv&query=SELECT+('計画'+AS+?x)+{} HTTP/1.0\r\n\r\n".encode()
    status = int(service.raw(request).split()[1])
    assert status in {200, 400}


BAD_PARAMETERS = {
    "empty query": "/sparql?query=",
    "blank query": "/sparql?query=%20%0A",
    "comment only": "/sparql?query=%23%20ASK%20%7B%7D",
    "two queries": "/sparql?query=ASK%7B%7D&query=ASK%7B%7D",
    "not SPARQL": "/sparql?query=hello",
    "two forms in one": "/sparql?query=ASK%7B%7D%20ASK%7B%7D",
    "relative default graph": "/sparql?query=ASK%7B%7D&default-graph-uri=data1.rdf",
    "relative named graph": "/sparql?query=ASK%7B%7D&named-graph-uri=data1.rdf",
    "empty default graph": "/sparql?query=ASK%7B%7D&default-graph-uri=",
    "graph with a space": "/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/a%20b",
    "graph with a bracket": "/sparql?query=ASK%7B%7D&named-graph-uri=http://example.org/%3Ca%3E",
    "timeout of words": "/sparql?query=ASK%7B%7D&timeout=soon",
    "timeout below zero": "/sparql?query=ASK%7B%7D&timeout=-1",
    "timeout of zero": "/sparql?query=ASK%7B%7D&timeout=0",
    "timeout without end": "/sparql?query=ASK%7B%7D&timeout=inf",
    "timeout that is no number": "/sparql?query=ASK%7B%7D&timeout=nan",
    "offset of words": "/sparql?query=ASK%7B%7D&offset=ten",
    "offset below zero": "/sparql?query=ASK%7B%7D&offset=-1",
    "NUL after the query": "/sparql?query=ASK%7B%7D%00",
    "NUL alone": "/sparql?query=%00",
    "NUL in a graph": "/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/%00",
    "ten thousand parameters": "/sparql?query=ASK%7B%7D" + "&a=b" * 10_000,
}


@pytest.mark.parametrize("address", BAD_PARAMETERS.values(), ids=BAD_PARAMETERS)
def test_a_wrong_parameter_is_400(service: Service, address: str) -> None:
    reply = service.get(address)
    assert reply.status == 400
    assert reply.media_type == "application/problem+json"


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/sparql", ""),
        ("/sparql", "format=csv"),
        ("/sparql", "query=ASK%7B%7D&query=ASK%7B%7D"),
        ("/sparql?query=ASK%7B%7D", "query=ASK%7B%7D"),
        ("/sparql", "query="),
    ],
    ids=["empty form", "no query", "two queries", "one in the address, one in the form", "empty query"],
)
def test_a_form_has_exactly_one_query(service: Service, address: str, body: str) -> None:
    """2.1: exactly one query string."""
    assert service.form(body, address).status == 400


def test_a_direct_body_is_the_only_query(service: Service) -> None:
    headers = {"content-type": "application/sparql-query"}
    assert service.exchange("POST", target("ASK {}"), headers, b"ASK {}").status == 400


@pytest.mark.parametrize("mistake", ["%", "%2", "%zz", "%u8A08"])
def test_a_stray_percent_sign_stands_for_itself_or_is_refused(service: Service, mistake: str) -> None:
    reply = service.get(f"/sparql?query=SELECT('{mistake}'AS?x)%7B%7D&format=csv")
    assert reply.status == 400 or value(reply.body) == mistake


@pytest.mark.parametrize(
    "address",
    ["/sparql?query=ASK%7B%7D&unknown=1", "/sparql?unknown&query=ASK%7B%7D", "/sparql?&&query=ASK%7B%7D&"],
    ids=["unknown parameter", "parameter without value", "empty parameters"],
)
def test_other_parameters_do_not_matter(service: Service, address: str) -> None:
    assert service.get(address).json["boolean"] is True


def test_a_semicolon_separates_nothing(service: Service) -> None:
    """2.1.1: parameters are separated with the ampersand."""
    assert service.get("/sparql?query=ASK%7B%3Fs%20%3Fp%201%3B%3Fq%202%7D").status == 200


@pytest.mark.parametrize(
    "text", ["\N{BYTE ORDER MARK}ASK {}", "ASK {} # end", "\r\nASK\r\n{\r\n}\r\n", "ask {}"]
)
def test_the_text_may_have_marks_and_breaks(service: Service, text: str) -> None:
    assert service.direct(text).json["boolean"] is True


UPDATES = {
    "INSERT DATA": "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "PREFIX : <http://example.org/> DROP GRAPH :g",
    "LOAD": "LOAD <http://example.org/>",
    "CREATE": "CREATE GRAPH <http://example.org/g>",
    "COPY": "COPY DEFAULT TO <http://example.org/g>",
    "after a comment": "# SELECT\nCLEAR ALL",
    "in small letters": "insert data { <http://example.org/s> <http://example.org/p> 1 }",
}


@pytest.mark.parametrize("text", UPDATES.values(), ids=UPDATES)
def test_an_update_is_refused_in_every_disguise(service: Service, text: str) -> None:
    """The service is read-only: 403 with the reason (2.1.7 and 2.2.5 leave the code to us)."""
    replies = [
        service.query(text),
        service.direct(text),
        service.direct(text, "application/sparql-update"),
        service.form(f"update={quote(text)}"),
        service.form(f"query={quote(text)}"),
    ]
    assert [reply.status for reply in replies] == [403] * 5
    assert all("read-only" in reply.json["detail"] for reply in replies)


def test_an_update_beside_a_query_is_refused(service: Service) -> None:
    assert service.form("query=ASK%7B%7D&update=CLEAR+ALL").status in {400, 403}


def test_relative_iris_have_a_base(service: Service) -> None:
    """SPARQL 1.1 Query, 4.1.1.2; RFC 3986, 5.1.4: a base of the service's own, unless BASE says otherwise."""
    text = "SELECT (STR(<x>) AS ?x) {}"
    assert value(service.query(text, accept="text/csv").body) == "https://w3id.org/keikaku/x"
    based = "BASE <http://example.org/> SELECT (STR(<x>) AS ?x) {}"
    assert value(service.query(based, accept="text/csv").body) == "http://example.org/x"


def test_the_endpoint_answers_with_a_slash_too(service: Service) -> None:
    """W3C's tests write the endpoint `/sparql/`."""
    assert service.get("/sparql/?query=ASK%7B%7D").json["boolean"] is True
    headers = {"content-type": "application/sparql-query"}
    assert service.exchange("POST", "/sparql/", headers, b"ASK {}").json["boolean"] is True
