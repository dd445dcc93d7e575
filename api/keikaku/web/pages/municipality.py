"""A municipality: its plans and its departments."""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS, MP, ORG, SCHEMA
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.page import Page
from keikaku.web.pages.plan import period
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s mp:prefecture? ?x .",
    "?x mp:municipality ?s .",
    "?x org:subOrganizationOf*/org:unitOf ?s .",
)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a table: its type and its first and last fiscal year."""

    link: Link
    type: Link | None
    period: list[Link]
    municipality: Link | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A department and those inside it."""

    link: Link
    below: list["Unit"] = field(default_factory=list)


def context(graph: Subgraph, city: NamedNode, reader: Reader) -> dict[str, object]:
    """What municipality.html shows."""
    prefecture = graph.node(city, MP.prefecture)
    top = [node for node in graph.subjects(ORG.unitOf, city) if not graph.nodes(node, ORG.subOrganizationOf)]
    return {
        "crumbs": [],
        "label": reader.link(graph, city),
        "prefecture": reader.link(graph, prefecture) if prefecture else None,
        "code": graph.text(city, DCTERMS.identifier),
        "corporate_number": graph.text(city, MP.corporateNumber),
        "area": reader.links(graph, graph.nodes(city, SCHEMA.areaServed)),
        "plans": plan_rows(graph, graph.subjects(MP.municipality, city), reader),
        "departments": _units(graph, top, reader, 0),
    }


def plan_rows(graph: Subgraph, plans: list[NamedNode], reader: Reader) -> list[PlanRow]:
    """Plans as a table, the newest first."""
    newest = sorted(plans, key=lambda node: (_first_year(graph, node), node.value), reverse=True)
    return [_plan_row(graph, node, reader) for node in newest]


def _plan_row(graph: Subgraph, plan: NamedNode, reader: Reader) -> PlanRow:
    plan_type, city = graph.node(plan, MP.planType), graph.node(plan, MP.municipality)
    return PlanRow(
        reader.link(graph, plan),
        reader.link(graph, plan_type) if plan_type else None,
        reader.links(graph, period(graph, plan)),
        reader.link(graph, city) if city else None,
    )


def _first_year(graph: Subgraph, plan: NamedNode) -> str:
    first = graph.node(plan, MP.firstFiscalYear)
    return first.value if first else ""


def _units(graph: Subgraph, departments: list[NamedNode], reader: Reader, depth: int) -> list[Unit]:
    """Departments with those inside them, by their own addresses."""
    if depth == _DEEPEST:
        return []
    return [
        Unit(
            reader.link(graph, node),
            _units(graph, graph.subjects(ORG.subOrganizationOf, node), reader, depth + 1),
        )
        for node in sorted(departments, key=lambda node: node.value)
    ]


PAGE = Page(_QUERY, "municipality.html", context)
