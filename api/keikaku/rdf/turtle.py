"""Turtle and TriG for reading: grouped by graph and subject, our prefixes, one layout for the same quads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from keikaku.rdf.namespaces import PREFIXES, RDF, XSD

_WIDTH = 100
_INDENT = "    "
# Less than Turtle's PN_LOCAL (section 6.5) allows, so that nothing needs an escape.
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Lexical forms that Turtle reads as the number or boolean itself (section 2.5.2 and 2.5.3).
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile("true|false"),
}


def turtle(quads: Sequence[Quad], base: str) -> bytes:
    """RDF 1.1 Turtle, graph by graph: quads in the order of `canonical_quads`, graph names as comments."""
    page = Page(base)
    return _text(page, [page.graph(name, members) for name, members in _graphs(quads)])


def trig(quads: Sequence[Quad], base: str) -> bytes:
    """RDF 1.1 TriG of quads in the order of `canonical_quads`."""
    page = Page(base)
    return _text(page, [page.named_graph(name, members) for name, members in _graphs(quads)])


GraphName = NamedNode | BlankNode | DefaultGraph


def _graphs(quads: Sequence[Quad]) -> Iterator[tuple[GraphName, Iterable[Quad]]]:
    return groupby(quads, key=lambda quad: quad.graph_name)


def _text(page: "Page", blocks: list[str]) -> bytes:
    return "\n".join([page.head(), *blocks]).encode()


class Page:
    """A document with one base, written graph by graph; its head names the prefixes used up to then.

    Head and graphs are joined by empty lines.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._used: set[str] = set()
        self._names: dict[NamedNode, str] = {}

    def head(self) -> str:
        """The base and the prefixes."""
        prefixes = [f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items() if name in self._used]
        return f"@base <{self._base}> .\n" + "".join(prefixes)

    def graph(self, name: GraphName, members: Iterable[Quad]) -> str:
        """A graph as Turtle, its name as a comment."""
        heading = "" if isinstance(name, DefaultGraph) else f"# {name}\n\n"
        return heading + self.triples(members)

    def named_graph(self, name: GraphName, members: Iterable[Quad]) -> str:
        """A graph as TriG."""
        triples = self.triples(members)
        if isinstance(name, DefaultGraph):
            return triples
        return f"{name} {{\n{re.sub('^(?=.)', _INDENT, triples, flags=re.MULTILINE)}}}\n"

    def triples(self, quads: Iterable[Quad]) -> str:
        """Statements grouped by subject."""
        subjects = groupby(quads, key=lambda quad: quad.subject)
        return "\n".join(f"{self._term(subject)} {self._predicates(about)}" for subject, about in subjects)

    def _predicates(self, quads: Iterable[Quad]) -> str:
        statements = [
            self._predicate(predicate) + self._objects(said)
            for predicate, said in groupby(quads, key=lambda quad: quad.predicate)
        ]
        return f" ;\n{_INDENT}".join(statements) + " .\n"

    def _predicate(self, predicate: NamedNode) -> str:
        return "a" if predicate == RDF.type else self._term(predicate)

    def _objects(self, quads: Iterable[Quad]) -> str:
        terms = [self._term(quad.object) for quad in quads]
        one_line = ", ".join(terms)
        if len(terms) == 1 or len(one_line) < _WIDTH:
            return f" {one_line}"
        return "".join(f"\n{_INDENT * 2}{term}," for term in terms).removesuffix(",")

    def _term(self, term: NamedNode | BlankNode | Literal | Triple) -> str:
        if isinstance(term, NamedNode):
            if term not in self._names:
                self._names[term] = self._name(term)
            return self._names[term]
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _name(self, node: NamedNode) -> str:
        for prefix, iri in PREFIXES.items():
            if node.value.startswith(iri) and _LOCAL.fullmatch(node.value, len(iri)):
                self._used.add(prefix)
                return f"{prefix}:{node.value[len(iri) :]}"
        inside = node.value.removeprefix(f"{self._base}id/")
        return str(node) if inside == node.value else f"<id/{inside}>"

    def _literal(self, literal: Literal) -> str:
        if literal.language or literal.datatype == XSD.string:
            return str(literal)
        if (bare := _BARE.get(literal.datatype)) and bare.fullmatch(literal.value):
            return literal.value
        return f"{Literal(literal.value)}^^{self._term(literal.datatype)}"
