"""Quads as text in the six RDF syntaxes: the same quads always give the same bytes."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from keikaku.rdf.canonical import reading_order
from keikaku.rdf.namespaces import PREFIXES

Graph = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Syntax:
    """An RDF syntax: its file suffix, media type and writer, which takes quads and the base IRI."""

    suffix: str
    media_type: str
    write: Callable[[Sequence[Quad], str], bytes]


def turtle(quads: Sequence[Quad], base: str) -> bytes:
    """RDF 1.1 Turtle, graph by graph: quads in the order of `canonical_quads`, graph names as comments."""
    bodies = [f"# {graph}\n\n".encode() + body for graph, body in _bodies(quads, base)]
    return _with_header(bodies, base)


def trig(quads: Sequence[Quad], base: str) -> bytes:
    """RDF 1.1 TriG of quads in the order of `canonical_quads`."""
    return _with_header([_graph_block(graph, body) for graph, body in _bodies(quads, base)], base)


def n_quads(quads: Iterable[Quad], _base: str = "") -> bytes:
    """N-Quads, lines in code point order: the canonical form (RDFC-1.0) of quads from `canonical_quads`."""
    return _lines(map(str, quads))


def n_triples(quads: Iterable[Quad], _base: str = "") -> bytes:
    """Canonical N-Triples of all graphs together, lines in code point order."""
    return _lines(str(quad.triple) for quad in quads)


def json_ld(quads: Iterable[Quad], _base: str = "") -> bytes:
    """Expanded JSON-LD 1.0: it needs no context from anywhere."""
    return _serialised(quads, RdfFormat.JSON_LD)


def rdf_xml(quads: Iterable[Quad], _base: str = "") -> bytes:
    """RDF/XML of all graphs together."""
    together = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    triples = (quad.triple for quad in sorted(together, key=reading_order))
    # A bare carriage return would be read back as a line feed (XML 1.0, section 2.11).
    return _serialised(triples, RdfFormat.RDF_XML, PREFIXES).replace(b"\r", b"&#13;")


SYNTAXES: tuple[Syntax, ...] = (
    Syntax("ttl", "text/turtle", turtle),
    Syntax("trig", "application/trig", trig),
    Syntax("nq", "application/n-quads", n_quads),
    Syntax("nt", "application/n-triples", n_triples),
    Syntax("jsonld", "application/ld+json", json_ld),
    Syntax("rdf", "application/rdf+xml", rdf_xml),
)


def _lines(statements: Iterable[str]) -> bytes:
    return "".join(sorted({f"{statement} .\n" for statement in statements})).encode()


def _serialised(
    statements: Iterable[Quad] | Iterable[Triple],
    syntax: RdfFormat,
    prefixes: dict[str, str] | None = None,
    base: str | None = None,
) -> bytes:
    output = BytesIO()
    serialize(statements, output, syntax, prefixes=prefixes, base_iri=base)
    return output.getvalue()


def _bodies(quads: Sequence[Quad], base: str) -> Iterator[tuple[Graph, bytes]]:
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        text = _serialised((quad.triple for quad in members), RdfFormat.TURTLE, PREFIXES, base)
        # The serialiser's own header has its prefixes in random order; literals have no raw line ends.
        body = re.sub(rb"\A(@(prefix|base) .*\n)*", b"", text)
        yield graph, re.sub(rb"\n(?=[^\t])", b"\n\n", body).replace(b"\n\t", b"\n    ")


def _graph_block(graph: Graph, body: bytes) -> bytes:
    if isinstance(graph, DefaultGraph):
        return body
    return f"{graph} {{\n".encode() + re.sub(rb"^(?=.)", b"    ", body, flags=re.MULTILINE) + b"}\n"


def _with_header(blocks: list[bytes], base: str) -> bytes:
    names = {name.decode() for block in blocks for name in re.findall(rb"(?<![\w-])([a-z-]+):", block)}
    used = [name for name in PREFIXES if name in names]
    header = [f"@base <{base}> .\n", *(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used)]
    return b"\n".join(["".join(header).encode(), *blocks])
