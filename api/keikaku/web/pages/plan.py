"""A plan: its period, its tree of policies, its projects with department, priority and money."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS, MP, PROV, RDFS, SKOS
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.doubts import corrections_about, doubts_about
from keikaku.web.pages.hierarchy import tree, way_to
from keikaku.web.pages.money import amounts_of
from keikaku.web.pages.order import in_order
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s mp:amount? ?x .",
    "?s mp:municipality ?x .",
    "?x skos:inScheme ?s .",
    "?x dcterms:isPartOf ?s .",
    "?s dcterms:isPartOf+ ?x .",
    "?x mp:about ?s .",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A project in the plan's table."""

    link: Link
    code: str | None
    priority: bool
    policy: Link | None
    departments: list[Link]
    amounts: list[Link]


def context(graph: Subgraph, plan: NamedNode, reader: Reader) -> dict[str, object]:
    """What plan.html shows."""
    parts = graph.subjects(DCTERMS.isPartOf, plan)
    projects = [node for node in parts if MP.Project in graph.types(node)]
    plan_type = graph.node(plan, MP.planType)
    return {
        "crumbs": way_to(graph, plan, None, reader)[:-1],
        "label": reader.link(graph, plan),
        "type": reader.link(graph, plan_type) if plan_type else None,
        "period": reader.links(graph, period(graph, plan)),
        "above": reader.links(graph, graph.nodes(plan, DCTERMS.isPartOf)),
        "below": reader.links(graph, [node for node in parts if MP.Plan in graph.types(node)]),
        "revised": reader.links(graph, graph.nodes(plan, PROV.wasRevisionOf)),
        "comment": reader.words(graph.literal(plan, RDFS.comment, reader.language)),
        "amounts": amounts_of(graph, plan, reader),
        "tree": tree(graph, plan, reader),
        "projects": [row(graph, node, reader) for node in in_order(graph, projects)],
        "priority_count": sum(MP.PriorityProject in graph.types(node) for node in projects),
        "sources": reader.sources(graph, plan),
        "doubts": doubts_about(graph, plan, reader),
        "corrections": corrections_about(graph, plan, reader),
    }


def row(graph: Subgraph, project: NamedNode, reader: Reader) -> Row:
    """One project as a row."""
    policy = graph.node(project, MP.policy)
    amounts = sorted(graph.nodes(project, MP.amount), key=lambda node: node.value)
    return Row(
        reader.link(graph, project),
        graph.text(project, SKOS.notation),
        MP.PriorityProject in graph.types(project),
        reader.link(graph, policy) if policy else None,
        reader.links(graph, graph.nodes(project, MP.department)),
        reader.links(graph, amounts),
    )


def period(graph: Subgraph, plan: NamedNode) -> list[NamedNode]:
    """The first and last fiscal year; only one if they are the same."""
    years = [*graph.nodes(plan, MP.firstFiscalYear), *graph.nodes(plan, MP.lastFiscalYear)]
    return list(dict.fromkeys(years))


PAGE = Page(_QUERY, "plan.html", context)
