"""The cube of 鎌倉市's plan: the integrity constraints of the Data Cube recommendation (section 11), and its totals."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from keikaku.cli.dataset import read_dataset
from keikaku.link import derived_quads
from keikaku.rdf import Iris
from keikaku.rdf.namespaces import PREFIXES
from keikaku.rdf.vocabulary import vocabulary_quads

DATA = Path(__file__).parents[2] / "data"

# Those that an abbreviation, a slice, a measure dimension or a hierarchy would need do not apply: there are none.
CONSTRAINTS = {
    "IC-1 one dataset": """
        { ?obs a qb:Observation FILTER NOT EXISTS { ?obs qb:dataSet ?dataset } }
        UNION { ?obs a qb:Observation ; qb:dataSet ?one , ?other FILTER (?one != ?other) }""",
    "IC-2 one structure": """
        { ?dataset a qb:DataSet FILTER NOT EXISTS { ?dataset qb:structure ?dsd } }
        UNION { ?dataset a qb:DataSet ; qb:structure ?one , ?other FILTER (?one != ?other) }""",
    "IC-3 a measure": """
        ?dsd a qb:DataStructureDefinition FILTER NOT EXISTS { ?dsd qb:component/qb:measure ?measure }""",
    "IC-4 a range": "?dim a qb:DimensionProperty FILTER NOT EXISTS { ?dim rdfs:range [] }",
    "IC-5 a code list": """
        ?dim a qb:DimensionProperty ; rdfs:range skos:Concept FILTER NOT EXISTS { ?dim qb:codeList [] }""",
    "IC-11 all dimensions": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:dimension ?dim FILTER NOT EXISTS { ?obs ?dim [] }""",
    "IC-14 all measures": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:measure ?measure FILTER NOT EXISTS { ?obs ?measure [] }""",
    "IC-19 codes of the list": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:dimension ?dim . ?dim qb:codeList ?list . ?obs ?dim ?value
        FILTER NOT EXISTS { ?value a skos:Concept ; skos:inScheme ?list }""",
}


def _store(quads: Iterator[Quad] | list[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


@cache
def _quads() -> tuple[Quad, ...]:
    iris = Iris()
    read = read_dataset([DATA / "142042-kamakura"], iris).quads
    return (*read, *derived_quads(read, DATA, iris), *vocabulary_quads())


def _ask(store: Store, pattern: str) -> bool:
    found = store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QueryBoolean)
    return bool(found)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_an_integrity_constraint_holds(name: str) -> None:
    store = _store(list(_quads()))
    assert _ask(store, "?obs a qb:Observation")
    assert not _ask(store, CONSTRAINTS[name])


def test_no_two_observations_have_the_same_dimensions() -> None:
    """IC-12, by the values of each observation, which is linear where the ASK of the recommendation is quadratic."""
    store = _store(list(_quads()))
    found = store.query(
        """SELECT ?obs ?dataset ?dim ?value WHERE {
            ?obs qb:dataSet ?dataset . ?dataset qb:structure/qb:component/qb:dimension ?dim . ?obs ?dim ?value }""",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    keys: dict[object, set[object]] = {}
    for row in found:
        keys.setdefault(row["obs"], {row["dataset"]}).add((row["dim"], row["value"]))
    assert len({frozenset(key) for key in keys.values()}) == len(keys) > 0


@pytest.mark.parametrize(
    ("name", "taken"), [("IC-1 one dataset", "dataSet"), ("IC-14 all measures", "cube/yen")]
)
def test_a_constraint_can_fail(name: str, taken: str) -> None:
    kept = [quad for quad in _quads() if not quad.predicate.value.endswith(taken)]
    assert _ask(_store(kept), CONSTRAINTS[name])


def test_the_total_is_that_of_the_document() -> None:
    """鎌倉市: 29.0 and 1.3 million yen for the two priority projects, FY2014–2016."""
    cube = [quad for quad in _quads() if quad.predicate.value.endswith("/cube/yen")]
    totals = {
        breakdown: sum(
            Decimal(quad.object.value)
            for quad in cube
            if isinstance(quad.object, Literal)
            and isinstance(quad.subject, NamedNode)
            and f"/observation/{breakdown}/" in quad.subject.value
        )
        for breakdown in ("plan", "policy", "cofog")
    }
    assert totals == dict.fromkeys(totals, Decimal(30_300_000))
