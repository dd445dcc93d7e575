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

_FRAGMENT = re.compile(r"#(?P<unit>line|page|row)=(?P<first>\d+)")
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

    def source(self, node: Node) -> Node | None:
        """The first place in a document of a thing, else of the nearest thing that it is a part of."""
        if _FRAGMENT.search(str(node)):
            return node
        sources = sorted(self._graph.objects(node, PROV.wasDerivedFrom), key=_in_document_order)
        wholes = (whole for part in _PART for whole in self._graph.subjects(part, node))
        return sources[0] if sources else next(filter(None, map(self.source, wholes)), None)

    def place(self, source: Node) -> Place:
        """A source as the file and the 1-based line, page or row where it begins (RFC 5147, RFC 7111)."""
        document = self._graph.value(source, DCTERMS.isPartOf) or URIRef(str(source).partition("#")[0])
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


def _number(digits: str) -> Text:
    if not _NUMBER.fullmatch(digits):
        return Text(digits, digits)
    grouped = f"{Decimal(digits):,}"
    return Text(grouped, grouped)


def _in_document_order(source: Node) -> tuple[str, int]:
    fragment = _FRAGMENT.search(str(source))
    return str(source).partition("#")[0], int(fragment["first"]) if fragment else 0
