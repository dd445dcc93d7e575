"""A policy: its statements word for word, what is below it, and its projects."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import MP, RDF, SKOS
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.hierarchy import branch, policies_above, way_to
from keikaku.web.pages.indicators import indicators_of
from keikaku.web.pages.money import amounts_of
from keikaku.web.pages.order import in_order
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.pages.topics import topics_of
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s (mp:statement|mp:amount|mp:indicator|mp:indicator/mp:indicatorValue)? ?x .",
    "?s skos:broader+ ?x .",
    "?x skos:broader+ ?s .",
    "?s skos:inScheme/mp:municipality? ?x .",
    "?x mp:listedUnder ?s .",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as printed, with its number."""

    text: Link
    number: str | None
    sources: list[Link]


def context(graph: Subgraph, policy: NamedNode, reader: Reader) -> dict[str, object]:
    """What policy.html shows."""
    level, plan = graph.node(policy, MP.level), graph.node(policy, SKOS.inScheme)
    above = policies_above(graph, policy)[:-1]
    statements = sorted(graph.nodes(policy, MP.statement), key=lambda node: graph.number(node, MP.order))
    return {
        "crumbs": way_to(graph, plan, above[-1] if above else None, reader),
        "label": reader.link(graph, policy),
        "level": reader.link(graph, level) if level else None,
        "notation": graph.text(policy, SKOS.notation),
        "plan": reader.link(graph, plan) if plan else None,
        "statements": [_statement(graph, node, reader) for node in statements],
        "amounts": amounts_of(graph, policy, reader),
        "tree": branch(graph, policy, reader).below,
        "topics": topics_of(graph, policy, reader),
        "indicators": indicators_of(graph, policy, reader),
        "listings": reader.links(graph, in_order(graph, graph.subjects(MP.listedUnder, policy))),
        "sources": reader.sources(graph, policy),
    }


def _statement(graph: Subgraph, statement: NamedNode, reader: Reader) -> Statement:
    words = graph.literal(statement, RDF.value, reader.language)
    href = reader.href(statement.value)
    text = Link(words.value, href, words.language) if words else reader.link(graph, statement)
    return Statement(text, graph.text(statement, SKOS.notation), reader.sources(graph, statement))


PAGE = Page(_QUERY, "policy.html", context, projects="?x mp:policy/skos:broader* ?s ; a mp:Project .")
