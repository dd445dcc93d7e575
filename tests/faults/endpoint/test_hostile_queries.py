"""Queries made to hurt: deep, long, hungry. Each is refused or stopped with a problem, and nobody else feels it."""

import pytest

from live_service import Service

pytestmark = pytest.mark.usefixtures("stays_well")

P, Q = "<x:p>", "?s <x:p> ?o"
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
VERY = 20_000


def around(before: str, middle: str, after: str, depth: int) -> str:
    return before * depth + middle + after * depth


def where(pattern: str) -> str:
    return f"SELECT * WHERE {{ {pattern} }}"


def filter_by(expression: str) -> str:
    return where(f"{Q} FILTER({expression})")


# How each construct nests, by depth.
DEEP = {
    "groups": lambda n: where(around("{ ", Q, " }", n)),
    "subselects": lambda n: where(around("{ SELECT * WHERE { ", Q, " } }", n)),
    "OPTIONAL": lambda n: where(around(f"{Q} OPTIONAL {{ ", Q, " }", n)),
    "MINUS": lambda n: where(around(f"{Q} MINUS {{ ", Q, " }", n)),
    "GRAPH": lambda n: where(around("GRAPH ?g { ", Q, " }", n)),
    "LATERAL": lambda n: where(around(f"{Q} LATERAL {{ ", Q, " }", n)),
    "EXISTS": lambda n: where(Q + around(" FILTER EXISTS { ", Q, " }", n)),
    "NOT EXISTS": lambda n: where(Q + around(" FILTER NOT EXISTS { ", Q, " }", n)),
    "UNION, nested": lambda n: where(around("{ ", f"{{ {Q} }}", f" UNION {{ {Q} }} }}", n)),
    "UNION, flat": lambda n: where(" UNION ".join([f"{{ {Q} }}"] * n)),
    "OPTIONAL, flat": lambda n: where(f"OPTIONAL {{ {Q} }} " * n),
    "MINUS, flat": lambda n: where(Q + f" MINUS {{ {Q} }}" * n),
    "FILTER, flat": lambda n: where(Q + " FILTER(?s = ?o)" * n),
    "BIND, flat": lambda n: where("".join(f"BIND({i} AS ?v{i}) " for i in range(n))),
    "parentheses": lambda n: filter_by(around("(", "?o", ")", n)),
    "functions": lambda n: filter_by(around("STR(", "?o", ")", n)),
    "IF": lambda n: filter_by(around("IF(true, ", "?o", ", 1)", n)),
    "COALESCE": lambda n: filter_by(around("COALESCE(", "?o", ")", n)),
    "IN": lambda n: filter_by(around("1 IN (", "1", ")", n)),
    "negations": lambda n: filter_by("!" * n + "?o"),
    "minus signs": lambda n: filter_by("- " * n + "?o"),
    "disjunctions": lambda n: filter_by(" || ".join(["?o"] * n)),
    "conjunctions": lambda n: filter_by(" && ".join(["?o"] * n)),
    "sums": lambda n: filter_by(" + ".join(["?o"] * n)),
    "products": lambda n: filter_by(" * ".join(["?o"] * n)),
    "sums without spaces": lambda n: filter_by("1" + "+1" * n),
    "path parentheses": lambda n: where(f"?s {around('(', P, ')', n)} ?o"),
    "path stars": lambda n: where(f"?s {around('(', P, ')*', n)} ?o"),
    "path sequence": lambda n: where(f"?s {'/'.join([P] * n)} ?o"),
    "path alternatives": lambda n: where(f"?s {'|'.join([P] * n)} ?o"),
    "path inverses": lambda n: where(f"?s {around('^(', P, ')', n)} ?o"),
    "blank nodes": lambda n: where(f"?s {P} {around(f'[ {P} ', '1', ' ]', n)}"),
    "collections": lambda n: where(f"?s {P} {around('( ', '1', ' )', n)}"),
    "triple terms": lambda n: where(f"?s {P} {around(f'<<( <x:s> {P} ', '1', ' )>>', n)}"),
    "reified triples": lambda n: where(f"?s {P} {around(f'<< <x:s> {P} ', '1', ' >>', n)}"),
    "annotations": lambda n: where(f"?s {P} 1 {around(f'{{| {P} 1 ', '', ' |}', n)}"),
    "template": lambda n: f"CONSTRUCT {{ <x:s> {P} {around(f'[ {P} ', '1', ' ]', n)} }} WHERE {{}}",
    "HAVING": lambda n: f"SELECT ?s WHERE {{ {Q} }} GROUP BY ?s HAVING ({around('(', '1', ')', n)})",
    "ORDER BY": lambda n: f"SELECT ?s WHERE {{ {Q} }} ORDER BY {around('(', '?s', ')', n)}",
    "aggregates": lambda n: f"SELECT ({around('SUM(', '1', ')', n)} AS ?x) WHERE {{}}",
    "opening brackets alone": lambda n: "SELECT * WHERE " + "{" * n,
    "opening parentheses alone": lambda n: "SELECT * WHERE { FILTER" + "(" * n,
    "closing brackets alone": lambda n: "SELECT * WHERE " + "}" * n,
}

