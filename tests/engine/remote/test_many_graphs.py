"""More graphs than are told by name: the dataset is all graphs of the store."""

import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from keikaku.engine.query import Query
from keikaku.engine.remote.engine import RemoteEngine
from keikaku.engine.remote.products import PRODUCTS
from remote_servers import SERVERS, Server

pytestmark = pytest.mark.asyncio

EX = "http://example.org/"
GRAPHS = [f"{EX}graph/{number}" for number in range(40)]


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = SERVERS[request.param](tmp_path_factory.mktemp(request.param) / "server")
    server.start()
    try:
        node = ox.NamedNode
        server.load(ox.Quad(node(g), node(f"{EX}p"), ox.Literal("計画"), node(g)) for g in GRAPHS)
        yield server
    finally:
        server.kill()


async def test_all_graphs_are_the_dataset_and_what_an_engine_brings_along_is_not(server):
    assert len(GRAPHS) > PRODUCTS[server.product].explicit_graphs
    engine = RemoteEngine([server.endpoint], graphs=GRAPHS)
    await engine.start()
    try:
        for pattern in ("?g ?p ?o", "GRAPH ?g { ?s ?p ?o }"):
            answer = await engine.answer(
                Query(f"SELECT ?g {{ {pattern} }}"), "application/sparql-results+json"
            )
            content = b"".join([chunk async for chunk in answer.chunks])
            rows = json.loads(content)["results"]["bindings"]
            assert sorted(row["g"]["value"] for row in rows) == sorted(GRAPHS)
    finally:
        await engine.close(grace=0)
