import pyoxigraph as ox
import pytest

from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryTooDeep, QueryTooLong, ServiceRefused, UpdateRefused
from keikaku.engine.syntax import inspect, read

LIMITS = Limits()

VALID = [
    ("select", "SELECT * WHERE { ?s ?p ?o }"),
    ("select", "SELECT*{}"),
    ("select", "select?x{?x a<http://e/service>}"),
    ("ask", "PREFIX select: <http://e/> BASE <http://e/>\nPREFIX : <#> ASK { :a select:b :c }"),
    ("ask", "# INSERT DATA {}\nASK {}"),
    ("describe", "DESCRIBE<http://e/x>"),
    ("construct", "CONSTRUCT WHERE { ?s ?p ?o }"),
    ("ask", 'ASK { ?s ?p \'SERVICE <http://e/> {}\' , """SERVICE "x" <http://e/>""" }'),
    ("ask", "ASK { ?service ?SERVICE<service:service> }"),
    ("ask", "PREFIX service: <http://e/> ASK { ?s service:SERVICE service:\\#x }"),
    ("ask", "ASK { ?s ?p 'x'@service }"),
    ("ask", "ASK { FILTER(1<2&&3>2||!(?x IN (1,2))) }"),
    ("select", "SELECT (COUNT(*) AS ?n) { ?s (<a:b>/<a:c>|^<a:d>)* ?o }"),
    ("ask", "ASK { ?s ?p " + ", ".join(f"'{number}'" for number in range(20)) + " }"),
    ("ask", "ASK { VALUES ?x {" + " -1" * 5_000 + " } }"),
    ("ask", "ASK { VALUES (?x ?y) {" + " (<a:b> UNDEF)" * 5_000 + " } }"),
    ("ask", "ASK { FILTER(?x IN (" + ",".join(["<a:b>"] * 5_000) + ")) }"),
    ("ask", "ASK " + "{" * 100 + "}" * 100),
    ("ask", "ASK {" + " UNION ".join(["{ ?s ?p ?o }"] * 500) + "}"),
    ("ask", "ASK { ?s ?p ?o FILTER(" + " || ".join(["?o = 1"] * 900) + ") }"),
]


@pytest.mark.parametrize(("form", "query"), VALID, ids=[query[:30] for _, query in VALID])
def test_what_is_valid_and_normal_is_never_refused(form, query):
    ox.Store().query(query, base_iri="http://example.org/")
    assert inspect(query, LIMITS).form == form


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
        "# ASK {}\nload <http://e/>",
        "WITH <a:b> DELETE {} WHERE {}",
        "DROP ALL",
        "\\u0043LEAR ALL",
    ],
)
def test_updates_are_refused(query):
    with pytest.raises(UpdateRefused):
        inspect(query, LIMITS)


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("ASK { SERVICE <http://127.0.0.1/> {} }", "<http://127.0.0.1/>"),
        ("ASK { service silent <http://127.0.0.1/> {} }", "<http://127.0.0.1/>"),
        ("ASK { BIND(<http://127.0.0.1/> AS ?x) SERVICE ?x {} }", "?x"),
        ("PREFIX e: <http://e/> ASK { SERVICE e:x {} }", "e:x"),
        ("ASK { SERV\\u0049CE<http://e/>{} }", "<http://e/>"),
        ("ASK { SERVICE\n# comment\n<http://e/> {} }", "<http://e/>"),
        ("ASK { FILTER(1<2) SERVICE <http://e/> {} FILTER(2>1) }", "<http://e/>"),
        ("ASK { '''' ''' SERVICE <http://e/> {} }", "<http://e/>"),
        ("ASK { SERVICE", ""),
    ],
)
def test_service_is_refused_with_its_target(query, target):
    with pytest.raises(ServiceRefused) as refused:
        inspect(query, LIMITS)
    assert refused.value.target == target


def nested(opening: str, closing: str, levels: int) -> str:
    return f"ASK {{ {opening * levels} {closing * levels} }}"


@pytest.mark.parametrize(
    "query",
    [
        nested("{", "}", 300),
        nested("FILTER EXISTS {", "}", 300),
        nested("{ SELECT * {", "}}", 150),
        "ASK { FILTER" + "(" * 300 + "1" + ")" * 300 + "}",
        "ASK { ?s ?p " + "[ ?p " * 300 + "]" * 300 + "}",
        "ASK { ?s ?p " + "( " * 300 + ")" * 300 + "}",
        "ASK { ?s ?p " + "<<" * 300 + " }",
        "ASK {" + " UNION ".join(["{}"] * 2_100) + "}",
        "ASK { FILTER(" + "||".join(["1"] * 2_100) + ") }",
        "ASK { FILTER(" + "!" * 2_100 + "true) }",
        "ASK { FILTER(1" + "-1" * 2_100 + " = 1) }",
        "ASK { ?s " + "/".join(["<a:b>"] * 2_100) + " ?o }",
        "ASK {" + "OPTIONAL {}" * 2_100 + "}",
        "SELECT " + " ".join(f"(1 AS ?x{number})" for number in range(2_100)) + " {}",
    ],
    ids=lambda query: query[:30],
)
def test_what_would_end_an_engine_is_too_deep(query):
    with pytest.raises(QueryTooDeep):
        inspect(query, LIMITS)


def test_length_is_counted_in_bytes():
    query = "ASK {} #" + "計" * 200_000
    with pytest.raises(QueryTooLong) as refused:
        inspect(query, LIMITS)
    assert "600008" in str(refused.value)
    assert inspect("ASK {} #" + "a" * 200_000, LIMITS).form == "ask"


@pytest.mark.parametrize("query", ["", "PREFIX a: <b>", "HELLO", "{}", "SELECTED {}", "?x SELECT", "\ud800"])
def test_what_is_no_query_has_no_form(query):
    assert read(query).form is None


def test_whether_a_query_names_its_dataset():
    assert read("SELECT * FROM <a:b> {}").has_from
    assert read("SELECT * from named <a:b> {}").has_from
    assert not read("PREFIX from: <a:b> SELECT ?from { ?from from:from 'FROM' }").has_from
