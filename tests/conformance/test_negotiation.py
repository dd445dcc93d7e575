"""Which format an answer comes in: Accept (RFC 9110, section 12.5.1), `format=` and `output=`."""

import pytest

from live_service import Service

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES, JSONLD = "text/turtle", "application/n-triples", "application/ld+json"
RDFXML, TRIG, NQUADS = "application/rdf+xml", "application/trig", "application/n-quads"
HTML = "text/html"

SELECT = 'SELECT ("計画" AS ?x) {}'
CONSTRUCT = "CONSTRUCT { <http://example.org/s> <http://example.org/p> 1 } WHERE {}"
QUERIES = {
    "select": (SELECT, [JSON, XML, CSV, TSV]),
    "ask": ("ASK {}", [JSON, XML, CSV, TSV]),
    "construct": (CONSTRUCT, [TURTLE, NTRIPLES, JSONLD, RDFXML, TRIG, NQUADS]),
    "describe": ("DESCRIBE <http://example.org/>", [TURTLE, NTRIPLES, JSONLD, RDFXML, TRIG, NQUADS]),
}
OUTRIGHT = [(form, media_type) for form, (_, offered) in QUERIES.items() for media_type in offered]

RDF4J = (
    "application/x-binary-rdf-results-table;q=0.8, application/sparql-results+xml;q=0.8, application/xml;q=0.8, "
    "application/sparql-results+json, application/json;q=0.8, text/csv;q=0.8, text/tab-separated-values;q=0.8"
)
JENA = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"

