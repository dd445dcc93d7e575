"""Where Virtuoso 7 differs: what is made up for, and what docs/engines.md tells instead."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator

import httpx
import pyoxigraph as ox
import pytest
import pytest_asyncio

from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryFailed, QuerySyntaxError, TimeLimit
from keikaku.engine.query import Query
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.engine import RemoteEngine
from keikaku.engine.remote.problems import RemoteUnavailable
from remote_servers import VirtuosoServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

EX = "http://example.org/"
GRAPH = EX + "numbers"
CAP, MANY = 500, 1_200
JSON, NT = "application/sparql-results+json", "application/n-triples"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtuosoServer]:
    """A Virtuoso that gives no more than CAP rows."""
    server = VirtuosoServer(tmp_path_factory.mktemp("virtuoso") / "server", rows=CAP)
    server.start()
    try:
        numbers = "".join(f'<{EX}n{i}> <{EX}is> "{i}"@ja .\n' for i in range(MANY))
        odd = f'<{EX}d> <{EX}duration> "P1Y"^^<http://www.w3.org/2001/XMLSchema#duration> .\n'
        quads = ox.parse((numbers + odd).encode(), ox.RdfFormat.N_TRIPLES)
        server.load(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(GRAPH)) for quad in quads)
        yield server
    finally:
        server.kill()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def engine(server: VirtuosoServer) -> AsyncIterator[RemoteEngine]:
    engine = RemoteEngine([server.endpoint], Limits(seconds=20), graphs=[GRAPH])
    await engine.start()
    yield engine
    await engine.close(grace=0)


async def asked(engine: RemoteEngine, query: str, media_type: str = JSON) -> tuple[bytes, bool]:
    answer = await engine.answer(Query(query), media_type)
    content = b"".join([chunk async for chunk in answer.chunks])
    assert answer.outcome is not None
    return content, answer.outcome.truncated


async def value(engine: RemoteEngine, expression: str) -> dict[str, str]:
    content, _ = await asked(engine, f"SELECT ({expression} AS ?x) {{}}")
    (row,) = json.loads(content)["results"]["bindings"]
    found: dict[str, str] = row["x"]
    return found


@pytest.mark.parametrize(("limit", "truncated"), [(CAP - 1, False), (MANY, True)])
async def test_rows_beyond_its_own_cap_are_said_to_be_left_out(engine, limit, truncated):
    content, was_cut = await asked(engine, f"SELECT ?s {{ ?s <{EX}is> ?o }} LIMIT {limit}")
    assert len(json.loads(content)["results"]["bindings"]) == min(limit, CAP)
    assert was_cut is truncated


@pytest.mark.parametrize(("limit", "truncated"), [(CAP - 10, False), (MANY, True)])
async def test_triples_beyond_its_own_cap_which_it_leaves_out_silently_are_said_to_be_left_out(
    engine, limit, truncated
):
    query = f"CONSTRUCT {{ ?s <{EX}is> ?o }} WHERE {{ ?s <{EX}is> ?o }} LIMIT {limit}"
    content, was_cut = await asked(engine, query, NT)
    assert content.count(b"\n") < MANY
    assert was_cut is truncated


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        ("SELECT (COUNT(*) AS ?n) WHERE { PATTERN }", JSON),
        ("SELECT ?a WHERE { PATTERN }", JSON),
        ("ASK { PATTERN }", JSON),
        ("CONSTRUCT { ?a ?a ?a } WHERE { PATTERN }", NT),
    ],
)
async def test_what_it_has_found_when_its_time_is_over_is_never_taken_for_the_answer(
    server, engine, query, media_type
):
    pattern = (
        f"?a <{EX}is> ?b . ?c <{EX}is> ?d . ?e <{EX}is> ?f FILTER(STRLEN(CONCAT(?b, ?d, ?f)) = 1 && ?b != ?d)"
    )
    text = query.replace("PATTERN", pattern)
    form = {"query": text, "timeout": "1000", "default-graph-uri": GRAPH, "format": media_type}
    partial = httpx.post(server.endpoint, data=form, timeout=60)
    assert (partial.status_code, partial.headers["X-SQL-State"]) == (200, "S1TAT")
    with pytest.raises(TimeLimit):
        await engine.answer(Query(text), media_type, Limits(seconds=1))


@pytest.mark.parametrize(
    "query",
    [
        "define get:soft 'replacing' SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * FROM <http://127.0.0.1:9/> OPTION (get:soft 'replacing') { ?s ?p ?o }",
        'SELECT (<bif:upper>("x") AS ?y) {}',
        'SELECT (bif:upper("x") AS ?y) {}',
        'PREFIX f: <bif:> SELECT (f:upper("x") AS ?y) {}',
        r'SELECT (<\u0062if:upper>("x") AS ?y) {}',
        r'SELECT (\u0062if:upper("x") AS ?y) {}',
        "SELECT (sql:now() AS ?y) {}",
    ],
)
async def test_what_is_its_own_and_no_sparql_does_not_reach_it(engine, query):
    with pytest.raises(QuerySyntaxError, match=r"not valid SPARQL"):
        await asked(engine, query)


async def test_a_separator_beyond_ascii_stays_what_it_is(engine):
    query = """SELECT (GROUP_CONCAT(?x; SEPARATOR="、") AS ?all) { VALUES ?x { "一" "二" "三" } }"""
    content, _ = await asked(engine, query)
    (row,) = json.loads(content)["results"]["bindings"]
    assert sorted(row["all"]["value"].split("、")) == sorted("一二三")


async def test_differences_that_are_told_and_not_made_up_for(engine):
    """Each line stands in docs/engines.md."""
    assert (await value(engine, "1/3"))["value"] == "0"
    assert (await value(engine, "1e6"))["value"] == "1e+06"
    assert (await value(engine, '"x"@en-US'))["xml:lang"] == "en-us"
    with pytest.raises(QueryFailed):
        await value(engine, 'BNODE("x")')
    content, _ = await asked(engine, f"SELECT ?x {{ <{EX}d> <{EX}duration> ?x }}")
    assert b'"12"' in content


async def test_a_wrong_password_is_said_at_the_start(server):
    engine = RemoteEngine([f"{server.endpoint}-auth"], credentials=Credentials("dba", "wrong"))
    with pytest.raises(Exception, match="HTTP 401"):
        await engine.start()
    await engine.close(grace=0)


async def test_with_digest_authentication_it_answers(server):
    engine = RemoteEngine([f"{server.endpoint}-auth"], graphs=[GRAPH], credentials=server.credentials)
    await engine.start()
    assert b'"7"' in (await asked(engine, f"SELECT ?o {{ <{EX}n7> <{EX}is> ?o }}"))[0]
    await engine.close(grace=0)


async def test_two_replicas_serve_on_when_one_of_them_ends(server, tmp_path):
    other = VirtuosoServer(tmp_path / "other")
    other.start()
    other.load(
        [ox.Quad(ox.NamedNode(f"{EX}n7"), ox.NamedNode(f"{EX}is"), ox.Literal("7"), ox.NamedNode(GRAPH))]
    )
    engine = RemoteEngine([other.endpoint, server.endpoint], graphs=[GRAPH])
    await engine.start()
    try:
        other.kill()
        for _ in range(10):
            assert b'"7"' in (await asked(engine, f"SELECT ?o {{ <{EX}n7> <{EX}is> ?o }}"))[0]
    finally:
        await engine.close(grace=0)


async def test_a_server_that_is_not_there_yet_is_waited_for(tmp_path):
    server = VirtuosoServer(tmp_path / "server")
    engine = RemoteEngine([server.endpoint])
    await engine.start()
    try:
        with pytest.raises(RemoteUnavailable):
            await asked(engine, "ASK {}")
        server.start()
        for _ in range(200):
            try:
                content, _ = await asked(engine, "ASK {}")
                break
            except RemoteUnavailable:
                await asyncio.sleep(0.1)
        assert b"true" in content
    finally:
        await engine.close(grace=0)
        server.kill()