# Long but flat.
LONG = {
    "VALUES": where(f"VALUES ?x {{ {' '.join(map(str, range(60_000)))} }}"),
    "IN list": filter_by(f"?o IN ({', '.join(map(str, range(60_000)))})"),
    "columns": f"SELECT {' '.join(f'?v{n}' for n in range(50_000))} WHERE {{}}",
    "projected expressions": f"SELECT {' '.join(f'({n} AS ?v{n})' for n in range(20_000))} WHERE {{}}",
    "triples": where(" . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(15_000))),
    "objects": where(f"?s <x:p> {', '.join(map(str, range(50_000)))}"),
    "prefixes": "".join(f"PREFIX p{n}: <x:{n}> " for n in range(15_000)) + "ASK {}",
    "bases": "BASE <http://example.org/> " * 15_000 + "ASK {}",
    "FROM": f"SELECT * {''.join(f'FROM <x:{n}> ' for n in range(20_000))} WHERE {{ ?s ?p ?o }}",
    "group keys": f"SELECT * WHERE {{}} GROUP BY {' '.join(f'?v{n}' for n in range(50_000))}",
    "order keys": f"SELECT * WHERE {{}} ORDER BY {' '.join(f'?v{n}' for n in range(50_000))}",
    "one literal": f'SELECT ("{"計" * 150_000}" AS ?x) WHERE {{}}',
    "one IRI": f"ASK {{ <http://example.org/{'a' * 400_000}> ?p ?o }}",
    "one number": f"SELECT ({'9' * 400_000} AS ?x) WHERE {{}}",
    "one comment": f"ASK {{}} # {'a' * 400_000}",
    "spaces": f"ASK {' ' * 400_000} {{}}",
    "escapes": 'SELECT ("' + "\\u0041" * 70_000 + '" AS ?x) {}',
    "unclosed string": 'SELECT * { ?s ?p "' + "a" * 400_000,
    "unclosed long string": 'SELECT * { ?s ?p """' + '"a' * 200_000,
    "unclosed IRI": "SELECT * { ?s ?p <" + "a" * 400_000,
    "beyond the size of queries": f"ASK {{}} # {'a' * 600_000}",
    "beyond the size of bodies": f"ASK {{}} # {'a' * 2_000_000}",
}


def doubling(times: int) -> str:
    steps = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("0123456789" AS ?x0) {steps} }}'


def replacing(times: int) -> str:
    steps = " ".join(f'BIND(REPLACE(?x{n}, ".", "{"a" * 100}") AS ?x{n + 1})' for n in range(times))
    return f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("0123456789" AS ?x0) {steps} }}'


