"""A correspondence: two things of different plans side by side, and who says how surely that they correspond."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS, MP, PROV, RDFS, SKOS
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.incoming import property_link
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s (mp:from|mp:to)? ?x .",
    "?s (mp:from|mp:to)/(dcterms:isPartOf|skos:inScheme)/mp:municipality? ?x .",
)


@dataclass(frozen=True, slots=True)
class End:
    """One of the two: what it is, what it says, and whose it is."""

    link: Link
    description: Link | None
    departments: list[Link]
    plan: Link | None
    city: Link | None


def context(graph: Subgraph, this: NamedNode, reader: Reader) -> dict[str, object]:
    """What correspondence.html shows."""
    ends = [node for predicate in (MP.term("from"), MP.to) if (node := graph.node(this, predicate))]
    relation, status = graph.node(this, MP.relation), graph.node(this, MP.status)
    return {
        "crumbs": [],
        "label": reader.link(graph, this),
        "ends": [_end(graph, node, reader) for node in ends],
        "relation": property_link(relation, reader) if relation else None,
        "method": graph.text(this, MP.method),
        "confidence": graph.text(this, MP.confidence),
        "status": reader.link(graph, status) if status else None,
        "words": [literal.value for literal in graph.literals(this, MP.sharedWord)],
        "why": reader.words(graph.literal(this, RDFS.comment, reader.language)),
        "agents": reader.links(graph, graph.nodes(this, PROV.wasAttributedTo)),
        "on": graph.text(this, PROV.generatedAtTime),
    }


def _end(graph: Subgraph, node: NamedNode, reader: Reader) -> End:
    plan = graph.node(node, DCTERMS.isPartOf) or graph.node(node, SKOS.inScheme)
    city = graph.node(plan, MP.municipality) if plan else None
    return End(
        reader.link(graph, node),
        reader.words(graph.literal(node, DCTERMS.description, reader.language)),
        reader.links(graph, graph.nodes(node, MP.department)),
        reader.link(graph, plan) if plan else None,
        reader.link(graph, city) if city else None,
    )


PAGE = Page(_QUERY, "correspondence.html", context)
