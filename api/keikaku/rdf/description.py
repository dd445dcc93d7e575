"""Statements about one thing, and the graph that they stand in."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

Value = NamedNode | Literal


def about(
    subject: NamedNode, *statements: tuple[NamedNode, Value | Iterable[Value] | None]
) -> Iterator[Triple]:
    """The triples of a subject from (predicate, value) pairs; None says nothing, several values say each."""
    for predicate, values in statements:
        if isinstance(values, NamedNode | Literal):
            yield Triple(subject, predicate, values)
        else:
            for value in values or ():
                yield Triple(subject, predicate, value)


def in_graph(graph: NamedNode, triples: Iterable[Triple]) -> Iterator[Quad]:
    """The triples as quads of one named graph."""
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