# What a client of SELECT says, and what it may get.
SELECT_ACCEPTS = {
    "empty header": ("", {JSON}),
    "anything": ("*/*", {JSON}),
    "range application/*": ("application/*", {JSON}),
    "range text/*": ("text/*", {CSV, TSV}),
    "range in capitals": ("TEXT/CSV", {CSV}),
    "alias application/json": ("application/json", {JSON, "application/json"}),
    "alias application/xml": ("application/xml", {XML, "application/xml"}),
    "alias text/xml": ("text/xml", {XML, "text/xml"}),
    "higher quality first": (f"{XML};q=0.5, {JSON};q=0.4", {XML}),
    "higher quality last": (f"{JSON};q=0.4, {XML};q=0.5", {XML}),
    "three decimals": (f"{JSON};q=0.001, {TSV};q=0.002", {TSV}),
    "no quality means 1": (f"{JSON};q=0.9, {CSV}", {CSV}),
    "equal qualities": (f"{CSV}, {XML}", {CSV, XML}),
    "specific below wildcard": (f"{JSON};q=0.1, */*;q=0.9", {XML, CSV, TSV, HTML}),
    "specific below subtype wildcard": (f"{CSV};q=0.1, text/*;q=0.9, */*;q=0.01", {TSV, HTML, "text/xml"}),
    "q=0 under a wildcard": (f"*/*, {JSON};q=0", {XML, CSV, TSV, HTML}),
    "q=0.000 under a wildcard": (f"*/*, {JSON};q=0.000", {XML, CSV, TSV, HTML}),
    "q=0 under a subtype wildcard": (f"text/*, {CSV};q=0, {HTML};q=0", {TSV, "text/xml"}),
    "q=0 for a range": ("text/*;q=0, */*", {JSON, XML}),
    "unknown first": (f"image/png, {TSV};q=0.1", {TSV}),
    "unknown and wildcard": ("image/png, */*;q=0.1", {JSON}),
    "spaces around everything": (f" {CSV} ; q=1.0 ,\t*/* ; q=0.1", {CSV}),
    "no spaces": (f"{CSV};q=1,*/*;q=0.1", {CSV}),
    "empty elements": (f",, {CSV} ,,", {CSV}),
    "charset parameter": (f"{CSV};charset=utf-8", {CSV}),
    "parameter before quality": (f"{JSON};charset=utf-8;q=0.4, {CSV};q=0.8", {CSV}),
    "header parameter of CSV": (f"{CSV};header=present", {CSV}),
    "quoted parameter with a comma": (f'{XML};profile="a,b";q=0.1, {CSV};q=0.2', {CSV}),
    "extension after quality": (f"{CSV};q=0.9;level=1, {JSON};q=0.1", {CSV}),
    "a browser": (BROWSER, {HTML}),
    "Java's URLConnection": (JAVA, {HTML}),
    "jQuery": ("application/json, text/javascript, */*; q=0.01", {JSON, "application/json"}),
    "Jena": (JENA, {JSON}),
    "RDF4J": (RDF4J, {JSON}),
    "a junk word": ("bogus", {JSON}),
    "a junk word and a type": (f"bogus, {CSV}", {CSV}),
    "only separators": (";;;,,,", {JSON}),
    "a very long list": (", ".join(f"application/x-{n}" for n in range(4_000)) + f", {TSV}", {TSV}),
}
NOT_ACCEPTABLE = {
    "unknown type": ("select", "image/png"),
    "unknown range": ("select", "image/*"),
    "nothing at all": ("select", "*/*;q=0"),
    "only type with q=0": ("select", f"{CSV};q=0"),
    "graph format for SELECT": ("select", TURTLE),
    "results format for CONSTRUCT": ("construct", JSON),
    "CSV for DESCRIBE": ("describe", CSV),
    "RDF/JSON": ("construct", "application/rdf+json"),
}
GRAPH_ACCEPTS = {
    "no header": (None, {TURTLE}),
    "anything": ("*/*", {TURTLE}),
    "range text/*": ("text/*", {TURTLE}),
    "range application/*": ("application/*", {NTRIPLES, JSONLD, RDFXML, TRIG, NQUADS}),
    "alias application/json": ("application/json", {JSONLD, "application/json"}),
    "alias text/plain": ("text/plain", {NTRIPLES, "text/plain"}),
    "alias application/xml": ("application/xml", {RDFXML, "application/xml"}),
    "alias application/x-turtle": ("application/x-turtle", {TURTLE, "application/x-turtle"}),
    "JSON-LD with profile": (f'{JSONLD};profile="http://www.w3.org/ns/json-ld#compacted"', {JSONLD}),
    "rdflib": (f"{RDFXML};q=0.9, {TURTLE};q=0.5, {NTRIPLES};q=0.3", {RDFXML}),
    "Jena": (f"{TURTLE},{NTRIPLES};q=0.9,{JSONLD};q=0.8,{RDFXML};q=0.7,*/*;q=0.3", {TURTLE}),
    "results and graphs": (f"{JSON}, {RDFXML};q=0.5", {RDFXML}),
    "q=0 under a wildcard": (f"{TURTLE};q=0, */*", {NTRIPLES, JSONLD, RDFXML, TRIG, NQUADS, HTML}),
}
NAMES = {
    "select": {"json": JSON, "xml": XML, "csv": CSV, "tsv": TSV, "excel": CSV, "html": HTML},
    "ask": {"json": JSON, "xml": XML, "csv": CSV, "tsv": TSV, "html": HTML},
    "construct": {
        "turtle": TURTLE,
        "ttl": TURTLE,
        "ntriples": NTRIPLES,
        "nt": NTRIPLES,
        "n-triples": NTRIPLES,
        "json": JSONLD,
        "jsonld": JSONLD,
        "json-ld": JSONLD,
        "xml": RDFXML,
        "rdfxml": RDFXML,
        "rdf": RDFXML,
        "rdf+xml": RDFXML,
        "trig": TRIG,
        "nquads": NQUADS,
        "html": HTML,
    },
}
NAMED = [(form, name, kind) for form, names in NAMES.items() for name, kind in names.items()]


