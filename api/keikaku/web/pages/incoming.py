"""What leads to a thing: how many per property, the first of them by name, and the rest page by page."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.engine.query import Query
from keikaku.rdf.namespaces import PREFIXES
from keikaku.web.graph import Graph
from keikaku.web.pages.description import PREFIX_LINES
from keikaku.web.pages.order import in_order
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.vocabulary import vocabulary

_COUNTS = "SELECT ?s ?p (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x ?p ?s } GROUP BY ?s ?p ORDER BY ?p"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A property, how many things have it lead here, and those of them from the `first` on that a page lists.

    `name` names the property in addresses; `page` is the number of the next page.
    """

    property: Link
    name: str
    count: int
    first: int
    links: list[Link]
    page: int | None


async def incoming(
    graph: Graph, thing: NamedNode, reader: Reader, items: int, only: str | None = None, page: int = 1
) -> list[Incoming]:
    """What leads to a thing, `items` by name for each property; `only` one property, from a page on. Two queries."""
    rows = await graph.rows(Query(_COUNTS, substitutions={"s": str(thing)}))
    counts = {NamedNode(row["p"]): int(row["n"]) for row in rows if "p" in row}
    wanted = [node for node in counts if only in (None, prefixed(node.value))]
    if not wanted:
        return []
    first = (page - 1) * items
    named = await graph.subgraph(_listing(wanted, items, first), s=thing)
    found = []
    for node in wanted:
        links = reader.links(named, in_order(named, named.subjects(node, thing)))
        after = page + 1 if first + items < counts[node] else None
        name = prefixed(node.value)
        found.append(Incoming(property_link(node, reader), name, counts[node], first + 1, links, after))
    return found


def _listing(properties: list[NamedNode], items: int, first: int) -> str:
    """One query for some of each property; the engine binds `?s` only where it is projected, so in each part."""
    parts = " UNION ".join(
        f"{{ SELECT ?x ?p ?s WHERE {{ BIND({node} AS ?p) ?x {node} ?s }} ORDER BY ?x LIMIT {items} OFFSET {first} }}"
        for node in properties
    )
    return (
        f"{PREFIX_LINES}CONSTRUCT {{ ?x ?p ?s . ?x rdfs:label ?label }} "
        f"WHERE {{ {parts} OPTIONAL {{ ?x rdfs:label ?label }} }}"
    )


def property_link(predicate: NamedNode, reader: Reader) -> Link:
    """A property or class by its label in the ontology, else by its prefixed name."""
    if vocabulary().label(predicate, reader.language):
        return reader.link(vocabulary(), predicate)
    return Link(prefixed(predicate.value), reader.href(predicate.value), external=True)


def prefixed(iri: str) -> str:
    """`dcterms:isPartOf`; the IRI itself where no prefix fits."""
    fitting = [(name, start) for name, start in PREFIXES.items() if iri.startswith(start)]
    if not fitting:
        return iri
    name, start = max(fitting, key=lambda item: len(item[1]))
    return f"{name}:{iri.removeprefix(start)}"
