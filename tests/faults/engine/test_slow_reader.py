"""A reader that is slow, or stops, holds up its own query and fills no memory."""

import sys
from pathlib import Path

import pytest

from keikaku.engine.limits import Limits
from keikaku.engine.query import Query

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of processes from /proc"),
]

FLOOD = "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
MEBIBYTE = 1 << 20


def resident(pid: int | str) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "text/tab-separated-values"])
async def test_memory_stays_bounded_while_much_more_streams(begin, media_type):
    engine = await begin(Limits(seconds=300, rows=10**9, bytes=1 << 40))
    answer = await engine.answer(Query(FLOOD), media_type)
    received, most = 0, 0
    before = resident("self") + max(map(resident, engine.worker_pids))
    async for chunk in answer.chunks:
        received += len(chunk)
        most = max(most, resident("self") + max(map(resident, engine.worker_pids)))
        if received > 200 * MEBIBYTE:
            break
    await answer.aclose()
    assert most - before < 32 * MEBIBYTE


async def test_a_reader_that_stops_stops_its_worker(begin):
    engine = await begin(Limits(seconds=300))
    stalled = await engine.answer(Query(FLOOD), "text/csv")
    before = resident("self")
    for _ in range(200):
        answer = await engine.answer(Query("SELECT * { ?s ?p ?o } LIMIT 500"), "text/csv")
        [chunk async for chunk in answer.chunks]
    assert resident("self") - before < 16 * MEBIBYTE
    await stalled.aclose()
