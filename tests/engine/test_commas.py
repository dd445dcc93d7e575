import csv
import io
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.commas import CommaLines

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.text(st.sampled_from('",\n\r\t\\?<>_: n計'), max_size=12),
)
IRIS = st.text(st.sampled_from("abc,;'()=&/計"), max_size=12).map(
    lambda end: ox.NamedNode("http://a.example/#" + end)
)
NUMBERS = st.sampled_from(
    [
        ox.Literal("-12", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("0.5", datatype=ox.NamedNode(XSD + "decimal")),
        ox.Literal("INF", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("2025", datatype=ox.NamedNode(XSD + "gYear")),
    ]
)
TERMS = st.one_of(
    st.none(),
    IRIS,
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="ja-jp")),
    st.builds(lambda text, iri: ox.Literal(text, datatype=iri), TEXTS, IRIS),
    NUMBERS,
)


def written(term: object) -> str:
    return "UNDEF" if term is None else str(term)


def tsv(rows: list[tuple[object, ...]]) -> bytes:
    """Rows as the engine writes them."""
    values = "".join(f"({' '.join(map(written, row))})" for row in rows)
    solutions = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    return solutions.serialize(format=ox.QueryResultsFormat.TSV)


def converted(data: bytes, cuts: list[int]) -> bytes:
    lines = CommaLines()
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return b"".join(lines.passed(data[start:end]) for start, end in pairwise(edges)) + lines.rest()


@given(st.lists(st.tuples(TERMS, TERMS), max_size=6), st.lists(st.integers(0, 10_000), max_size=5))
def test_a_csv_reader_finds_the_value_of_every_term(rows, cuts):
    """SPARQL 1.1 Query Results CSV and TSV Formats, section 3.2."""
    data = converted(tsv(rows), cuts).decode()
    values = [["" if term is None else term.value for term in row] for row in rows]
    assert list(csv.reader(io.StringIO(data, newline=""), strict=True)) == [["a", "b"], *values]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"?a\n<http://a/#line=285,288>\n", b'a\r\n"http://a/#line=285,288"\r\n'),
        (b"?a\t?b\n_:x\t\n", b"a,b\r\n_:x,\r\n"),
        (b'?a\n"say \\"a\\""@ja\n', b'a\r\n"say ""a"""\r\n'),
        (b'?a\n"1\\\\n\\n"^^<a:b>\n', b'a\r\n"1\\n\n"\r\n'),
        (b'?a\n<<( <a:b,c> <a:p> "x" )>>\n', b'a\r\n"<<( <a:b,c> <a:p> ""x"" )>>"\r\n'),
        (b"\n\n", b"\r\n\r\n"),
        (b"true", b"true"),
    ],
)
def test_every_kind_of_term(data, expected):
    for cut in range(len(data)):
        assert converted(data, [cut]) == expected
