from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from keikaku.problem import Problem
from keikaku.rdf import literal
from keikaku.rdf.namespaces import XSD


def kept(value: Literal) -> Literal:
    """The literal as the store gives it back."""
    store, node = Store(), NamedNode("http://example.org/")
    store.add(Quad(node, node, value))
    (quad,) = store
    assert isinstance(quad.object, Literal)
    return quad.object


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        ("1425000000", "1425000000"),
        ("1.425E+9", "1425000000"),
        ("12.50", "12.5"),
        ("0.0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("-1.30", "-1.3"),
        ("100", "100"),
    ],
)
def test_a_decimal_has_one_form(value: str, lexical: str) -> None:
    assert literal.decimal(Decimal(value)) == Literal(lexical, datatype=XSD.decimal)


# Oxigraph computes with 18 decimal places and up to 1.7e20; beyond that it keeps what is written.
@given(st.decimals(min_value=-(10**19), max_value=10**19, places=6))
def test_the_store_keeps_decimals(value: Decimal) -> None:
    assert kept(literal.decimal(value)) == literal.decimal(value)


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_the_store_keeps_integers(value: int) -> None:
    assert kept(literal.integer(value)) == literal.integer(value)


@given(st.integers(min_value=1, max_value=9998))
def test_the_store_keeps_years(value: int) -> None:
    assert kept(literal.year(value)) == literal.year(value)


@given(st.dates())
def test_the_store_keeps_days(value: date) -> None:
    assert kept(literal.date(value)) == literal.date(value)


@pytest.mark.parametrize("value", [True, False])
def test_the_store_keeps_booleans(value: bool) -> None:
    assert kept(literal.boolean(value)) == literal.boolean(value)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_carry_is_refused(character: str) -> None:
    with pytest.raises(Problem, match=f"U\\+{ord(character):04X}"):
        literal.ja(f"事業{character}名")
