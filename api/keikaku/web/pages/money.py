"""Amounts as people read them: as printed, in yen, and what they stand on."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import NamedNode

from keikaku.language import Language
from keikaku.rdf.namespaces import MP, RDFS, SCHEMA
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: its label, the value in yen where one is stated, its note and sources."""

    link: Link
    yen: str | None
    note: Link | None
    sources: list[Link]


def amounts_of(graph: Subgraph, owner: NamedNode, reader: Reader) -> list[Money]:
    """The amounts of a plan, policy or project, in the order of their addresses: by kind, then by year."""
    nodes = sorted(graph.nodes(owner, MP.amount), key=lambda node: node.value)
    return [
        Money(
            reader.link(graph, node),
            yen(graph.text(node, SCHEMA.value), reader.language),
            reader.words(graph.literal(node, RDFS.comment, reader.language)),
            reader.sources(graph, node),
        )
        for node in nodes
    ]


def yen(value: str | None, language: Language) -> str | None:
    """`1425000000` as `1,425,000,000円` or `¥1,425,000,000`; None if it is no number."""
    try:
        figure = f"{Decimal(value or ''):,f}"
    except InvalidOperation:
        return None
    return f"{figure}円" if language == "ja" else f"¥{figure}"
