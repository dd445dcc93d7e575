"""What leads to a thing: how many per property, and the first of them by name."""

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
_LIST = (
    f"{PREFIX_LINES}CONSTRUCT {{ ?x ?p ?s . ?x rdfs:label ?label }} "
    "WHERE { ?x ?p ?s OPTIONAL { ?x rdfs:label ?label } } LIMIT %d"
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A property, how many things have it lead here, and as many of them as a page lists."""

    property: Link
    count: int
    links: list[Link]


async def incoming(graph: Graph, thing: NamedNode, reader: Reader, items: int) -> list[Incoming]:
    """What leads to a thing, property by property, each with at most about `items` by name."""
    found = []
    for row in await graph.rows(Query(_COUNTS, substitutions={"s": str(thing)})):
        if "p" in row:
            predicate = NamedNode(row["p"])
            named = await graph.subgraph(_LIST % items, s=thing, p=predicate)
            links = reader.links(named, in_order(named, named.subjects(predicate, thing)))
            found.append(Incoming(property_link(predicate, reader), int(row["n"]), links))
    return found


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
