"""A plan: its period, its tree of policies, its projects with department, priority and money."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS, MP, PROV, RDFS
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.doubts import corrections_about, doubts_about
from keikaku.web.pages.hierarchy import tree, way_to
from keikaku.web.pages.money import amounts_of
from keikaku.web.pages.page import Page
from keikaku.web.pages.quality import quality_of
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s mp:amount? ?x .",
    "?s mp:municipality ?x .",
    "?x skos:inScheme ?s .",
    "?x dcterms:isPartOf ?s ; a mp:Plan .",
    "?s dcterms:isPartOf+ ?x .",
    "?x mp:about ?s .",
    "?x mp:evaluates ?s .",
    "?s dqv:hasQualityAnnotation ?x .",
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation of the plan's projects: its year and the documents that print it."""

    link: Link
    years: list[Link]
    documents: list[Link]


def context(graph: Subgraph, plan: NamedNode, reader: Reader) -> dict[str, object]:
    """What plan.html shows beside the projects."""
    below = [node for node in graph.subjects(DCTERMS.isPartOf, plan) if MP.Plan in graph.types(node)]
    plan_type = graph.node(plan, MP.planType)
    evaluations = sorted(graph.subjects(MP.evaluates, plan), key=lambda node: node.value)
    return {
        "crumbs": way_to(graph, plan, None, reader)[:-1],
        "label": reader.link(graph, plan),
        "type": reader.link(graph, plan_type) if plan_type else None,
        "period": reader.links(graph, period(graph, plan)),
        "above": reader.links(graph, graph.nodes(plan, DCTERMS.isPartOf)),
        "below": reader.links(graph, below),
        "revised": reader.links(graph, graph.nodes(plan, PROV.wasRevisionOf)),
        "evaluations": [_evaluation(graph, node, reader) for node in evaluations],
        "documents": reader.links(graph, graph.nodes(plan, DCTERMS.source)),
        "quality": quality_of(graph, plan, reader),
        "comment": reader.words(graph.literal(plan, RDFS.comment, reader.language)),
        "amounts": amounts_of(graph, plan, reader),
        "tree": tree(graph, plan, reader),
        "sources": reader.sources(graph, plan),
        "doubts": doubts_about(graph, plan, reader),
        "corrections": corrections_about(graph, plan, reader),
    }


def period(graph: Subgraph, plan: NamedNode) -> list[NamedNode]:
    """The first and last fiscal year; only one if they are the same."""
    years = [*graph.nodes(plan, MP.firstFiscalYear), *graph.nodes(plan, MP.lastFiscalYear)]
    return list(dict.fromkeys(years))


def _evaluation(graph: Subgraph, evaluation: NamedNode, reader: Reader) -> Evaluation:
    return Evaluation(
        reader.link(graph, evaluation),
        reader.links(graph, graph.nodes(evaluation, MP.fiscalYear)),
        reader.links(graph, graph.nodes(evaluation, DCTERMS.source)),
    )


PAGE = Page(_QUERY, "plan.html", context, projects="?x dcterms:isPartOf ?s ; a mp:Project .")
