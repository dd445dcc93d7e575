"""Errors as problem details (RFC 9457), with the place of a syntax error."""

from urllib.parse import urlencode

import pytest

from live_service import Service

# A query, the line of its error, and the columns of the offending word and the place behind it, 1-based in characters.
PLACES = {
    "one line": ("SELECT * { ?s ?p oops }", 1, range(18, 23)),
    "at the end": ("ASK {", 1, range(6, 7)),
    "third line": ("SELECT *\nWHERE {\n  ?s ?p oops\n}", 3, range(9, 14)),
    "carriage return and line feed": ("SELECT *\r\nWHERE {\r\n  ?s ?p oops\r\n}", 3, range(9, 14)),
    "after Japanese": ('ASK { ?s ?p "計画" ; oops }', 1, range(20, 25)),
    "after the basic plane": ('ASK { ?s ?p "𠮷𠮷" ; oops }', 1, range(20, 25)),
    "after a tab": ("ASK {\n\t?s ?p oops }", 2, range(8, 13)),
    "after a comment": ("# 計画\nASK { ?s ?p oops }", 2, range(13, 18)),
    "after an escape": (r'ASK { ?s ?p "\u8A08" ; oops }', 1, range(24, 29)),
    "after an escaped name": ("ASK { ?\\u0073 ?p oops }", 1, range(18, 24)),
    "undeclared prefix": ("ASK {\n ?s nope:p 1 }", 2, range(5, 12)),
    "unknown form": ("FETCH * {}", 1, range(1, 6)),
    "missing bracket": ("SELECT * {\n ?s ?p ?o\n", 3, range(1, 3)),
}


@pytest.mark.parametrize(("text", "line", "columns"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("way", ["GET", "form", "direct"])
def test_a_syntax_error_has_its_place(
    service: Service, way: str, text: str, line: int, columns: range
) -> None:
    if way == "GET":
        reply = service.query(text)
    elif way == "direct":
        reply = service.direct(text)
    else:
        reply = service.form(urlencode({"query": text}))
    assert reply.status == 400
    assert reply.json["line"] == line
    assert reply.json["column"] in columns


FAILURES = {
    "syntax": ("/sparql?query=oops", 400),
    "two queries": ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
    "unknown function": ("/sparql?query=SELECT(%3Chttp://example.org/f%3E(1)AS?x)%7B%7D", 400),
    "update": ("/sparql?update=CLEAR+ALL", 403),
    "SERVICE": ("/sparql?query=SELECT*%7BSERVICE%3Chttp://example.org/%3E%7B?s?p?o%7D%7D", 403),
    "missing": ("/nothing", 404),
    "missing graph": ("/data?graph=http://example.org/none", 404),
    "no graph named": ("/data", 400),
    "not acceptable": ("/sparql?query=ASK%7B%7D&format=png", 406),
}


@pytest.mark.parametrize(("address", "status"), FAILURES.values(), ids=FAILURES)
def test_an_error_is_a_problem(service: Service, address: str, status: int) -> None:
    """RFC 9457, 3.1: `status` repeats the status, `type` is an IRI that does not vary."""
    reply = service.get(address)
    assert (reply.status, reply.media_type) == (status, "application/problem+json")
    problem = reply.json
    assert problem["status"] == status
    assert problem["type"].startswith("https://")
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in reply.text
    assert "/keikaku/" not in problem["detail"]


@pytest.mark.parametrize(("address", "status"), FAILURES.values(), ids=FAILURES)
def test_an_error_is_a_page_for_browsers(service: Service, address: str, status: int) -> None:
    """RFC 9457, 1: problem details are for programs."""
    reply = service.get(address.replace("&format=png", "&format=nope"), accept="text/html,*/*;q=0.8")
    assert (reply.status, reply.media_type) == (status, "text/html")


def test_an_unknown_function_is_an_error_of_the_row(service: Service) -> None:
    """SPARQL 1.1 Query, 17.6: nothing is said of unknown functions; they must not be a 500."""
    assert service.query("SELECT (<http://example.org/f>(1) AS ?x) {}").status in {200, 400}


def test_an_error_of_a_row_is_no_error_of_the_query(service: Service) -> None:
    """SPARQL 1.1 Query, 18.5: a variable stays unbound where its expression fails."""
    reply = service.query('SELECT (1/0 AS ?x) (STRLEN(1) AS ?y) ("a"+1 AS ?z) {}')
    assert reply.json["results"]["bindings"] == [{}]
