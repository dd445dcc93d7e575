"""An example from the data for every term, found with two queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.engine.query import Query
from keikaku.web.graph import Graph
from keikaku.web.pages.labels import labels_of
from keikaku.web.pages.reader import Link, Reader

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class TermExample:
    """A thing that has the class, or that says something by the property and what it says."""

    thing: Link
    value: Link | None


async def examples_of(
    graph: Graph, classes: Iterable[NamedNode], properties: Iterable[NamedNode], reader: Reader
) -> Mapping[NamedNode, TermExample]:
    """One thing for each class and one statement for each property; terms without a use are left out."""
    parts = [f"{{ SELECT ?t ?x WHERE {{ BIND({node} AS ?t) ?x a {node} }} LIMIT 1 }}" for node in classes]
    parts += [
        f"{{ SELECT ?t ?x ?v WHERE {{ BIND({node} AS ?t) ?x {node} ?v }} LIMIT 1 }}" for node in properties
    ]
    rows = await graph.rows(Query(f"SELECT ?t ?x ?v WHERE {{ {' UNION '.join(parts)} }}"))
    things = [row[name] for row in rows for name in ("x", "v") if row.get(name, "").startswith(reader.base)]
    labels = await labels_of(graph, things, reader.language)
    return {NamedNode(row["t"]): _example(row, labels, reader) for row in rows}


def _example(row: Mapping[str, str], labels: Mapping[str, str], reader: Reader) -> TermExample:
    def link(value: str) -> Link:
        return Link(labels[value], reader.href(value)) if value in labels else Link(_short(value))

    return TermExample(link(row["x"]), link(row["v"]) if "v" in row else None)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
