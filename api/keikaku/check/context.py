"""What surrounds a node in the checked graph: its name, its place in a document, its values."""

import re
from collections.abc import Mapping
from decimal import Decimal

import rdflib
from rdflib.namespace import DCTERMS, PROV, RDFS, XSD
from rdflib.term import Node, URIRef

from keikaku.language import Text
from keikaku.problem import Place
from keikaku.rdf.namespaces import MP

_FRAGMENT = re.compile(r"#(?P<unit>line|page|row)=(?P<first>\d{1,9})")
_NUMBERS = (XSD.decimal, XSD.integer)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# What has no place of its own stands where the thing stands that it is a part of.
_PART = [
    URIRef(MP.term(name).value) for name in ("statement", "step", "amount", "indicator", "indicatorValue")
]


class Context:
    """Names and places in a graph; `documents` maps a document's IRI to the file that a user knows."""

    def __init__(self, graph: rdflib.Graph, documents: Mapping[str, str]) -> None:
        self._graph, self._documents = graph, documents

    def name(self, node: Node) -> Text:
        """A literal's words, or a thing's label in each language; its IRI where it has none."""
        if isinstance(node, rdflib.Literal):
            return _number(str(node)) if node.datatype in _NUMBERS else Text(str(node), str(node))
        labels = {
            label.language: str(label)
            for label in sorted(self._graph.objects(node, RDFS.label), key=str, reverse=True)
            if isinstance(label, rdflib.Literal)
        }
        any_label = next(iter(labels.values()), str(node))
        return Text(labels.get("ja", any_label), labels.get("en", labels.get("ja", any_label)))

    def spoken(self, value: str) -> Text:
        """A value of a message for people: a thing's label, a number with its digits in groups of three."""
        return _number(value) if _NUMBER.fullmatch(value) else self.name(URIRef(value))

    def values(self, node: Node, path: Node) -> tuple[Text, ...]:
        """What stands at a property of a thing, in a stable order."""
        return tuple(self.name(value) for value in sorted(self._graph.objects(node, path), key=str))

    def source(self, node: Node) -> URIRef | None:
        """The first place in a document of a thing, else of the nearest thing that it is a part of."""
        wholes, seen = [node], {node}
        for whole in wholes:
            if sources := self._sources(whole):
                return min(sources, key=_in_document_order)
            above = {above for part in _PART for above in self._graph.subjects(part, whole)} - seen
            wholes += sorted(above, key=str)
            seen |= above
        return None

    def place(self, source: URIRef) -> Place:
        """A source as the file and the 1-based line, page or row where it begins (RFC 5147, RFC 7111)."""
        document = min(self._graph.objects(source, DCTERMS.isPartOf), key=str, default=source.defrag())
        file = self._documents.get(str(document)) or self.name(document).ja
        fragment = _FRAGMENT.search(source)
        if not fragment:
            return Place(file)
        first = int(fragment["first"])
        match fragment["unit"]:
            case "line":
                return Place(file, line=first + 1)
            case "page":
                return Place(file, page=first)
        return Place(file, row=first)

    def _sources(self, node: Node) -> list[URIRef]:
        itself = [node] if _FRAGMENT.search(str(node)) else []
        sources = itself or self._graph.objects(node, PROV.wasDerivedFrom)
        return [source for source in sources if isinstance(source, URIRef)]


def _number(digits: str) -> Text:
    if not _NUMBER.fullmatch(digits):
        return Text(digits, digits)
    grouped = f"{Decimal(digits):,}"
    return Text(grouped, grouped)


def _in_document_order(source: URIRef) -> tuple[str, int, str]:
    fragment = _FRAGMENT.search(source)
    return source.defrag(), int(fragment["first"]) if fragment else 0, source
