"""How far something can be relied on."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DQV, MP, RDFS
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality note: the reliability that it states, and why."""

    link: Link
    reliability: Link | None
    why: Link | None


def quality_of(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Quality]:
    """The notes on a plan, project or amount."""
    return [_quality(graph, node, reader) for node in graph.nodes(thing, DQV.hasQualityAnnotation)]


def _quality(graph: Subgraph, note: NamedNode, reader: Reader) -> Quality:
    reliability = graph.node(note, MP.reliability)
    return Quality(
        reader.link(graph, note),
        reader.link(graph, reliability) if reliability else None,
        reader.words(graph.literal(note, RDFS.comment, reader.language)),
    )
