"""Places of syntax errors: the first token that no query has there, whatever the parser looked at beyond it."""

import pyoxigraph as ox
import pytest

from keikaku.engine.error_place import LONGEST, error_place

FAR = (99, 99)
"""What a parser might report."""

TEXTS = {
    "a word for a triple": "ASK { ?s ?p 1 ; «oops }",
    "a word for an object": "SELECT * { ?s ?p «oops }",
    "a form that is none": "«FETCH * {}",
    "a prefix that is not declared": "ASK { ?s a\n «foaf:Person }",
    "a bracket too many": "ASK { ?s ?p ?o }\r\n«}",
    "something behind": "SELECT * { ?s ?p ?o } LIMIT 10 «20",
    "the wrong bracket": 'ASK { FILTER("計画" = ?o «} }',
    "a missing operand": "ASK { ?s ?p ?o . FILTER(?o < «) }",
    "a comment in between": "ASK { # ?s «\n ?s ?p # 計画\n «}",
    "the end": "ASK { ?s ?p ?o«",
    "a relative name before": "ASK { <s> <p>+ «}",
}


@pytest.mark.parametrize("marked", TEXTS.values(), ids=TEXTS)
def test_the_first_wrong_token_is_found(marked: str) -> None:
    before, _, after = marked.rpartition("«")
    text = before + after
    with pytest.raises(SyntaxError):
        ox.Store().query(text, base_iri="http://example.org/")
    line = before.count("\n") + 1
    column = len(before.rpartition("\n")[2]) + 1
    assert error_place(text, "http://example.org/", FAR) == (line, column)


def test_what_is_wrong_as_a_whole_is_where_the_parser_says() -> None:
    assert error_place("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", None, (1, 20)) == (1, 20)


def test_a_very_long_text_is_where_the_parser_says() -> None:
    assert error_place("oops " * LONGEST, None, FAR) == FAR
