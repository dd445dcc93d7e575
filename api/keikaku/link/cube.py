"""The amounts of all plans as an RDF Data Cube (W3C, 2014): one dataset a breakdown, each with its structure.

Every dataset has the dimensions plan, period and kind of amount, and the sum in yen with the number of amounts behind
it. In `plan`, `policy` and `cofog` each amount counts once; in `department` and `sdg` it counts for each department or
goal that its project has, and not for a project that has none.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Quad, Triple

from keikaku.language import Text
from keikaku.link.code_lists import COFOG
from keikaku.link.graph import Projects
from keikaku.rdf import Iris
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.literal import decimal, in_both, integer
from keikaku.rdf.namespaces import (
    CODE,
    DCTERMS,
    MP,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SDG,
    SKOS,
    XSD,
)
from keikaku.read.key import name_key

_UNSPECIFIED = CODE.term("cube/unspecified")
_DIMENSIONS = {
    "plan": (Text("計画", "plan"), MP.Plan),
    "period": (Text("年度または期間", "fiscal year or period"), SKOS.Concept),
    "kind": (Text("金額の種類", "kind of amount"), SKOS.Concept),
    "policy": (Text("政策・施策", "policy"), RDFS.Resource),
    "department": (Text("部署", "department"), MP.Department),
    "cofog": (Text("COFOG の大分類", "COFOG division"), SKOS.Concept),
    "sdg": (Text("SDG の目標", "SDG goal"), SKOS.Concept),
}
_CODE_LISTS = {
    "kind": CODE.term("amount-kind"),
    "period": CODE.term("cube/periods"),
    "cofog": CODE.term("cube/cofog-divisions"),
    "sdg": NamedNode("http://metadata.un.org/sdg"),
}
BREAKDOWNS = ("plan", "policy", "department", "cofog", "sdg")


@dataclass(frozen=True, slots=True)
class _Cell:
    plan: NamedNode
    period: tuple[int, int]
    kind: NamedNode
    by: NamedNode | None


@dataclass(slots=True)
class _Sum:
    yen: Decimal = Decimal(0)
    amounts: int = 0


def cube_quads(projects: Projects, divisions: dict[NamedNode, str], iris: Iris) -> Iterator[Quad]:
    """The cube of the stated amounts of projects; `divisions` are their COFOG divisions (`09`), where one is known."""
    cells = _cells(projects, divisions)
    graph = iris.id("graph", "cube")
    yield from in_graph(graph, _structure(cells, iris))
    for breakdown in BREAKDOWNS:
        for cell, total in sorted(cells[breakdown].items(), key=lambda pair: _order(pair[0])):
            yield from in_graph(graph, _observation(breakdown, cell, total, projects, iris))


def _cells(projects: Projects, divisions: dict[NamedNode, str]) -> dict[str, dict[_Cell, _Sum]]:
    cells: dict[str, dict[_Cell, _Sum]] = {name: defaultdict(_Sum) for name in BREAKDOWNS}
    for project in projects.all:
        plan = projects.node(project, DCTERMS.isPartOf)
        if not plan:
            continue
        division = divisions.get(project)
        by: dict[str, list[NamedNode | None]] = {
            "plan": [None],
            "policy": [projects.node(project, MP.policy) or _UNSPECIFIED],
            "department": list(projects.nodes(project, MP.department)),
            "cofog": [CODE.term(f"{COFOG}/{division}") if division else _UNSPECIFIED],
            "sdg": sorted(
                {_goal(each) for each in projects.nodes(project, DCTERMS.subject)} - {None}, key=str
            ),
        }
        for amount in projects.nodes(project, MP.amount):
            value = projects.text(amount, SCHEMA.value)
            kind = projects.node(amount, MP.amountKind)
            if value is None or not kind:
                continue
            for breakdown, things in by.items():
                for thing in things:
                    total = cells[breakdown][_Cell(plan, _period(amount, projects), kind, thing)]
                    total.yen += Decimal(value)
                    total.amounts += 1
    return cells


def _period(amount: NamedNode, projects: Projects) -> tuple[int, int]:
    one = projects.node(amount, MP.fiscalYear)
    ends = (
        (one, one)
        if one
        else (projects.node(amount, MP.firstFiscalYear), projects.node(amount, MP.lastFiscalYear))
    )
    first, last = (int(end.value.rpartition("/")[2]) if end else 0 for end in ends)
    return first, last


def _goal(topic: NamedNode) -> NamedNode | None:
    """The goal of a topic of the SDGs (4 for its target 4.1), None for other topics."""
    notation = topic.value.removeprefix(SDG)
    return SDG.term(notation.split(".")[0]) if notation != topic.value else None


def _structure(cells: dict[str, dict[_Cell, _Sum]], iris: Iris) -> Iterator[Triple]:
    for name, (label, range_) in _DIMENSIONS.items():
        code_list = _CODE_LISTS.get(name)
        yield from about(
            _dimension(name),
            (RDF.type, (QB.DimensionProperty, RDF.Property, *([QB.CodedProperty] if code_list else []))),
            (RDFS.label, in_both(label)),
            (RDFS.range, range_),
            (QB.codeList, code_list),
        )
    for name, label, range_ in (
        ("yen", Text("金額の合計（円）", "sum in yen"), XSD.decimal),
        ("amounts", Text("金額の数", "number of amounts"), XSD.integer),
    ):
        yield from about(
            _dimension(name),
            (RDF.type, (QB.MeasureProperty, RDF.Property)),
            (RDFS.label, in_both(label)),
            (RDFS.range, range_),
        )
    for breakdown in BREAKDOWNS:
        yield from _dataset(breakdown, iris)
    yield from _lists(cells, iris)
    yield from about(
        _UNSPECIFIED,
        (RDF.type, SKOS.Concept),
        (RDFS.label, in_both(Text("示されていない", "not stated"))),
        (SKOS.prefLabel, in_both(Text("示されていない", "not stated"))),
        (SKOS.inScheme, _CODE_LISTS["cofog"]),
    )


def _dataset(breakdown: str, iris: Iris) -> Iterator[Triple]:
    dataset, structure = iris.dataset("cube", breakdown), iris.id("structure", breakdown)
    label = _DIMENSIONS[breakdown][0]
    yield from about(
        dataset,
        (RDF.type, QB.DataSet),
        (RDFS.label, in_both(Text(f"金額：{label.ja}ごと", f"amounts by {label.en}"))),
        (QB.structure, structure),
    )
    yield from about(
        structure,
        (RDF.type, QB.DataStructureDefinition),
        (RDFS.label, in_both(Text(f"構造：{label.ja}ごとの金額", f"structure of amounts by {label.en}"))),
        (
            QB.component,
            [iris.id("component", breakdown, name) for name in (*_of(breakdown), "yen", "amounts")],
        ),
    )
    for name in (*_of(breakdown), "yen", "amounts"):
        kind = QB.dimension if name in _DIMENSIONS else QB.measure
        yield from about(
            iris.id("component", breakdown, name),
            (RDF.type, QB.ComponentSpecification),
            (RDFS.label, in_both(_DIMENSIONS[name][0] if name in _DIMENSIONS else Text(name, name))),
            (kind, _dimension(name)),
        )


def _lists(cells: dict[str, dict[_Cell, _Sum]], iris: Iris) -> Iterator[Triple]:
    periods = sorted({cell.period for cell in cells["plan"]})
    name = Text("年度と期間", "fiscal years and periods")
    yield from about(
        _CODE_LISTS["period"],
        (RDF.type, SKOS.ConceptScheme),
        (RDFS.label, in_both(name)),
        (SKOS.prefLabel, in_both(name)),
        (SKOS.hasTopConcept, [_period_concept(period, iris) for period in periods]),
    )
    for first, last in periods:
        years = (
            Text(f"{first}年度", f"FY{first}")
            if first == last
            else Text(f"{first}–{last}年度", f"FY{first}–{last}")
        )
        yield from about(
            _period_concept((first, last), iris),
            (RDF.type, SKOS.Concept),
            (RDFS.label, in_both(years)),
            (SKOS.prefLabel, in_both(years)),
            (SKOS.inScheme, _CODE_LISTS["period"]),
            (SKOS.topConceptOf, _CODE_LISTS["period"]),
            (MP.firstFiscalYear, iris.fiscal_year(first)),
            (MP.lastFiscalYear, iris.fiscal_year(last)),
        )
    divisions = Text("COFOG の大分類と、示されていないもの", "COFOG divisions, and what is not known")
    used = sorted({cell.by.value for cell in cells["cofog"] if cell.by and cell.by != _UNSPECIFIED})
    yield from about(
        _CODE_LISTS["cofog"],
        (RDF.type, SKOS.ConceptScheme),
        (RDFS.label, in_both(divisions)),
        (SKOS.prefLabel, in_both(divisions)),
        (SKOS.hasTopConcept, [*map(NamedNode, used), _UNSPECIFIED]),
    )
    for division in used:
        yield Triple(NamedNode(division), SKOS.inScheme, _CODE_LISTS["cofog"])


def _observation(
    breakdown: str, cell: _Cell, total: _Sum, projects: Projects, iris: Iris
) -> Iterator[Triple]:
    values = {
        "plan": cell.plan,
        "period": _period_concept(cell.period, iris),
        "kind": cell.kind,
        breakdown: cell.by or cell.plan,
    }
    key = name_key(*(value.value.removeprefix(iris.base) for value in values.values()))
    plan = projects.text(cell.plan) or cell.plan.value
    return about(
        iris.id("observation", breakdown, key),
        (RDF.type, QB.Observation),
        (RDFS.label, in_both(Text(f"{plan}の金額", f"amounts of the plan {plan}"))),
        (QB.dataSet, iris.dataset("cube", breakdown)),
        *((_dimension(name), value) for name, value in values.items()),
        (_dimension("yen"), decimal(total.yen)),
        (_dimension("amounts"), integer(total.amounts)),
    )


def _of(breakdown: str) -> tuple[str, ...]:
    """The dimensions of a breakdown."""
    return ("plan", "period", "kind") if breakdown == "plan" else ("plan", "period", "kind", breakdown)


def _dimension(name: str) -> NamedNode:
    return CODE.term(f"cube/{name}")


def _period_concept(period: tuple[int, int], iris: Iris) -> NamedNode:
    return iris.id("period", "-".join(map(str, sorted(set(period)))))


def _order(cell: _Cell) -> tuple[str, tuple[int, int], str, str]:
    return cell.plan.value, cell.period, cell.kind.value, cell.by.value if cell.by else ""
