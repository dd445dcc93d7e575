import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.problems import QueryFailed, QuerySyntaxError, VariableNotProjected
from keikaku.engine.remote.separators import MARK, with_ascii_separators
from keikaku.engine.remote.standard import refuse_extensions
from keikaku.engine.remote.wording import with_values, without_dataset

X = {"x": '"v"'}


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        ("SELECT ?x { ?s ?p ?x }", 'SELECT ("v" AS ?x) { ?s ?p "v" }'),
        ("SELECT DISTINCT ?s $x WHERE { ?s ?p $x }", 'SELECT DISTINCT ?s ("v" AS ?x) WHERE { ?s ?p "v" }'),
        ("SELECT (STR(?x) AS ?y) { ?s ?p ?x }", 'SELECT (STR("v") AS ?y) { ?s ?p "v" }'),
        ("ASK { ?s ?p ?o FILTER(BOUND(?x)) }", "ASK { ?s ?p ?o FILTER(true) }"),
        ("SELECT ?s { ?s ?p ?x } ORDER BY ?x ?s", 'SELECT ?s { ?s ?p "v" } ORDER BY ("v") ?s'),
        (
            "SELECT ?x (COUNT(*) AS ?n) { ?s ?p ?x } GROUP BY ?x",
            'SELECT (SAMPLE("v") AS ?x) (COUNT(*) AS ?n) { ?s ?p "v" } GROUP BY ("v")',
        ),
        (
            "SELECT ?x { { SELECT ?s ?x { ?s ?p ?x } } }",
            'SELECT ("v" AS ?x) { { SELECT ?s ("v" AS ?x_) { ?s ?p "v" } } }',
        ),
        ("CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?x }", 'CONSTRUCT { ?s ?p "v" } WHERE { ?s ?p "v" }'),
        ("SELECT ?s { ?s ?p ?x VALUES ?x { 1 } }", 'SELECT ?s { ?s ?p "v" VALUES ?x { 1 } }'),
        (
            "SELECT ?s { ?s ?p ?xs, '?x', <x:?x> , ?x # ?x\n}",
            "SELECT ?s { ?s ?p ?xs, '?x', <x:?x> , \"v\" # ?x\n}",
        ),
    ],
)
def test_a_value_stands_wherever_its_variable_stood(text, worded):
    assert with_values(text, X) == worded
    ox.Store().query(worded)


@given(st.text())
def test_whatever_a_value_contains_it_is_one_literal(text):
    worded = with_values("SELECT ?x { VALUES ?y { 1 } FILTER(?x = ?x) }", {"x": str(ox.Literal(text))})
    (solution,) = ox.Store().query(worded)
    assert solution["x"] == ox.Literal(text)


def test_a_value_must_be_a_term_and_its_variable_occur():
    with pytest.raises(VariableNotProjected):
        with_values("SELECT ?s { ?s ?p ?o }", X)
    with pytest.raises(QueryFailed):
        with_values("SELECT ?x { ?s ?p ?x }", {"x": "_:b"})
    with pytest.raises(Exception, match=r"."):
        with_values("SELECT ?x { ?s ?p ?x }", {"x": '"v" } #'})


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (
            "SELECT * FROM <a> FROM NAMED <b> WHERE { ?s ?p 'FROM <c>' }",
            "SELECT *   WHERE { ?s ?p 'FROM <c>' }",
        ),
        ("CONSTRUCT { ?s ?p ?o } FROM a:b WHERE { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o }  WHERE { ?s ?p ?o }"),
        ("DESCRIBE <x> FROM <a>", "DESCRIBE <x> "),
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }"),
        ("ASK FROM", "ASK "),
    ],
)
def test_dataset_clauses_are_taken_out(text, without):
    assert without_dataset(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX bif: <http://example.org/> SELECT (bif:f(1) AS ?x) {}",
        "SELECT * { ?s ?p ?o OPTION (TRANSITIVE) }",
        "define input:same-as 'yes' SELECT * {}",
        "SELECT (`1` AS ?x) {}",
        "SELECT (<sql:f>(1) AS ?x) {}",
        r"SELECT (<\U00000062if:f>(1) AS ?x) {}",
    ],
)
def test_what_is_not_of_the_standard_is_refused(text):
    with pytest.raises(QuerySyntaxError):
        refuse_extensions(text)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX e: <http://e/> SELECT (COUNT(*) AS ?n) { ?s a e:T ; !(e:p|^e:q)* ?o } GROUP BY ?s HAVING (?n > 1)",
        'SELECT (GROUP_CONCAT(?x; SEPARATOR="define") AS ?y) { VALUES ?x { UNDEF true 1e6 "option"@en } } # define',
        "ASK { FILTER NOT EXISTS { ?s ?p [] MINUS { _:b ?p 1 } } BIND(IF(isIRI(?s), STRDT('1', x:i), now()) AS ?z) }",
    ],
)
def test_what_is_of_the_standard_passes(text):
    refuse_extensions(text)


def test_only_separators_beyond_ascii_are_reworded():
    same = 'SELECT (GROUP_CONCAT(?x; SEPARATOR=", ") AS ?y) ("、" AS ?z) {}'
    assert with_ascii_separators(same) == same
    text = 'SELECT (GROUP_CONCAT(DISTINCT STR(?x); separator = "、") AS ?y) {}'
    inner = f'GROUP_CONCAT(DISTINCT STR(?x); separator = "{MARK}")'
    assert with_ascii_separators(text) == f'SELECT (REPLACE({inner}, "{MARK}", "、") AS ?y) {{}}'
