"""What the reader of a document was not sure of, and what people decided."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import CODE, DCTERMS, MP, RDFS
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_NOTE = CODE.term("severity/note")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: what, how severe, where in the document, and the correction that settled it.

    `is_note`: it only says what was passed over, and nobody need look.
    """

    link: Link
    severity: Link | None
    is_note: bool
    sources: list[Link]
    settled_by: Link | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision: who, when, why, and where in the document."""

    link: Link
    why: Link | None
    by: str | None
    on: str | None
    sources: list[Link]


def doubts_about(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Doubt]:
    """The doubts about a plan or project."""
    return [_doubt(graph, node, reader) for node in _about(graph, thing, MP.Doubt)]


def corrections_about(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Correction]:
    """The corrections of a plan or project."""
    return [_correction(graph, node, reader) for node in _about(graph, thing, MP.Correction)]


def _about(graph: Subgraph, thing: NamedNode, kind: NamedNode) -> list[NamedNode]:
    found = [node for node in graph.subjects(MP.about, thing) if kind in graph.types(node)]
    return sorted(set(found), key=lambda node: node.value)


def _doubt(graph: Subgraph, node: NamedNode, reader: Reader) -> Doubt:
    severity, settled_by = graph.node(node, MP.severity), graph.node(node, MP.settledBy)
    return Doubt(
        reader.link(graph, node),
        reader.link(graph, severity) if severity else None,
        severity == _NOTE,
        reader.sources(graph, node),
        reader.link(graph, settled_by) if settled_by else None,
    )


def _correction(graph: Subgraph, node: NamedNode, reader: Reader) -> Correction:
    return Correction(
        reader.link(graph, node),
        reader.words(graph.literal(node, RDFS.comment, reader.language)),
        graph.text(node, MP.decidedBy),
        graph.text(node, DCTERMS.date),
        reader.sources(graph, node),
    )
