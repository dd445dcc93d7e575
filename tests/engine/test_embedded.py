import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.formats import GRAPHS, RESULTS
from keikaku.engine.limits import Limits
from keikaku.engine.problems import (
    ByteLimit,
    QueryFailed,
    QuerySyntaxError,
    QueryTooDeep,
    ServiceRefused,
    StoreUnreadable,
    UpdateRefused,
    VariableNotProjected,
)
from keikaku.engine.query import Query

pytestmark = pytest.mark.asyncio(loop_scope="module")

EX = "http://example.org/"
JSON, CSV, NT = "application/sparql-results+json", "text/csv", "application/n-triples"
ALL = "SELECT ?s ?name { ?s <http://example.org/name> ?name } ORDER BY ?s"


async def whole(
    engine: EmbeddedEngine, query: Query | str, media_type: str = JSON, limits: Limits | None = None
) -> bytes:
    query = Query(query) if isinstance(query, str) else query
    answer = await engine.answer(query, media_type, limits)
    return b"".join([chunk async for chunk in answer.chunks])


async def values(engine: EmbeddedEngine, query: Query | str) -> list[str]:
    """The first column, sorted."""
    rows = json.loads(await whole(engine, query))["results"]["bindings"]
    return sorted(term["value"] for row in rows for term in list(row.values())[:1])


def direct(store: Path, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    return ox.Store.read_only(str(store)).query(query, use_default_graph_as_union=True)


@pytest.mark.parametrize("known", RESULTS, ids=lambda known: known.name)
@pytest.mark.parametrize(
    "query", [ALL, "ASK { ?s ?p ?o }", "SELECT * { ?s ?p ?o FILTER(false) }", "SELECT ?nothing {}"]
)
async def test_results_are_the_engines_own_bytes(engine, store, query, known):
    expected = direct(store, query).serialize(format=ox.QueryResultsFormat.from_media_type(known.media_type))
    if known.name == "xml":
        expected = expected.replace(b"\r", b"&#xD;")  # XML 1.0, section 2.11
    assert await whole(engine, query, known.media_type) == expected


@pytest.mark.parametrize("known", GRAPHS, ids=lambda known: known.name)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?s", "DESCRIBE <http://example.org/item/7>"]
)
async def test_graphs_are_those_of_the_engines_serialiser(engine, store, query, known):
    expected = direct(store, query).serialize(format=ox.RdfFormat.from_media_type(known.media_type))
    if known.name == "rdfxml":
        expected = expected.replace(b"\r", b"&#xD;")
    assert await whole(engine, query, known.media_type) == expected


async def test_an_answer_tells_its_form_its_type_and_what_it_came_to(engine):
    answer = await engine.answer(Query("SELECT * { ?s ?p ?o }"), CSV)
    assert (answer.form, answer.media_type, answer.truncated, answer.outcome) == ("select", CSV, None, None)
    size = sum([len(chunk) async for chunk in answer.chunks])
    assert answer.outcome
    assert (answer.outcome.rows, answer.outcome.bytes, answer.outcome.truncated) == (3_000, size, False)
    assert 0 < answer.outcome.seconds < 60


@pytest.mark.parametrize(
    ("query", "form"),
    [("ASK {}", "ask"), ("DESCRIBE <a:b>", "describe"), ("CONSTRUCT WHERE { <a:b> ?p ?o }", "construct")],
)
async def test_each_form_is_told(engine, query, form):
    media_type = JSON if form == "ask" else NT
    answer = await engine.answer(Query(query), media_type)
    assert answer.form == form
    await answer.aclose()


