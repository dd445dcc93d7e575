"""After each of these an ordinary query is answered."""

import asyncio
import json

import pytest
import pytest_asyncio

from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryProblem
from keikaku.engine.query import Query
from keikaku.engine.syntax import read

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = "application/sparql-results+json"


def many(part: str, number: int = 3_000) -> str:
    return part * number


HOSTILE = {
    "cross join counted": "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
    "cross join sent": "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
    "cross join sorted": "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?y ?z",
    "cross join distinct": "SELECT DISTINCT ?x ?y ?z { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
    "cross join grouped": "SELECT ?x ?y (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } GROUP BY ?x ?y",
    "cross join joined to text": "SELECT (GROUP_CONCAT(?x) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
    "cross join of paths": "SELECT * { ?a (!<a:a>)* ?b . ?c (!<a:b>)* ?d . ?e (!<a:c>)+ ?f }",
    "cross join constructed": "CONSTRUCT { ?a ?q ?z . ?b ?r ?x } { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
    "cross join described": "DESCRIBE * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
    "cross join minus": "SELECT * { ?a ?p ?x . ?b ?q ?y MINUS { ?a ?p ?z . ?b ?r ?w . ?c ?s ?v } }",
    "offset": "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } OFFSET 100000000000",
    "limit": "SELECT * { ?a ?p ?x . ?b ?q ?y } ORDER BY ?x ?y LIMIT 18446744073709551615",
    "not exists": "SELECT * { ?a ?p ?x FILTER NOT EXISTS { ?b ?q ?y . ?c ?r ?z FILTER(?x = ?y && ?z = '') } }",
    "regular expression": "ASK { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER REGEX(?x, '(計|画|.)*(計|画|.)*$x') }",
    "large regular expression": "ASK { FILTER REGEX('x', '((((x{99}){99}){99}){99}){99}') }",
    "regular expressions of data": "ASK { ?a ?p ?x . ?b ?q ?y FILTER REGEX(CONCAT(?x, ?y), CONCAT('(', ?y, ')*x')) }",
    "doubling": "SELECT (STRLEN(?z) AS ?n) { BIND('x' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    + " BIND(?x40 AS ?z) }",
    "replacing": "SELECT (STRLEN(?z) AS ?n) { BIND('"
    + many("a")
    + "' AS ?a) BIND(REPLACE(?a, 'a', ?a) AS ?b) BIND(REPLACE(?b, 'a', ?a) AS ?z) }",
    "large numbers": "SELECT (" + "*".join(["99999999999999999999"] * 200) + " AS ?x) {}",
    "division": "ASK { FILTER(1/0 = 0) }",
    "years": "SELECT (YEAR('999999999999-01-01T00:00:00'^^<http://www.w3.org/2001/XMLSchema#dateTime>) AS ?y) {}",
    "nested groups": "ASK " + many("{") + many("}"),
    "nested exists": "ASK { " + many("FILTER EXISTS {") + many("}") + "}",
    "nested optional": "ASK { " + many("OPTIONAL {") + many("}") + "}",
    "nested subselects": "ASK { " + many("{ SELECT * {") + many("}}") + "}",
    "nested parentheses": "ASK { FILTER" + many("(", 9_000) + "1" + many(")", 9_000) + "}",
    "nested functions": "ASK { FILTER" + many("(STR") + "(1)" + many(")") + "}",
    "nested lists": "ASK { ?s ?p " + many("(") + many(")") + "}",
    "nested blank nodes": "ASK { ?s ?p " + many("[ ?p ") + many("]") + "}",
    "nested triple terms": "ASK { ?s ?p " + many("<<( ?s ?p ") + many(")>>") + "}",
    "nested paths": "ASK { ?s " + many("(") + "<a:b>" + many(")*") + " ?o }",
    "many unions": "ASK {" + "UNION".join(["{}"] * 9_000) + "}",
    "many alternatives": "ASK { FILTER(" + "||".join(["1"] * 20_000) + ") }",
    "many negations": "ASK { FILTER(" + many("!", 50_000) + "1) }",
    "many subtractions": "ASK { FILTER(1" + many("-1", 50_000) + ") }",
    "many patterns": "ASK { " + many("?s ?p ?o . ", 1_500) + "}",
    "many different patterns": "ASK { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(200)) + "}",
    "many groups": "ASK { " + many("{ ?s ?p ?o } ", 1_500) + "}",
    "many optionals": "ASK { " + many("OPTIONAL { ?s ?p ?o } ", 1_500) + "}",
    "many values": "ASK { " + many("VALUES ?x { 1 2 3 4 5 6 7 8 9 } ", 100) + "}",
    "many values of different variables": "SELECT * { "
    + " ".join(f"VALUES ?x{n} {{ 1 2 3 4 5 6 7 8 9 }}" for n in range(40))
    + "}",
    "many binds": "ASK { " + " ".join(f"BIND({n} AS ?x{n})" for n in range(1_900)) + "}",
    "many prefixes": "".join(f"PREFIX p{n}: <http://e/{n}>\n" for n in range(10_000)) + "ASK {}",
    "long text": "ASK {} #" + many("x", 600_000),
    "long name": "ASK { ?" + many("x", 400_000) + " ?p ?o }",
    "long string": "ASK { ?s ?p '" + many("x", 400_000) + "' }",
    "open string": "ASK { ?s ?p '''" + many("'\"", 100_000),
    "open brackets": many("<<([{", 100_000),
    "open iri": "ASK { ?s ?p <" + many("x", 400_000),
    "escapes": "ASK { ?" + many("\\u0061", 50_000) + " ?p ?o }",
    "surrogates": "ASK { ?s ?p '\ud800' }",
    "null": "ASK { ?s ?p '\0' } \0",
    "unknown functions": "SELECT * { ?s ?p ?o FILTER(<http://e/f>(?o)) }",
    "service": "ASK { SERVICE <http://127.0.0.1/> {} }",
    "random": "SELECT (SHA512(STR(RAND())) AS ?h) (UUID() AS ?u) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
}


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def engine(store):
    """With limits as they might be, but soon reached."""
    engine = EmbeddedEngine(store, Limits(seconds=60, memory=200 << 20, rows=10_000, bytes=4 << 20))
    await engine.start()
    yield engine
    await engine.close(grace=0)


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
async def test_an_ordinary_query_is_answered_beside_and_after(engine, query):
    hostile = asyncio.create_task(attempt(engine, query))
    while not hostile.done():
        await ordinary(engine)
    assert await hostile in {"answered", "refused"}
    await ordinary(engine)
    assert engine.worker_pids


async def ordinary(engine: EmbeddedEngine) -> None:
    answer = await engine.answer(Query("ASK {}"), JSON)
    assert json.loads(b"".join([chunk async for chunk in answer.chunks]))["boolean"] is True


async def attempt(engine: EmbeddedEngine, query: str) -> str:
    media_type = JSON if read(query).form in ("select", "ask", None) else "text/turtle"
    try:
        answer = await engine.answer(Query(query), media_type, engine.limits.lowered(seconds=0.5), "hostile")
        async for _ in answer.chunks:
            pass
    except QueryProblem:
        return "refused"
    return "answered"
