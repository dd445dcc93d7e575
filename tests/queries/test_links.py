"""Saved queries on links and the cube, against rows made of the linksets' files and of the documents' tables."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, Variable, parse

from keikaku.cli.dataset import Dataset
from keikaku.engine.saved_query import saved_query
from keikaku.link import derived_quads
from keikaku.rdf import DEFAULT_BASE, Iris
from keikaku.rdf.vocabulary import vocabulary_quads
from printed import CITIES, DATA

LINKS = DATA / "links"


@pytest.fixture(scope="module")
def store(shipped: Dataset) -> Store:
    store = Store()
    store.bulk_extend(shipped.quads)
    store.bulk_extend(vocabulary_quads())
    store.bulk_extend(derived_quads(shipped.quads, DATA, Iris()))
    return store


def _rows(store: Store, name: str, values: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    asked = saved_query(name).query(values or {}, DEFAULT_BASE)
    bound = {}
    for variable, term in asked.substitutions.items():
        (triple,) = parse(f"<x:s> <x:p> {term} .".encode(), RdfFormat.N_TRIPLES)
        bound[Variable(variable)] = triple.object
    found = store.query(asked.text, use_default_graph_as_union=True, substitutions=bound)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in found]


def _files(kind: str) -> list[dict[str, str]]:
    rows = []
    for file in sorted((LINKS / kind).glob("*.csv")):
        rows += list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    return rows


def _ends(row: dict[str, str]) -> tuple[str, str]:
    return row["from"], row["to"]


def _short(iri: str) -> str:
    return iri.removeprefix(f"{DEFAULT_BASE}id/project/")


def test_counterparts_are_those_of_the_files_both_ways(store: Store) -> None:
    rejected = {_ends(row) for row in _files("decisions") if row["accepted"] == "no"}
    standing = {
        (_ends(row), row["from_name"], row["to_name"])
        for row in [*_files("candidates"), *_files("decisions")]
        if _ends(row) not in rejected
    }
    expected = {(one, other) for (one, other), name, _ in standing if "放課後児童" in name}
    expected |= {(other, one) for (one, other), _, name in standing if "放課後児童" in name}
    found = _rows(store, "counterparts")
    assert {(_short(row["project"]), _short(row["other"])) for row in found} == expected != set()


def test_nearby_counterparts_are_in_one_prefecture(store: Store) -> None:
    rejected = {_ends(row) for row in _files("decisions") if row["accepted"] == "no"}
    everywhere = {_ends(row) for row in _files("candidates") if row["everywhere"]}
    expected = {
        _ends(row)
        for row in [*_files("candidates"), *_files("decisions")]
        if row["from"][:2] == row["to"][:2] and _ends(row) not in rejected | everywhere
    }
    found = _rows(store, "counterparts-nearby")
    assert {(_short(row["project"]), _short(row["other"])) for row in found} == expected != set()


def test_what_only_a_machine_says_is_what_no_person_decided(store: Store) -> None:
    decided = {_ends(row) for row in _files("decisions")}
    names = {city.code: city.name for city in CITIES} | {"142042": "鎌倉市"}
    expected = Counter(
        (names[row["from"][:6]], names[row["to"][:6]], row["method"])
        for row in _files("candidates")
        if _ends(row) not in decided
    )
    found = _rows(store, "machine-only-links")
    assert {
        (row["municipalityName"], row["otherMunicipalityName"], row["method"]): int(row["links"])
        for row in found
    } == expected


def test_the_shares_of_a_plans_money_are_those_of_its_table(store: Store) -> None:
    """The divisions are the method's; what they add up to is the table's."""
    found = _rows(store, "money-by-cofog", {"fiscalYear": "2024"})
    totals: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in found:
        totals[row["municipalityName"], row["kindName"]] += Decimal(row["yen"])
    expected: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    kinds = {"settlement": "決算", "budget": "予算", "plan": "計画", "estimate": "推計"}
    for city in CITIES:
        for project in city.projects():
            for (kind, first, last), yen in project.amounts.items():
                if first == last == 2024 and yen is not None:
                    expected[city.name, kinds[kind]] += yen
    assert dict(totals) == dict(expected) != {}


def test_planned_and_settled_are_those_of_the_table(store: Store) -> None:
    expected = {}
    for city in CITIES:
        years: defaultdict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        for project in city.projects():
            for (kind, first, last), yen in project.amounts.items():
                settled = project.amounts.get(("settlement", first, last))
                if kind in ("budget", "plan") and first == last and yen is not None and settled is not None:
                    years[first].append((yen, settled))
        for year, sums in years.items():
            expected[city.name, str(year)] = (
                len(sums),
                sum(one for one, _ in sums),
                sum(two for _, two in sums),
            )
    found = {
        (row["municipalityName"], row["year"]): (
            int(row["projects"]),
            Decimal(row["planned"]),
            Decimal(row["settled"]),
        )
        for row in _rows(store, "planned-and-settled")
    }
    assert found == expected != {}


def test_the_cube_adds_up_to_the_tables(store: Store) -> None:
    cube = f"{DEFAULT_BASE}code/cube/"
    expected = sum(
        (
            yen
            for city in CITIES
            for project in city.projects()
            for yen in project.amounts.values()
            if yen is not None
        ),
        Decimal(30_300_000),  # 鎌倉市's two priority projects
    )
    for breakdown in ("plan", "policy", "cofog"):
        found = [
            Decimal(quad.object.value)
            for quad in store.quads_for_pattern(None, NamedNode(f"{cube}yen"), None)
            if f"/observation/{breakdown}/" in str(quad.subject)
        ]
        assert sum(found) == expected
