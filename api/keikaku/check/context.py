"""What surrounds a node in the checked graph: its name, its place in a document, its values."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import rdflib
from rdflib.namespace import DCTERMS, PROV, RDFS
from rdflib.term import Node

from keikaku.language import Text
from keikaku.problem import Place

_FRAGMENT = re.compile(r"#(?P<unit>line|page|row)=(?P<first>\d+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NEAR = 2


class Context:
    """Names and places in a graph; `documents` maps a document's IRI to the file that a user knows."""

    def __init__(self, graph: rdflib.Graph, documents: Mapping[str, str]) -> None:
        self._graph, self._documents = graph, documents

    def name(self, node: Node) -> Text:
        """A literal's words, or a thing's label in each language; its IRI where it has none."""
        if isinstance(node, rdflib.Literal):
            return Text(str(node), str(node))
        labels = {
            label.language: str(label)
            for label in sorted(self._graph.objects(node, RDFS.label), reverse=True)
            if isinstance(label, rdflib.Literal)
        }
        any_label = next(iter(labels.values()), str(node))
        return Text(labels.get("ja", any_label), labels.get("en", labels.get("ja", any_label)))

    def spoken(self, value: str) -> Text:
        """A value of a message for people: a thing's label, a number with its digits in groups of three."""
        if _NUMBER.fullmatch(value):
            return Text(f"{Decimal(value):,}", f"{Decimal(value):,}")
        return self.name(rdflib.URIRef(value))

    def values(self, node: Node, path: Node) -> tuple[Text, ...]:
        """What stands at a property of a thing, in a stable order."""
        return tuple(self.name(value) for value in sorted(self._graph.objects(node, path)))

    def source(self, node: Node) -> Node | None:
        """The first place in a document that a thing, else the nearest thing that points to it, is from."""
        ring: set[Node] = {node}
        for _ in range(_NEAR + 1):
            if sources := sorted(self._sources(ring), key=_in_document_order):
                return sources[0]
            ring = {parent for member in ring for parent in self._graph.subjects(None, member)}
        return None

    def place(self, source: Node) -> Place:
        """A source as the file and the 1-based line, page or row where it begins (RFC 5147, RFC 7111)."""
        document = self._graph.value(source, DCTERMS.isPartOf) or rdflib.URIRef(str(source).partition("#")[0])
        file = self._documents.get(str(document)) or self.name(document).ja
        fragment = _FRAGMENT.search(str(source))
        if not fragment:
            return Place(file)
        first = int(fragment["first"])
        match fragment["unit"]:
            case "line":
                return Place(file, line=first + 1)
            case "page":
                return Place(file, page=first)
        return Place(file, row=first)

    def _sources(self, nodes: set[Node]) -> Iterator[Node]:
        for node in nodes:
            if _FRAGMENT.search(str(node)) and not isinstance(node, rdflib.Literal):
                yield node
            yield from self._graph.objects(node, PROV.wasDerivedFrom)


def _in_document_order(source: Node) -> tuple[str, int]:
    fragment = _FRAGMENT.search(str(source))
    return str(source).partition("#")[0], int(fragment["first"]) if fragment else 0
