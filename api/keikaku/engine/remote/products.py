"""The products that are known, each with its differences. docs/engines.md says which of them were tried."""

import re
from collections.abc import Sequence
from http.client import HTTPMessage
from math import ceil
from typing import ClassVar

from keikaku.engine.limits import Limits
from keikaku.engine.remote.product import NO_GRAPH, Parameters, Product
from keikaku.engine.remote.separators import with_ascii_separators
from keikaku.engine.remote.state import STATE_GRAPH
from keikaku.language import Text
from keikaku.problem import Problem


class Oxigraph(Product):
    """Oxigraph's server. Its time limit is the operator's (`--timeout-s`), and not kept within one operation."""

    name: ClassVar[str] = "oxigraph"
    server: ClassVar[str | None] = "Oxigraph/"
    is_standard: ClassVar[bool] = True

    def all_graphs(self, text: str) -> tuple[str, Parameters]:
        """By a parameter of its own."""
        return text, [("union-default-graph", "true")]

    def graph_store(self, endpoint: str) -> str:
        """`/store` beside `/query`."""
        return f"{endpoint.rpartition('/')[0]}/store"


class Virtuoso(Product):
    """Virtuoso 7: a result that ran out of time or rows comes as a whole one, but for a header."""

    name: ClassVar[str] = "virtuoso"
    server: ClassVar[str | None] = "Virtuoso"
    caps_triples: ClassVar[bool] = True
    # Of its formats JSON alone keeps all characters, and N-Triples all languages and datatypes.
    results: ClassVar[str] = "application/sparql-results+json"
    triples: ClassVar[str] = "application/n-triples"
    repairs: ClassVar[tuple[tuple[bytes, bytes], ...]] = (
        (b'"type": "bnode", "value": "nodeID://', b'"type": "bnode", "value": "'),
        (b'XMLSchema#boolean", "value": "1"', b'XMLSchema#boolean", "value": "true"'),
        (b'XMLSchema#boolean", "value": "0"', b'XMLSchema#boolean", "value": "false"'),
    )

    _SYSTEM_GRAPHS = (
        "http://www.openlinksw.com/schemas/virtrdf#",
        "http://www.w3.org/ns/ldp#",
        "http://localuriqaserver/sparql",
        "urn:activitystreams-owl:map",
        "urn:core:services:sparql",
        STATE_GRAPH,
    )

    def time_limit(self, limits: Limits) -> Parameters:
        """Milliseconds; below 1,000 it would take no notice."""
        return [("timeout", str(max(1_000, ceil(limits.seconds * 1_000))))]

    def row_limit(self, rows: int) -> Parameters:
        """It does all rows before it sends the first, so that cutting them here would be late."""
        return [("maxrows", str(rows))]

    def reworded(self, text: str) -> str:
        """Separators as it takes them."""
        return with_ascii_separators(text)

    def dataset(self, text: str, default: Sequence[str], named: Sequence[str]) -> tuple[str, Parameters]:
        """By pragmas: it repeats parameters in as many headers of its reply as there are graphs."""
        pragmas = [
            *(f"define input:default-graph-uri <{graph}>" for graph in default),
            *(f"define input:named-graph-uri <{graph}>" for graph in named or [NO_GRAPH]),
        ]
        return " ".join([*pragmas, text]), []

    def own_dataset(self, text: str) -> tuple[str, Parameters]:
        """Without FROM NAMED it would give all graphs as named ones."""
        return f"define input:named-graph-uri <{NO_GRAPH}> {text}", []

    def all_graphs(self, text: str) -> tuple[str, Parameters]:
        """All but those that it brings along."""
        pragmas = (
            f"define input:{kind}-graph-exclude <{graph}>"
            for graph in self._SYSTEM_GRAPHS
            for kind in ("default", "named")
        )
        return " ".join([*pragmas, text]), []

    def graph_store(self, endpoint: str) -> str:
        """The one with HTTP Digest authentication."""
        return f"{endpoint}-graph-crud-auth"

    def update(self, endpoint: str) -> str:
        """The one with HTTP Digest authentication."""
        return f"{endpoint}-auth"

    def is_partial(self, status: int, headers: HTTPMessage) -> bool:
        """SQL state S1TAT: "Returning incomplete results, query interrupted by result timeout"."""
        return status == 206 or headers.get("X-SQL-State", "").startswith("S1TAT")

    def row_cap(self, headers: HTTPMessage) -> int | None:
        """The lower of `maxrows` and `ResultSetMaxRows`, once it is reached."""
        cap = headers.get("X-SPARQL-MaxRows", "")
        return int(cap) if cap.isdecimal() else None


