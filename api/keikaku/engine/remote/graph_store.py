"""A remote store as something to write to: whole graphs by the Graph Store HTTP Protocol, the rest by SPARQL Update."""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from keikaku.engine.remote.connection import Call, Connections, Reply
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.problems import RemoteRefused
from keikaku.engine.remote.product import Product
from keikaku.engine.remote.replica import NO_ANSWER
from keikaku.engine.remote.request import AGENT, SparqlRequest

_SECONDS = 3600.0
"""How long a store may take over one graph or one update."""

_LONGEST_MESSAGE = 4_096
_JSON = "application/sparql-results+json"


class RemoteGraphStore:
    """The store behind an endpoint; RemoteRefused if it does not do what it is told.

    `graphs`, `updates`: the addresses for both, if they are not where the product has them.
    """

    def __init__(
        self,
        endpoint: str,
        product: Product,
        credentials: Credentials,
        graphs: str | None = None,
        updates: str | None = None,
    ) -> None:
        self.endpoint, self.product = endpoint, product
        self._graphs = graphs or product.graph_store(endpoint)
        self._updates = updates or product.update(endpoint)
        self._credentials = credentials
        self._connections = {url: Connections(url) for url in (endpoint, self._graphs, self._updates)}

    def put(self, graph: str, n_triples: bytes) -> None:
        """Replace a graph (Graph Store HTTP Protocol, section 5.3)."""
        url = f"{self._graphs}?{urlencode({'graph': graph})}"
        headers = {"Content-Type": "application/n-triples", "User-Agent": AGENT}
        request = urllib.request.Request(url, n_triples, headers, method="PUT")  # noqa: S310 (http or https: see Replica)
        self._done(request, self._graphs)

    def update(self, text: str) -> None:
        """Send a SPARQL Update: one transaction where the store has such."""
        self._done(SparqlRequest(self._updates, text, "insert", "*/*").authorized(None), self._updates)

    def rows(self, query: str) -> list[dict[str, str]]:
        """The solutions of a SELECT, each with the string of what its variables are bound to."""
        request = SparqlRequest(self.endpoint, query, "select", _JSON).authorized(None)
        content = b"".join(self._done(request, self.endpoint))
        found: dict[str, Any] = json.loads(content)
        return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]

    def close(self) -> None:
        """Close the connections."""
        for connections in self._connections.values():
            connections.close()

    def _done(self, request: urllib.request.Request, url: str) -> list[bytes]:
        call = Call(_SECONDS)
        try:
            if header := self._authorization(call, request, url):
                request.add_header("Authorization", header)
            reply = call.send(request, self._connections[url])
            try:
                if not 200 <= reply.status < 300:
                    words = reply.beginning(_LONGEST_MESSAGE).decode(errors="replace")
                    raise RemoteRefused(url, f"HTTP {reply.status} {' '.join(words.split())[:300]}".strip())
                return list(_parts(reply))
            finally:
                reply.close()
        except NO_ANSWER as error:
            raise RemoteRefused(url, f"{type(error).__name__}: {error}") from error

    def _authorization(self, call: Call, request: urllib.request.Request, url: str) -> str | None:
        """The answer to a challenge, if a request without content is challenged; else what is sent unasked."""
        if not self._credentials.user:
            return self._credentials.header()
        asking = urllib.request.Request(url, headers={"User-Agent": AGENT})  # noqa: S310
        reply = call.send(asking, self._connections[url])
        try:
            return self._credentials.answer(request, reply.headers) or self._credentials.header()
        finally:
            reply.beginning(_LONGEST_MESSAGE)
            reply.close()


def _parts(reply: Reply) -> Iterator[bytes]:
    while data := reply.read(65_536):
        yield data