@pytest.mark.parametrize(("form", "media_type"), OUTRIGHT)
def test_every_format_can_be_asked_for_outright(service: Service, form: str, media_type: str) -> None:
    reply = service.query(QUERIES[form][0], accept=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.headers.get_content_charset() == "utf-8"


@pytest.mark.parametrize(("accept", "expected"), SELECT_ACCEPTS.values(), ids=SELECT_ACCEPTS)
def test_accept_decides_on_the_format_of_results(service: Service, accept: str, expected: set[str]) -> None:
    reply = service.query(SELECT, accept=accept)
    assert reply.status == 200
    assert reply.media_type in expected


@pytest.mark.parametrize(("accept", "expected"), GRAPH_ACCEPTS.values(), ids=GRAPH_ACCEPTS)
def test_accept_decides_on_the_format_of_graphs(
    service: Service, accept: str | None, expected: set[str]
) -> None:
    reply = service.query(CONSTRUCT, accept=accept)
    assert reply.status == 200
    assert reply.media_type in expected


@pytest.mark.parametrize("quality", ["abc", "2", "-1", "1.00000", "", "0,5", "NaN", "1e-1"])
def test_a_malformed_quality_is_no_fault_of_ours(service: Service, quality: str) -> None:
    assert service.query(SELECT, accept=f"{CSV};q={quality}").status in {200, 406}


@pytest.mark.parametrize(("form", "accept"), NOT_ACCEPTABLE.values(), ids=NOT_ACCEPTABLE)
def test_406_lists_what_there_is(service: Service, form: str, accept: str) -> None:
    """RFC 9110, 15.5.7: a list of the available representations."""
    text, offered = QUERIES[form]
    reply = service.query(text, accept=accept)
    assert reply.status == 406
    assert reply.media_type == "application/problem+json"
    assert set(offered) <= set(reply.json["available"])
    assert "accept" in reply.tokens("vary")


def test_two_accept_lines_are_one_list(service: Service) -> None:
    """RFC 9110, 5.3."""
    request = (
        b"GET /sparql?query=SELECT%20*%20%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Accept: image/png\r\nAccept: text/csv\r\n\r\n"
    )
    head, _, _ = service.raw(request).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"text/csv" in head


@pytest.mark.parametrize("parameter", ["format", "output"])
@pytest.mark.parametrize(("form", "name", "expected"), NAMED)
def test_a_short_name_goes_before_accept(
    service: Service, form: str, name: str, expected: str, parameter: str
) -> None:
    reply = service.query(QUERIES[form][0], accept="image/png", **{parameter: name})
    assert (reply.status, reply.media_type) == (200, expected)


@pytest.mark.parametrize(("form", "media_type"), OUTRIGHT)
def test_a_media_type_is_a_name_too(service: Service, form: str, media_type: str) -> None:
    assert service.query(QUERIES[form][0], format=media_type).media_type == media_type


def test_a_plus_in_a_media_type_may_have_become_a_space(service: Service) -> None:
    reply = service.get("/sparql?query=ASK%7B%7D&format=application/sparql-results+xml")
    assert reply.media_type == XML


def test_a_short_name_may_stand_in_a_form(service: Service) -> None:
    assert service.form("query=ASK%7B%7D&format=csv").media_type == CSV


def test_an_empty_name_means_none(service: Service) -> None:
    assert service.query(SELECT, accept=CSV, format="").media_type == CSV


@pytest.mark.parametrize(("form", "name"), [("select", "turtle"), ("construct", "csv"), ("ask", "png")])
def test_a_name_that_does_not_fit_is_refused(service: Service, form: str, name: str) -> None:
    reply = service.query(QUERIES[form][0], format=name)
    assert reply.status in {400, 406}
    assert set(QUERIES[form][1]) <= set(reply.json["available"])


def test_only_excel_gets_a_byte_order_mark(service: Service) -> None:
    mark = "\N{BYTE ORDER MARK}".encode()
    plain, excel = service.query(SELECT, format="csv"), service.query(SELECT, format="excel")
    assert excel.body == mark + plain.body
    assert not plain.body.startswith(mark)


def test_csv_says_that_it_has_a_header(service: Service) -> None:
    """RFC 4180, section 3: the parameter `header`."""
    reply = service.query(SELECT, accept=CSV)
    assert reply.headers.get_param("header") == "present"
    assert reply.text.splitlines()[0] == "x"


@pytest.mark.parametrize(("language", "word"), [("ja", "形式"), ("en", "formats")])
def test_errors_speak_the_client_s_language(service: Service, language: str, word: str) -> None:
    """RFC 9110, 12.5.4."""
    reply = service.exchange(
        "GET", "/sparql?query=ASK%7B%7D", {"accept": "image/png", "accept-language": language}
    )
    assert word in reply.json["detail"]
    assert reply.headers["content-language"] == language
