import json
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.rows import COUNTERS, RowLimit

TERMS = st.one_of(
    st.none(),
    st.text(st.sampled_from('{}[],:"\\\n\r\t<>a 計'), max_size=12).map(ox.Literal),
    st.sampled_from(["},{", "[{", '"},{"', "\\", "</result><result>", "\n\n", '"\r\n"', "{}"]).map(
        ox.Literal
    ),
    st.just(ox.NamedNode("http://example.org/a")),
    st.just(ox.BlankNode("b")),
    st.just(ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.Literal('},{"'))),
)


def serialised(rows: list[tuple[object, ...]], columns: int, media_type: str) -> bytes:
    """Rows as the engine writes them: from a query with VALUES and nothing else."""
    names = [f"?v{index}" for index in range(columns)]
    values = "".join(
        f"({' '.join('UNDEF' if term is None else value(term) for term in row)})" for row in rows
    )
    solutions = ox.Store().query(f"SELECT {' '.join(names)} {{ VALUES ({' '.join(names)}) {{ {values} }} }}")
    return solutions.serialize(format=ox.QueryResultsFormat.from_media_type(media_type))


def value(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return "<a:blank>"
    return (
        f"<<( {term.subject} {term.predicate} {term.object} )>>" if isinstance(term, ox.Triple) else str(term)
    )


@st.composite
def tables(draw) -> tuple[int, list[tuple[object, ...]]]:
    columns = draw(st.integers(1, 3))
    return columns, draw(st.lists(st.tuples(*[TERMS] * columns), max_size=8))


def limited(
    data: bytes, media_type: str, most: int, cuts: list[int], skipped: int = 0
) -> tuple[bytes, RowLimit]:
    """The data passed through a row limit in pieces."""
    limit = RowLimit(media_type, most, skipped)
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    passed = b"".join(limit.passed(data[start:end]) for start, end in pairwise(edges))
    return passed + limit.rest(), limit


@pytest.mark.parametrize("media_type", COUNTERS)
@given(
    table=tables(),
    most=st.integers(1, 9),
    skipped=st.integers(0, 9),
    cuts=st.lists(st.integers(0, 10_000), max_size=6),
)
def test_pages_are_what_the_engine_says_of_their_rows_alone(media_type, table, most, skipped, cuts):
    columns, rows = table
    passed, limit = limited(serialised(rows, columns, media_type), media_type, most, cuts, skipped)
    assert passed == serialised(rows[skipped : skipped + most], columns, media_type)
    assert limit.rows == len(rows[skipped : skipped + most])
    assert limit.truncated == (len(rows) > skipped + most)


@pytest.mark.parametrize("media_type", COUNTERS)
@given(table=tables(), most=st.integers(1, 9), cuts=st.lists(st.integers(0, 10_000), max_size=6))
def test_so_many_rows_pass_and_the_results_stay_those_of_the_engine(media_type, table, most, cuts):
    columns, rows = table
    passed, limit = limited(serialised(rows, columns, media_type), media_type, most, cuts)
    assert passed == serialised(rows[:most], columns, media_type)
    assert limit.rows == min(len(rows), most)
    assert limit.truncated is (len(rows) > most)


@pytest.mark.parametrize("media_type", COUNTERS)
def test_cut_at_every_byte(media_type):
    rows = [(ox.Literal('},{"\\"\n'), None), (None, None), (ox.Literal("[{"), ox.NamedNode("a:b"))]
    data, expected = serialised(rows, 2, media_type), serialised(rows[:2], 2, media_type)
    for cut in range(len(data)):
        assert limited(data, media_type, 2, [cut])[0] == expected


@pytest.mark.parametrize("media_type", COUNTERS)
def test_rows_without_variables_count(media_type):
    results = ox.Store().query("SELECT * { {} UNION {} UNION {} }")
    data = results.serialize(format=ox.QueryResultsFormat.from_media_type(media_type))
    assert limited(data, media_type, 3, [])[1].rows == 3
    expected = ox.Store().query("SELECT * { {} UNION {} }")
    assert limited(data, media_type, 2, [])[0] == expected.serialize(
        format=ox.QueryResultsFormat.from_media_type(media_type)
    )


def test_what_is_cut_off_in_json_is_json():
    data = serialised(
        [(ox.Literal(str(index)),) for index in range(100)], 1, "application/sparql-results+json"
    )
    passed, _ = limited(data, "application/sparql-results+json", 7, [50, 60])
    assert len(json.loads(passed)["results"]["bindings"]) == 7