HUNGRY = {
    "string doubling": doubling(40),
    "REPLACE in REPLACE": replacing(6),
    "ENCODE_FOR_URI in itself": where(
        'BIND("%%%%%%%%" AS ?x0) '
        + " ".join(f"BIND(ENCODE_FOR_URI(CONCAT(?x{n}, ?x{n})) AS ?x{n + 1})" for n in range(30))
    ),
    "GROUP_CONCAT of a cross join": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) {{ {ALL} }}",
    "GROUP BY a cross join": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {ALL} }} GROUP BY ?a ?d ?g ?c ?f ?i",
    "DISTINCT of a cross join": f"SELECT DISTINCT * {{ {ALL} }}",
    "COUNT DISTINCT of a cross join": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {ALL} }}",
    "ORDER BY of a cross join": f"SELECT * {{ {ALL} }} ORDER BY ?a ?i ?f",
    "ORDER BY with long keys": f'SELECT * {{ {ALL} }} ORDER BY CONCAT(STR(?c), STR(?f), STR(?i), "{"a" * 9_999}")',
    "MINUS of a cross join": f"SELECT * {{ ?s ?p ?o MINUS {{ {ALL} }} }}",
    "subselect to be joined": f"SELECT * {{ {{ SELECT DISTINCT * {{ {ALL} }} }} {{ SELECT DISTINCT * {{ {ALL} }} }} }}",
    "many UUIDs": "SELECT (GROUP_CONCAT(STRUUID()) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "CONSTRUCT of a cross join": f"CONSTRUCT {{ ?a <x:p> ?d . ?d <x:p> ?g . ?g <x:p> ?a }} WHERE {{ {ALL} }}",
    "path over everything": "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . ?b (<x:p>|!<x:p>)* ?c }",
    "path stars in stars": "SELECT DISTINCT * { ?a (((!<x:p>)*)*)* ?b . ?b (((!<x:p>)+)+)+ ?c }",
    "inverse paths": "SELECT DISTINCT * { ?a (!<x:p>|^(!<x:p>))* ?b . ?c (!<x:p>|^(!<x:p>))* ?d }",
    "regular expression of repeats": 'SELECT * { FILTER(REGEX("a", "((((a{1,99}){1,99}){1,99}){1,99})")) }',
    "regular expression of nested quantifiers": f'ASK {{ FILTER(REGEX("{"a" * 9_999}b", "^(a+)+$")) }}',
    "regular expression of classes": 'SELECT * { FILTER(REGEX("a", "(\\\\p{L}{999}){99}")) }',
    "regular expressions by the row": where(f'{ALL} FILTER(REGEX(STR(?c), CONCAT("(.*)*", STR(?f))))'),
    "VALUES times VALUES": where(
        " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(500)))} }}" for n in range(6))
    ),
}
STATUSES = {200, 400, 403, 413, 503, 504, 507}


@pytest.mark.parametrize("nest", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("depth", [150, 1_000, VERY])
def test_a_deep_query(service: Service, nest: object, depth: int) -> None:
    """Nesting beyond a few hundred levels would end pyoxigraph's process natively."""
    text = nest(depth)  # type: ignore[operator]
    reply = service.direct(text)
    assert reply.status in STATUSES
    if reply.status != 200:
        assert reply.media_type == "application/problem+json"


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_query(service: Service, text: str) -> None:
    assert service.direct(text).status in STATUSES


@pytest.mark.parametrize("text", HUNGRY.values(), ids=HUNGRY)
def test_a_hungry_query(service: Service, text: str) -> None:
    """More memory or time than a query may have: a problem, or an answer that plainly breaks off."""
    reply = service.direct(text)
    assert reply.status in STATUSES
    if reply.status == 200:
        assert not reply.is_complete or "Keikaku-Truncated" in reply.headers or len(reply.body) < 1_000
    else:
        assert reply.media_type == "application/problem+json"