async def test_without_a_dataset_the_default_graph_is_the_union_and_all_graphs_are_named(engine):
    assert len(await values(engine, "SELECT ?s { ?s ?p ?o }")) == 3_000
    graphs = [f"{EX}graph/{number}" for number in range(3)]
    assert await values(engine, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == graphs


@pytest.mark.parametrize(
    ("dataset", "default_graphs", "named_graphs", "in_default", "named"),
    [
        (f"FROM <{EX}graph/0>", (), (), 1_000, 0),
        (f"FROM NAMED <{EX}graph/0>", (), (), 0, 1),
        (f"FROM <{EX}graph/0> FROM <{EX}graph/1> FROM NAMED <{EX}graph/2>", (), (), 2_000, 1),
        ("", (f"{EX}graph/0", f"{EX}graph/1"), (), 2_000, 0),
        ("", (), (f"{EX}graph/0", f"{EX}graph/1"), 0, 2),
        (f"FROM <{EX}graph/1> FROM NAMED <{EX}graph/2>", (f"{EX}graph/0",), (), 1_000, 0),
        (f"FROM <{EX}graph/1>", (), (f"{EX}graph/2",), 0, 1),
        ("", (f"{EX}unknown",), (), 0, 0),
    ],
)
async def test_the_requests_dataset_goes_before_the_querys_protocol_section_2_1_4(
    engine, dataset, default_graphs, named_graphs, in_default, named
):
    def query(pattern: str) -> Query:
        text = f"SELECT ?x {dataset} {{ {pattern} }}"
        return Query(text, default_graphs=default_graphs, named_graphs=named_graphs)

    assert len(await values(engine, query("?x ?p ?o"))) == in_default
    assert len(set(await values(engine, query("GRAPH ?x { ?s ?p ?o }")))) == named


async def test_variables_are_bound_to_terms(engine):
    item = f"<{EX}item/7>"
    query = Query("SELECT ?name ?s { ?s ?p ?name }", substitutions={"s": item})
    assert await values(engine, query) == [
        "7 line\nbreak\r\n".replace("line\nbreak\r\n", "tab\tback\\slash\\")
    ]
    literal = Query("ASK { ?s ?p ?name }", substitutions={"name": '"5 計画\\"},{\\""@ja'})
    assert json.loads(await whole(engine, literal))["boolean"] is True


@pytest.mark.parametrize(
    "term",
    [
        "<a:b> . <a:c> <a:d> <a:e>",
        "",
        "?x",
        "} UNION {",
        "<a:b> <a:c>",
        '"open',
        "<a:b>> .",
        "ex:a",
    ],
)
async def test_what_is_not_one_term_is_bound_to_nothing(engine, term):
    with pytest.raises((QueryFailed, QuerySyntaxError)):
        await whole(engine, Query("SELECT ?s ?p { ?s ?p ?o }", substitutions={"s": term}))


async def test_a_value_for_a_variable_that_is_not_selected_is_a_clear_problem(engine):
    with pytest.raises(VariableNotProjected) as refused:
        await whole(engine, Query("SELECT ?s { ?s ?p ?o }", substitutions={"p": "<a:b>"}))
    assert refused.value.variable == "p"


async def test_relative_iris_are_resolved_against_the_base(engine):
    query = Query("SELECT ?name { <item/7> ?p ?name }", base_iri=EX)
    assert len(await values(engine, query)) == 1


async def test_codepoint_escapes_stand_for_their_characters_section_19_2(engine):
    assert len(await values(engine, "S\\u0045LECT ?s { ?\\u0073 ?p ?o }")) == 3_000


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT * {\n  ?計画 }", 2, 7, "“}” cannot stand here"),
        ("SELECT * {\n  ?\\u8A08\\u753B }", 2, 17, "“}” cannot stand here"),
        ("ASK {", 1, 6, "the query ends too early"),
        ("SELECT * { ?s ?p ?o", 1, 20, "the query ends too early; expected one of , . ;"),
        ("", 1, 1, "the query is empty"),
        ("  # nothing\n", 2, 1, "the query is empty"),
        ("SELEC * {}", 1, 1, "“SELEC” cannot stand here; expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT * { ?s foaf:name ?n }", 1, 15, "the prefix foaf: is not declared with PREFIX"),
        ("SELECT * { :a ?p ?n }", 1, 12, "the prefix : is not declared with PREFIX"),
        ("PREFIX a: <b:> SELECT * { a:b ?p }", 1, 34, "“}” cannot stand here"),
    ],
)
async def test_a_syntax_error_has_a_place_and_says_what_is_wrong_there(engine, query, line, column, words):
    with pytest.raises(QuerySyntaxError) as refused:
        await engine.answer(Query(query), JSON)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert refused.value.words.startswith(words)


