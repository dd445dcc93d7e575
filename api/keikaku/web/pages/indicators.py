"""Indicators: what is measured, with baselines, targets and actual values by year."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import MP, RDF
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed, else as a number; its kind and year."""

    link: Link
    kind: Link | None
    year: Link | None
    words: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its unit and values, by year."""

    link: Link
    unit: str | None
    values: list[Value]


def indicators_of(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Indicator]:
    """The indicators of a policy or project, in the order of their addresses."""
    nodes = sorted(graph.nodes(thing, MP.indicator), key=lambda node: node.value)
    return [
        Indicator(reader.link(graph, node), graph.text(node, MP.unit), _values(graph, node, reader))
        for node in nodes
    ]


def _values(graph: Subgraph, indicator: NamedNode, reader: Reader) -> list[Value]:
    nodes = graph.nodes(indicator, MP.indicatorValue)
    return [
        _value(graph, node, reader) for node in sorted(nodes, key=lambda node: node.value.rpartition("-")[2])
    ]


def _value(graph: Subgraph, node: NamedNode, reader: Reader) -> Value:
    kind, year = graph.node(node, MP.valueKind), graph.node(node, MP.fiscalYear)
    return Value(
        reader.link(graph, node),
        reader.link(graph, kind) if kind else None,
        reader.link(graph, year) if year else None,
        graph.text(node, MP.publishedValue) or graph.text(node, RDF.value) or "",
    )
