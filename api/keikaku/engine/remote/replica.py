"""One endpoint: what it is, whether it answers, and how it is asked."""

import json
from collections.abc import Iterable
from http.client import HTTPException
from typing import IO, Any, cast
from urllib.parse import urlsplit

import pyoxigraph as ox

from keikaku.engine.remote.body import Body
from keikaku.engine.remote.cap import TripleCap
from keikaku.engine.remote.circuit import Circuit
from keikaku.engine.remote.connection import Call, Connections, Reply
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.problems import RemoteFailed, RemoteRefused
from keikaku.engine.remote.product import Product
from keikaku.engine.remote.products import recognised
from keikaku.engine.remote.request import SparqlRequest
from keikaku.engine.remote.state import READ_RELEASE

CHECK_SECONDS = 5.0
_LONGEST_MESSAGE = 4_096
_JSON = "application/sparql-results+json"

NO_ANSWER = (OSError, HTTPException)
"""What is raised when an endpoint does not answer at all, or not to the end."""


class Unanswered(Exception):
    """The endpoint has answered, but cannot do now what it is asked."""


class Replica:
    """An endpoint with its connections and its circuit.

    `product` is found out by the first check unless it is given. `release` is the id that the store must hold, if it
    says which one it holds at all.
    """

    def __init__(
        self, endpoint: str, credentials: Credentials, product: Product | None, release: str | None
    ) -> None:
        address = urlsplit(endpoint)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise RemoteRefused(endpoint, "it is no http or https address")
        if address.username or address.password:
            raise RemoteRefused(
                address.hostname, "credentials belong into the environment, not into the address"
            )
        self.endpoint, self.release = endpoint, release
        self.circuit, self.cap = Circuit(), TripleCap()
        self._credentials, self._product = credentials, product
        self._connections = Connections(endpoint)
        self._wants_digest = self._is_checked = False
        self.states_release = False

    @property
    def product(self) -> Product:
        """What the endpoint is; known after the first check that it answered."""
        return self._product or Product()

    @property
    def is_known(self) -> bool:
        """Whether it can be asked: what it is was said or found out, and which release it holds was looked at."""
        return self._product is not None and (self.release is None or self._is_checked)

    def ask(
        self, call: Call, text: str, form: str, accept: str, parameters: Iterable[tuple[str, str]]
    ) -> Reply:
        """The reply to a query, whatever its status; one of NO_ANSWER if there is none."""
        request = SparqlRequest(self.endpoint, text, form, accept, parameters)
        reply = call.send(request.authorized(self._authorization(call, request)), self._connections)
        if reply.status == 401 and self._credentials.user and not self._wants_digest:
            reply.close()
            self._wants_digest = True
            reply = call.send(request.authorized(self._authorization(call, request)), self._connections)
        return reply

    def _authorization(self, call: Call, request: SparqlRequest) -> str | None:
        """The Authorization header; with Digest it answers a challenge, which a small request fetches."""
        if not self._wants_digest:
            return self._credentials.header()
        asking = SparqlRequest(self.endpoint, "ASK {}", "ask", _JSON).authorized(None)
        challenge = call.send(asking, self._connections)
        challenge.beginning(_LONGEST_MESSAGE)
        challenge.close()
        return self._credentials.answer(request.authorized(None), challenge.headers)

    def check(self) -> None:
        """Ask what costs nothing and close the circuit; NO_ANSWER, Unanswered, or RemoteRefused if it never will do."""
        call = Call(CHECK_SECONDS)
        reply = self.ask(call, "ASK {}", "ask", _JSON, [])
        try:
            words = reply.beginning(_LONGEST_MESSAGE)
            if reply.status in (502, 503, 504):
                raise Unanswered
            if reply.status != 200:
                raise RemoteRefused(self.endpoint, f"HTTP {reply.status}")
        finally:
            reply.close()
        if not isinstance(_parsed(words).get("boolean"), bool):
            raise RemoteRefused(self.endpoint, "it is no SPARQL endpoint")
        self._product = self._product or recognised(reply.headers)
        self.check_release(call)
        self._is_checked = True
        self.circuit.succeeded()

    def check_release(self, call: Call) -> None:
        """Raise Unanswered if the store says that it holds another release now than this service serves."""
        if self.release is None:
            return
        reply = self.ask(call, READ_RELEASE, "select", _JSON, [])
        try:
            if reply.status != 200:
                raise Unanswered
            held = _values(_parsed(reply.beginning(_LONGEST_MESSAGE)))
        finally:
            reply.close()
        self.states_release = self.states_release or bool(held)
        if self.states_release and held != [self.release]:
            raise Unanswered

    def count_triples(self, call: Call, text: str) -> int:
        """How many triples the answer to a CONSTRUCT has."""
        reply = self.ask(call, text, "construct", self.product.triples, [])
        try:
            if reply.status != 200:
                raise RemoteFailed(f"HTTP {reply.status}")
            return sum(1 for _ in ox.parse(cast(IO[bytes], Body(reply.read, ())), ox.RdfFormat.N_TRIPLES))
        finally:
            reply.close()

    def close(self) -> None:
        """Close its idle connections."""
        self._connections.close()


def product_of(endpoint: str, credentials: Credentials) -> Product:
    """What an endpoint is, as far as it says so; RemoteRefused if it does not answer."""
    replica = Replica(endpoint, credentials, None, None)
    try:
        replica.check()
    except (*NO_ANSWER, Unanswered) as error:
        raise RemoteRefused(endpoint, f"{type(error).__name__}: {error}") from error
    finally:
        replica.close()
    return replica.product


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _values(results: dict[str, Any]) -> list[str]:
    rows = results.get("results", {}).get("bindings", [])
    return [row["value"]["value"] for row in rows]
