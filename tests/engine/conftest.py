"""A small real store, and engines over it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import pytest_asyncio

from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.limits import Limits

EX = "http://example.org/"


def example_quads(number: int = 3_000) -> list[ox.Quad]:
    """Items in three graphs, with names full of what serialisations must escape."""
    predicate = ox.NamedNode(EX + "name")
    texts = ['計画"},{"', "line\nbreak\r\n", "tab\tback\\slash\\", "</result><result>", "a,'b'"]
    return [
        ox.Quad(
            ox.NamedNode(f"{EX}item/{index}"),
            predicate,
            ox.Literal(f"{index} {texts[index % 5]}", language="ja"),
            ox.NamedNode(f"{EX}graph/{index % 3}"),
        )
        for index in range(number)
    ]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store on disk, as a release has it."""
    path = tmp_path_factory.mktemp("engine") / "store"
    store = ox.Store(str(path))
    store.bulk_extend(example_quads())
    store.optimize()
    store.flush()
    return path


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=["memory", "disk"])
async def engine(store: Path, request: pytest.FixtureRequest) -> AsyncIterator[EmbeddedEngine]:
    """An engine with the defaults, its store in memory or on disk."""
    in_memory_bytes = 1 << 30 if request.param == "memory" else 0
    engine = EmbeddedEngine(store, Limits(seconds=60), in_memory_bytes=in_memory_bytes)
    await engine.start()
    yield engine
    await engine.close(grace=0)
