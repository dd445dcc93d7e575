"""Quads as text in the six RDF syntaxes: the same quads always give the same bytes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from keikaku.rdf.canonical import reading_order
from keikaku.rdf.namespaces import PREFIXES
from keikaku.rdf.turtle import trig, turtle

__all__ = ["SYNTAXES", "Syntax", "json_ld", "n_quads", "n_triples", "rdf_xml", "trig", "turtle"]


@dataclass(frozen=True, slots=True)
class Syntax:
    """An RDF syntax: its file suffix, media type and writer, which takes quads and the base IRI."""

    suffix: str
    media_type: str
    write: Callable[[Sequence[Quad], str], bytes]


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
) -> bytes:
    output = BytesIO()
    serialize(statements, output, syntax, prefixes=prefixes)
    return output.getvalue()
