"""What every engine must do, tried on each of them: the embedded one, Virtuoso and Oxigraph's server."""

import csv
import io
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import pytest_asyncio

from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.engine import Engine
from keikaku.engine.formats import GRAPHS, RESULTS
from keikaku.engine.limits import Limits
from keikaku.engine.problems import (
    ByteLimit,
    QueryFailed,
    QuerySyntaxError,
    ServiceRefused,
    TimeLimit,
    UpdateRefused,
    VariableNotProjected,
)
from keikaku.engine.query import Query
from keikaku.engine.remote.engine import RemoteEngine
from remote_servers import SERVERS, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")

EX = "http://example.org/"
PREFIXES = f"PREFIX : <{EX}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
JSON, NT = "application/sparql-results+json", "application/n-triples"
MANY = 6_000
GRAPH_NAMES = (f"{EX}cities", f"{EX}values", f"{EX}many")
ELSEWHERE = f"{EX}elsewhere"

CITIES = f"""
<{EX}kamakura> <{EX}name> "鎌倉市"@ja .
<{EX}kamakura> <{EX}name> "Kamakura"@en .
<{EX}kamakura> <{EX}near> <{EX}yokohama> .
<{EX}yokohama> <{EX}name> "横浜市"@ja .
<{EX}yokohama> <{EX}near> <{EX}kawasaki> .
<{EX}kawasaki> <{EX}name> "川崎市"@ja .
<{EX}日本語> <{EX}name> "𠮷野家 ①㈱髙﨑" .
"""
VALUES = rf"""
<{EX}v> <{EX}text> "quote\" apostrophe' back\\slash\nline\r\ntab\t{{}},[] <&> %20 \u007F" .
<{EX}v> <{EX}empty> "" .
<{EX}v> <{EX}integer> "42"^^<http://www.w3.org/2001/XMLSchema#integer> .
<{EX}v> <{EX}decimal> "12.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<{EX}v> <{EX}true> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<{EX}v> <{EX}false> "false"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<{EX}v> <{EX}year> "2014"^^<http://www.w3.org/2001/XMLSchema#gYear> .
<{EX}v> <{EX}date> "2014-04-01"^^<http://www.w3.org/2001/XMLSchema#date> .
<{EX}v> <{EX}time> "2014-04-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<{EX}v> <{EX}address> "http://example.org/a?b=c&d"^^<http://www.w3.org/2001/XMLSchema#anyURI> .
"""


def dataset() -> list[ox.Quad]:
    """Three graphs of the release, and one that is in the store and none of it."""
    texts = {GRAPH_NAMES[0]: CITIES, GRAPH_NAMES[1]: VALUES, ELSEWHERE: f'<{EX}x> <{EX}name> "elsewhere" .'}
    texts[GRAPH_NAMES[2]] = "".join(f'<{EX}m{i}> <{EX}number> "{i} 計画" .\n' for i in range(MANY))
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
        for graph, text in texts.items()
        for quad in ox.parse(text.encode(), ox.RdfFormat.N_TRIPLES)
    ]


@pytest.fixture(scope="module")
def expected() -> ox.Store:
    """The release's graphs, to ask for what the answers should be."""
    store = ox.Store()
    store.extend(quad for quad in dataset() if quad.graph_name != ox.NamedNode(ELSEWHERE))
    return store


