"""Projects of other plans that correspond to one: which, how, by which method and how surely."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import CODE, MP
from keikaku.web.pages.incoming import prefixed
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_REJECTED = CODE.term("link-status/rejected")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A correspondence as one end of it sees the other."""

    link: Link
    other: Link
    relation: str
    method: str | None
    confidence: str | None
    status: Link | None


def elsewhere(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Elsewhere]:
    """What corresponds to a project or policy, the surest first; what a person rejected is left out."""
    ends = ((MP.term("from"), MP.to), (MP.to, MP.term("from")))
    found = [
        (node, other)
        for here, there in ends
        for node in graph.subjects(here, thing)
        if (other := graph.node(node, there)) and graph.node(node, MP.status) != _REJECTED
    ]
    links = [_elsewhere(graph, node, other, reader) for node, other in found]
    return sorted(links, key=lambda link: -float(link.confidence or 0))


def _elsewhere(graph: Subgraph, node: NamedNode, other: NamedNode, reader: Reader) -> Elsewhere:
    relation, status = graph.node(node, MP.relation), graph.node(node, MP.status)
    return Elsewhere(
        reader.link(graph, node),
        reader.link(graph, other),
        prefixed(relation.value) if relation else "",
        graph.text(node, MP.method),
        graph.text(node, MP.confidence),
        reader.link(graph, status) if status else None,
    )
