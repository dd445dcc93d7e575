"""What pages ask of the engine: a piece of the data, small enough to be held and walked through."""

import json

from pyoxigraph import NamedNode, RdfFormat, parse

from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.web.service import Service
from keikaku.web.subgraph import Subgraph

_N_TRIPLES = "application/n-triples"


class Graph:
    """The served data, asked by CONSTRUCT for what a page needs."""

    def __init__(self, service: Service, client: str = "") -> None:
        self.service, self.client = service, client

    async def subgraph(self, text: str, **substitutions: NamedNode) -> Subgraph:
        """The triples that a CONSTRUCT gives; QueryProblem as from any other query."""
        terms = {name: str(term) for name, term in substitutions.items()}
        content = await self.read(Query(text, substitutions=terms), _N_TRIPLES)
        return Subgraph(quad.triple for quad in parse(content, RdfFormat.N_TRIPLES))

    async def rows(self, query: Query) -> list[dict[str, str]]:
        """The solutions of a SELECT, each with the string of what its variables are bound to."""
        found = json.loads(await self.read(query, "application/sparql-results+json"))["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]

    async def read(self, query: Query, media_type: str, limits: Limits | None = None) -> bytes:
        """A whole answer at once: only for answers that are known to be small."""
        answer = await self.service.engine.answer(query, media_type, limits, self.client)
        try:
            return b"".join([chunk async for chunk in answer.chunks])
        finally:
            await answer.aclose()
