"""A small real store, engines over it, and a way to see processes end."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest
import pytest_asyncio

from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.limits import Limits

EX = "http://example.org/"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 named items: three of them joined make 27 billion solutions."""
    path = tmp_path_factory.mktemp("faults") / "store"
    store = ox.Store(str(path))
    predicate, graph = ox.NamedNode(EX + "name"), ox.NamedNode(EX + "graph")
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"{EX}item/{number}"), predicate, ox.Literal(f"計画 {number}"), graph)
        for number in range(3_000)
    )
    store.optimize()
    store.flush()
    return path


Begin = Callable[..., Awaitable[EmbeddedEngine]]


@pytest_asyncio.fixture
async def begin(store: Path) -> AsyncIterator[Begin]:
    """Start engines with limits of the test's choice, in memory unless told otherwise; they are closed afterwards."""
    async with AsyncExitStack() as engines:

        async def started(limits: Limits | None = None, *, in_memory: bool = True) -> EmbeddedEngine:
            engine = EmbeddedEngine(store, limits, in_memory_bytes=1 << 30 if in_memory else 0)
            engines.push_async_callback(engine.close, 0)
            await engine.start()
            return engine

        yield started


@pytest.fixture
def process_end() -> Callable[[int], Awaitable[None]]:
    """Wait until a process, a child of ours or not, is no more."""

    async def ended(pid: int) -> None:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(handle, end.set)
        try:
            await end.wait()
        finally:
            loop.remove_reader(handle)
            os.close(handle)

    return ended