class Fuseki(Product):
    """Apache Jena Fuseki, with TDB2."""

    name: ClassVar[str] = "fuseki"
    server: ClassVar[str | None] = "Fuseki"

    def time_limit(self, limits: Limits) -> Parameters:
        """Seconds, at most the server's own."""
        return [("timeout", str(ceil(limits.seconds)))]

    def all_graphs(self, text: str) -> tuple[str, Parameters]:
        """By a graph name that stands for the union."""
        return text, [("default-graph-uri", "urn:x-arq:UnionGraph")]


class GraphDb(Product):
    """Ontotext GraphDB: the default graph of a query is the union of all graphs."""

    name: ClassVar[str] = "graphdb"
    server: ClassVar[str | None] = "GraphDB"

    def time_limit(self, limits: Limits) -> Parameters:
        """Seconds."""
        return [("timeout", str(ceil(limits.seconds)))]

    def graph_store(self, endpoint: str) -> str:
        """Below the repository."""
        return f"{endpoint}/rdf-graphs/service"

    def update(self, endpoint: str) -> str:
        """Below the repository."""
        return f"{endpoint}/statements"


class Qlever(Product):
    """QLever: the default graph of a query is the union of all graphs."""

    name: ClassVar[str] = "qlever"

    def time_limit(self, limits: Limits) -> Parameters:
        """With a unit."""
        return [("timeout", f"{ceil(limits.seconds)}s")]

    def graph_store(self, endpoint: str) -> str:
        """The endpoint itself."""
        return endpoint

    def update(self, endpoint: str) -> str:
        """The endpoint itself."""
        return endpoint


class Stardog(Product):
    """Stardog: a graph name stands for the union of all named graphs."""

    name: ClassVar[str] = "stardog"
    server: ClassVar[str | None] = "Stardog"

    def time_limit(self, limits: Limits) -> Parameters:
        """Milliseconds."""
        return [("timeout", str(ceil(limits.seconds * 1_000)))]

    def all_graphs(self, text: str) -> tuple[str, Parameters]:
        """Its alias for all named graphs."""
        return text, [("default-graph-uri", "tag:stardog:api:context:named")]

    def graph_store(self, endpoint: str) -> str:
        """The database itself."""
        return endpoint.removesuffix("/query")


PRODUCTS: dict[str, Product] = {
    product.name: product
    for product in (Product(), Oxigraph(), Virtuoso(), Fuseki(), GraphDb(), Qlever(), Stardog())
}


def named(name: str) -> Product:
    """The product of that name; Problem that lists the names there are."""
    if name not in PRODUCTS:
        raise Problem(
            Text(
                f"SPARQL エンジンの種類「{name}」は知りません。",
                f"there is no kind of engine called {name!r}.",
            ),
            advice=Text(f"あるもの: {'、'.join(PRODUCTS)}", f"There are: {', '.join(PRODUCTS)}"),
        )
    return PRODUCTS[name]


def recognised(headers: HTTPMessage) -> Product:
    """The product that a reply's Server header names; else one that only keeps to the standard."""
    server = headers.get("Server", "")
    return next(
        (
            product
            for product in PRODUCTS.values()
            if product.server and re.search(re.escape(product.server), server, re.IGNORECASE)
        ),
        PRODUCTS["sparql"],
    )