@pytest.mark.parametrize("query", ["", "PREFIX a: <b>", "HELLO", "SELECT", "\ud800", "ASKWHERE{}\0"])
async def test_what_is_no_query_is_a_syntax_error_or_fails(engine, query):
    with pytest.raises((QuerySyntaxError, QueryFailed)):
        await engine.answer(Query(query), JSON)


async def test_what_the_engine_cannot_evaluate_fails_in_its_own_words(engine):
    with pytest.raises(QueryFailed, match="a:b"):
        await engine.answer(Query("SELECT * { ?s ?p ?o FILTER(<a:b>(?o)) }"), JSON)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("INSERT DATA {}", UpdateRefused),
        ("ASK { SERVICE <http://127.0.0.1/> {} }", ServiceRefused),
        ("ASK " + "{" * 500 + "}" * 500, QueryTooDeep),
    ],
)
async def test_what_must_not_reach_the_engine_is_refused(engine, query, problem):
    with pytest.raises(problem):
        await engine.answer(Query(query), JSON)


@pytest.mark.parametrize(
    ("query", "media_type"), [("ASK {}", NT), ("DESCRIBE <a:b>", JSON), ("ASK {}", "image/png")]
)
async def test_a_media_type_must_fit_the_form(engine, query, media_type):
    with pytest.raises(ValueError, match="no format"):
        await engine.answer(Query(query), media_type)


async def test_rows_over_the_limit_are_cut_off_and_that_is_known_at_once_in_a_small_answer(engine):
    answer = await engine.answer(Query(ALL), JSON, engine.limits.lowered(rows=10))
    assert answer.truncated is True
    rows = json.loads(b"".join([chunk async for chunk in answer.chunks]))["results"]["bindings"]
    assert len(rows) == 10
    assert answer.outcome
    assert (answer.outcome.rows, answer.outcome.truncated) == (10, True)


async def test_rows_over_the_limit_are_cut_off_and_that_is_known_in_the_end_of_a_large_answer(engine):
    answer = await engine.answer(Query(ALL), JSON, engine.limits.lowered(rows=2_999))
    assert answer.truncated is None
    rows = json.loads(b"".join([chunk async for chunk in answer.chunks]))["results"]["bindings"]
    assert len(rows) == 2_999
    assert answer.truncated is True


async def test_as_many_rows_as_allowed_are_a_whole_answer(engine):
    answer = await engine.answer(Query(f"{ALL} LIMIT 10"), CSV, engine.limits.lowered(rows=10))
    assert answer.truncated is False
    await answer.aclose()


@pytest.mark.parametrize(("rows", "truncated"), [(5, True), (3_000, False)])
async def test_triples_count_as_rows(engine, rows, truncated):
    answer = await engine.answer(Query("CONSTRUCT WHERE { ?s ?p ?o }"), NT, engine.limits.lowered(rows=rows))
    data = b"".join([chunk async for chunk in answer.chunks])
    assert data.count(b" .\n") == rows
    assert answer.outcome
    assert (answer.outcome.rows, answer.outcome.truncated) == (rows, truncated)


async def test_a_small_answer_over_the_limit_of_bytes_is_none(engine):
    with pytest.raises(ByteLimit):
        await engine.answer(Query(f"{ALL} LIMIT 100"), JSON, engine.limits.lowered(bytes=100))


async def test_a_large_answer_over_the_limit_of_bytes_is_broken_off(engine):
    answer = await engine.answer(
        Query("SELECT * { ?a ?p ?x . ?b ?q ?y }"), JSON, engine.limits.lowered(bytes=400_000)
    )
    received: list[bytes] = []
    with pytest.raises(ByteLimit):
        received.extend([chunk async for chunk in answer.chunks])
    assert answer.outcome is None


async def test_a_store_that_is_none_is_said_at_the_start(tmp_path):
    engine = EmbeddedEngine(tmp_path / "nothing")
    with pytest.raises(StoreUnreadable):
        await engine.start()
    (tmp_path / "nothing").mkdir()
    with pytest.raises(StoreUnreadable):
        await engine.start()
    await engine.close()