@pytest.fixture(scope="module", params=["embedded", *SERVERS])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path | Server]:
    """A store on disk, or a server with the dataset."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        store = ox.Store(str(folder / "store"))
        store.extend(quad for quad in dataset() if quad.graph_name != ox.NamedNode(ELSEWHERE))
        store.flush()
        del store
        yield folder / "store"
        return
    server = SERVERS[request.param](folder / "server")
    server.start()
    try:
        server.load(dataset())
        yield server
    finally:
        server.kill()


def engine_on(place: Path | Server, limits: Limits) -> Engine:
    if isinstance(place, Path):
        return EmbeddedEngine(place, limits)
    return RemoteEngine([place.endpoint], limits, graphs=GRAPH_NAMES)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def engine(place: Path | Server) -> AsyncIterator[Engine]:
    engine = engine_on(place, Limits(seconds=20))
    await engine.start()
    yield engine
    await engine.close(grace=0)


async def whole(
    engine: Engine, query: Query | str, media_type: str = JSON, limits: Limits | None = None
) -> bytes:
    query = Query(PREFIXES + query) if isinstance(query, str) else query
    answer = await engine.answer(query, media_type, limits)
    return b"".join([chunk async for chunk in answer.chunks])


async def values(engine: Engine, query: Query | str) -> list[str]:
    """The first column, sorted."""
    rows = json.loads(await whole(engine, query))["results"]["bindings"]
    return sorted(term["value"] for row in rows for term in list(row.values())[:1])


SOLUTIONS = (
    "SELECT ?s ?name { ?s :name ?name } ORDER BY ?s STR(?name)",
    "SELECT ?p ?value { :v ?p ?value } ORDER BY ?p",
    "SELECT ?s ?name ?near { ?s :name ?name . OPTIONAL { ?s :near ?near } } ORDER BY ?s STR(?name)",
    "SELECT ?s { ?s :nothing ?o }",
    "SELECT ?n { ?s :number ?n } ORDER BY ?n",
)


@pytest.mark.parametrize("known", RESULTS, ids=lambda known: known.name)
@pytest.mark.parametrize("query", SOLUTIONS)
async def test_results_are_the_same_bytes_from_every_engine(engine, expected, query, known):
    wanted = expected.query(PREFIXES + query, use_default_graph_as_union=True)
    result_format = ox.QueryResultsFormat.from_media_type(known.media_type)
    written = wanted.serialize(format=result_format)
    if "xml" in known.media_type:
        written = written.replace(b"\r", b"&#xD;")
    assert await whole(engine, query, known.media_type) == written


@pytest.mark.parametrize(
    ("query", "answer"),
    [("ASK { :kamakura :near :yokohama }", "true"), ("ASK { :yokohama :near :kamakura }", "false")],
)
@pytest.mark.parametrize("known", RESULTS, ids=lambda known: known.name)
async def test_true_and_false_in_every_format(engine, query, answer, known):
    assert answer in (await whole(engine, query, known.media_type)).decode()


@pytest.mark.parametrize("known", GRAPHS, ids=lambda known: known.name)
@pytest.mark.parametrize(
    "query",
    ["CONSTRUCT WHERE { :v ?p ?o }", "DESCRIBE :kamakura", "CONSTRUCT { ?s :x ?s } WHERE { ?s :near ?n }"],
)
async def test_graphs_have_the_same_triples_from_every_engine(engine, expected, query, known):
    content = await whole(engine, query, known.media_type)
    found = {quad.triple for quad in ox.parse(content, ox.RdfFormat.from_media_type(known.media_type))}
    assert found == set(expected.query(PREFIXES + query, use_default_graph_as_union=True))


async def test_csv_is_read_back_by_a_csv_reader(engine):
    content = await whole(engine, "SELECT ?text ?empty ?none { :v :text ?text ; :empty ?empty }", "text/csv")
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    text = "quote\" apostrophe' back\\slash\nline\r\ntab\t{},[] <&> %20 \x7f"
    assert rows == [["text", "empty", "none"], [text, "", ""]]


async def test_an_iri_with_a_comma_is_one_value_of_csv(engine):
    query = 'SELECT ?iri ("a" AS ?b) { BIND(<http://example.org/text#line=285,288> AS ?iri) }'
    content = await whole(engine, query, "text/csv")
    assert content == b'iri,b\r\n"http://example.org/text#line=285,288",a\r\n'


async def test_languages_are_kept_and_asked_for(engine):
    assert await values(engine, 'SELECT ?n { :kamakura :name ?n FILTER(LANG(?n) = "en") }') == ["Kamakura"]
    assert await values(engine, 'SELECT ?s { ?s :name "横浜市"@ja }') == [f"{EX}yokohama"]
    assert await values(engine, 'SELECT ?s { ?s :name "横浜市" }') == []


async def test_the_default_graph_is_the_union_of_the_releases_graphs_and_of_no_other(engine):
    assert await values(engine, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [str(MANY + 17)]
    assert await values(engine, "SELECT ?s { ?s ?p 'elsewhere' }") == []


async def test_the_releases_graphs_are_the_named_graphs(engine):
    assert await values(engine, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == sorted(GRAPH_NAMES)
    assert await values(engine, "SELECT ?s { GRAPH :cities { ?s :near ?o } }") == [
        f"{EX}kamakura",
        f"{EX}yokohama",
    ]


async def test_the_querys_own_dataset(engine):
    assert await values(engine, "SELECT ?o FROM :values { :v :integer ?o }") == ["42"]
    assert await values(engine, "SELECT ?o FROM :cities { :v :integer ?o }") == []
    assert await values(engine, "SELECT DISTINCT ?g FROM NAMED :cities { GRAPH ?g { ?s ?p ?o } }") == [
        f"{EX}cities"
    ]
    assert await values(engine, "SELECT ?s FROM NAMED :cities { ?s ?p ?o }") == []
    assert await values(engine, "SELECT ?g FROM :cities { GRAPH ?g { ?s ?p ?o } }") == []


@pytest.mark.parametrize(
    ("default", "named", "pattern", "found"),
    [
        (["cities"], [], "?x :near :kawasaki", [f"{EX}yokohama"]),
        (["values"], [], "?x :near :kawasaki", []),
        (["cities", "values"], [], ":v :integer ?x", ["42"]),
        (["cities"], [], "GRAPH ?x { ?s :near :kawasaki }", []),
        ([], ["cities"], "GRAPH ?x { ?s :near :kawasaki }", [f"{EX}cities"]),
        ([], ["cities"], "?x :near :kawasaki", []),
        (["values"], ["cities"], "GRAPH ?x { ?s :near :kawasaki }", [f"{EX}cities"]),
        (["values"], ["cities"], "GRAPH ?g { ?x :near :kawasaki } :v :integer 42", [f"{EX}yokohama"]),
    ],
)
@pytest.mark.parametrize("clause", ["", "FROM :many", "FROM NAMED :many FROM :many"])
async def test_the_requests_dataset_goes_before_the_querys_protocol_section_2_1_4(
    engine, default, named, pattern, found, clause
):
    query = Query(
        f"{PREFIXES} SELECT ?x {clause} WHERE {{ {pattern} }}",
        default_graphs=tuple(EX + name for name in default),
        named_graphs=tuple(EX + name for name in named),
    )
    assert await values(engine, query) == found


@pytest.mark.parametrize(
    "pattern",
    [
        "?s :name ?word",
        "?s :name ?n FILTER(?n = ?word)",
        "?s :name ?n OPTIONAL { ?s :near ?o FILTER(?word = ?n) } FILTER(?n = ?word)",
        "{ ?s :name ?n FILTER(?n = ?word) } UNION { ?s :nothing ?word }",
        "?s :name ?n FILTER EXISTS { ?s :name ?word }",
        "?s :name ?n { SELECT ?s ?word { ?s :name ?word } }",
        "GRAPH :cities { ?s :name ?word } # not this ?word {",
    ],
)
async def test_a_variable_is_bound_wherever_it_stands(engine, pattern):
    query = Query(
        f"{PREFIXES} SELECT DISTINCT ?s ?word WHERE {{ {pattern}\n}}", substitutions={"word": '"横浜市"@ja'}
    )
    rows = json.loads(await whole(engine, query))["results"]["bindings"]
    assert [(row["s"]["value"], row["word"]["value"]) for row in rows] == [(f"{EX}yokohama", "横浜市")]


async def test_a_value_is_a_term_whatever_it_contains(engine):
    text = "quote\" apostrophe' back\\slash\nline\r\ntab\t{},[] <&> %20 \x7f"
    query = f"{PREFIXES} SELECT ?s ?word {{ ?s :text ?word }}"
    assert await values(engine, Query(query, substitutions={"word": str(ox.Literal(text))})) == [f"{EX}v"]
    hostile = '"x" } } # " } UNION { ?s ?p ?o'
    assert await values(engine, Query(query, substitutions={"word": str(ox.Literal(hostile))})) == []


async def test_a_value_for_a_variable_that_does_not_occur_is_a_clear_problem(engine):
    with pytest.raises(VariableNotProjected):
        await engine.answer(Query("SELECT ?s { ?s ?p ?o }", substitutions={"word": '"x"'}), JSON)


async def test_relative_iris_are_resolved_against_the_base(engine):
    assert await values(engine, Query("SELECT ?o { <v> <integer> ?o }", base_iri=EX)) == ["42"]


async def test_paths(engine):
    assert await values(engine, "SELECT ?x { :kamakura :near+ ?x }") == [f"{EX}kawasaki", f"{EX}yokohama"]
    assert await values(engine, "SELECT ?x { :kamakura :near/:near ?x }") == [f"{EX}kawasaki"]
    assert await values(engine, "SELECT ?x { :yokohama ^:near ?x }") == [f"{EX}kamakura"]


async def test_aggregates_order_and_paging(engine):
    assert await values(engine, "SELECT (COUNT(DISTINCT ?p) AS ?n) { :v ?p ?o }") == ["10"]
    assert await values(engine, "SELECT ?n { ?s :number ?n } ORDER BY DESC(?n) LIMIT 1 OFFSET 1") == [
        "998 計画"
    ]
    assert await values(engine, 'SELECT ?n { ?s :number ?n FILTER(STRSTARTS(?n, "59 ")) }') == ["59 計画"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("SELECT * WHERE { ?s ?p }", 1),
        ("SELECT *\nWHERE { ?s ?p ?o FILTER( }", 2),
        ("SELECT ?x WHERE { ?s ?p ?o", 1),
    ],
)
async def test_a_syntax_error_has_a_line_and_the_engines_words(engine, query, line):
    with pytest.raises(QuerySyntaxError) as caught:
        await engine.answer(Query(query), JSON)
    assert caught.value.words
    assert caught.value.line in (line, line + 1, None)  # Virtuoso may see the end one line later


@pytest.mark.parametrize("query", ["", "SELEC * {}", "hello", "define sql:x 1 SELECT * {}"])
async def test_what_is_no_query_is_a_syntax_error(engine, query):
    with pytest.raises(QuerySyntaxError):
        await engine.answer(Query(query), JSON)


async def test_an_unknown_function_fails_in_the_engines_words(engine):
    with pytest.raises(QueryFailed) as caught:
        await whole(engine, "SELECT (:unknown(1) AS ?x) {}")
    assert f"{EX}unknown" in caught.value.words


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("INSERT DATA { :a :b :c }", UpdateRefused),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", ServiceRefused),
    ],
)
async def test_what_must_not_reach_the_engine_is_refused(engine, query, problem):
    with pytest.raises(problem):
        await whole(engine, query)


@pytest.mark.parametrize(("query", "media_type"), [("ASK {}", NT), ("CONSTRUCT WHERE { ?s ?p ?o }", JSON)])
async def test_a_media_type_must_fit_the_form(engine, query, media_type):
    with pytest.raises(ValueError, match="format"):
        await engine.answer(Query(query), media_type)


@pytest.mark.parametrize(("rows", "truncated"), [(3, True), (6, True), (7, False), (8, False)])
@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        ("SELECT * { GRAPH :cities { ?s ?p ?o } }", JSON),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH :cities { ?s ?p ?o } }", NT),
    ],
)
async def test_rows_over_the_limit_are_cut_off_and_that_is_said(engine, query, media_type, rows, truncated):
    answer = await engine.answer(Query(PREFIXES + query), media_type, Limits(rows=rows))
    assert answer.truncated is truncated
    content = b"".join([chunk async for chunk in answer.chunks])
    assert answer.outcome is not None
    assert (answer.outcome.rows, answer.outcome.truncated) == (min(rows, 7), truncated)
    assert answer.outcome.bytes == len(content)


async def test_an_answer_over_the_limit_of_bytes_is_broken_off(engine):
    with pytest.raises(ByteLimit):
        await whole(engine, "SELECT * { ?s :number ?o }", limits=Limits(bytes=100_000))


ENDLESS = """SELECT (COUNT(*) AS ?n) {
  ?a :number ?b . ?c :number ?d . ?e :number ?f FILTER(STRLEN(CONCAT(?b, ?d, ?f)) = 1)
}"""


async def test_a_query_over_the_time_limit_has_no_answer_and_the_next_one_has(engine):
    with pytest.raises(TimeLimit):
        await whole(engine, ENDLESS, limits=Limits(seconds=1))
    assert await values(engine, "SELECT ?o { :v :integer ?o }") == ["42"]


async def test_who_stops_reading_frees_the_place(place):
    engine = engine_on(place, Limits(seconds=20, concurrent=1, concurrent_per_client=1))
    await engine.start()
    try:
        for _ in range(3):
            answer = await engine.answer(Query("SELECT * { ?s ?p ?o }"), JSON)
            assert await anext(aiter(answer.chunks))
            await answer.aclose()
        assert await values(engine, "SELECT ?o { :v :integer ?o }") == ["42"]
    finally:
        await engine.close(grace=0)


async def test_many_at_once_are_all_answered(engine):
    import asyncio

    asked = [values(engine, f"SELECT ?n {{ :m{i} :number ?n }}") for i in range(40)]
    assert Counter(len(found) for found in await asyncio.gather(*asked)) == {1: 40}
