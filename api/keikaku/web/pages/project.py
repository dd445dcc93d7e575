"""A project: what it is for, what is done in which year, what it costs, and where the document says so."""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import CODE, DCTERMS, MP, SKOS
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.doubts import corrections_about, doubts_about
from keikaku.web.pages.elsewhere import elsewhere
from keikaku.web.pages.hierarchy import policies_above, way_to
from keikaku.web.pages.indicators import indicators_of
from keikaku.web.pages.money import amounts_of
from keikaku.web.pages.page import Page
from keikaku.web.pages.plan import period
from keikaku.web.pages.quality import quality_of
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.pages.topics import topics_of
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s (mp:step|mp:amount|mp:listing|mp:indicator|mp:indicator/mp:indicatorValue|dqv:hasQualityAnnotation)? ?x .",
    "?s dcterms:isPartOf/mp:municipality? ?x .",
    "?s mp:policy/skos:broader* ?x .",
    "?s (mp:department|mp:supportingDepartment) ?x .",
    "?x mp:about ?s .",
    "?x (mp:from|mp:to) ?s ; a mp:Correspondence .",
)
_PRINTED = CODE.term("basis/printed")


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, verbatim; `basis` only where it is not simply printed so."""

    text: Link
    basis: Link | None
    sources: list[Link]


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year and its steps."""

    link: Link
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Listing:
    """A row that lists this project elsewhere, with the policy it stands under."""

    link: Link
    under: list[Link]
    sources: list[Link]


def context(graph: Subgraph, project: NamedNode, reader: Reader) -> dict[str, object]:
    """What project.html shows."""
    plan, policy = graph.node(project, DCTERMS.isPartOf), graph.node(project, MP.policy)
    return {
        "crumbs": way_to(graph, plan, policy, reader),
        "label": reader.link(graph, project),
        "priority": MP.PriorityProject in graph.types(project),
        "code": graph.text(project, SKOS.notation),
        "plan": reader.link(graph, plan) if plan else None,
        "policies": reader.links(graph, policies_above(graph, policy)),
        "departments": reader.links(graph, graph.nodes(project, MP.department)),
        "supporting": reader.links(graph, graph.nodes(project, MP.supportingDepartment)),
        "goal": reader.words(graph.literal(project, MP.goal, reader.language)),
        "description": reader.words(graph.literal(project, DCTERMS.description, reader.language)),
        "period": reader.links(graph, period(graph, project)),
        "markers": reader.links(graph, graph.nodes(project, MP.marker)),
        "topics": topics_of(graph, project, reader),
        "budget_items": [literal.value for literal in graph.literals(project, MP.budgetItem)],
        "addresses": reader.links(graph, graph.nodes(project, DCTERMS.source)),
        "quality": quality_of(graph, project, reader),
        "indicators": indicators_of(graph, project, reader),
        "elsewhere": elsewhere(graph, project, reader),
        "years": _years(graph, project, reader),
        "amounts": amounts_of(graph, project, reader),
        "listings": [_listing(graph, node, reader) for node in graph.nodes(project, MP.listing)],
        "sources": reader.sources(graph, project),
        "doubts": doubts_about(graph, project, reader),
        "corrections": corrections_about(graph, project, reader),
    }


def _years(graph: Subgraph, project: NamedNode, reader: Reader) -> list[Year]:
    steps: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    for step in graph.nodes(project, MP.step):
        if year := graph.node(step, MP.fiscalYear):
            steps[year].append(step)
    return [
        Year(
            reader.link(graph, year),
            [
                _step(graph, step, reader)
                for step in sorted(steps[year], key=lambda s: graph.number(s, MP.order))
            ],
        )
        for year in sorted(steps, key=lambda node: node.value)
    ]


def _step(graph: Subgraph, step: NamedNode, reader: Reader) -> Step:
    basis = graph.node(step, MP.basis)
    return Step(
        reader.link(graph, step),
        reader.link(graph, basis) if basis and basis != _PRINTED else None,
        reader.sources(graph, step),
    )


def _listing(graph: Subgraph, listing: NamedNode, reader: Reader) -> Listing:
    under = reader.links(graph, graph.nodes(listing, MP.listedUnder))
    return Listing(reader.link(graph, listing), under, reader.sources(graph, listing))


PAGE = Page(_QUERY, "project.html", context)
