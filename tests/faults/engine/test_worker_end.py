"""A query that goes too far ends its worker; nobody else notices, and nothing is left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from keikaku.engine.answer import Answer
from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.limits import Limits
from keikaku.engine.problems import EngineCrashed, MemoryLimit, Overloaded, TimeLimit
from keikaku.engine.query import Query

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(sys.platform != "linux", reason="watches processes through the kernel's handles"),
]

JSON = "application/sparql-results+json"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x != ?y && ?y != ?z) }"
FLOOD = "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
STICKS = """SELECT * { ?a ?p ?x
    FILTER(IF(?x = "計画 2900", EXISTS { ?b ?q ?y . ?c ?r ?z . ?d ?s ?w FILTER(CONCAT(?y, ?z, ?w) = "") }, true)) }"""
DEEP = "ASK " + "{" * 200_000 + "}" * 200_000
HUNGRY = "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?y ?z"


async def ask(engine: EmbeddedEngine, client: str = "") -> bytes:
    answer = await engine.answer(Query("ASK { ?s ?p ?o }"), JSON, client=client)
    return b"".join([chunk async for chunk in answer.chunks])


async def collect(answer: Answer, received: list[bytes]) -> None:
    async for chunk in answer.chunks:
        received.append(chunk)


YES = b'{"head":{},"boolean":true}'


async def test_a_query_over_its_time_is_killed_and_its_neighbours_feel_nothing(begin, process_end):
    engine = await begin(Limits(seconds=60))
    before = engine.worker_pids
    slow = asyncio.create_task(engine.answer(Query(ENDLESS), JSON, engine.limits.lowered(seconds=0.5)))
    while not slow.done():
        assert await ask(engine) == YES
    with pytest.raises(TimeLimit):
        await slow
    await asyncio.gather(*map(process_end, before - engine.worker_pids))
    assert await ask(engine) == YES


async def test_time_runs_out_in_the_middle_of_an_answer_too(begin):
    engine = await begin(Limits(seconds=60))
    answer = await engine.answer(Query(STICKS), JSON, engine.limits.lowered(seconds=1))
    received: list[bytes] = []
    with pytest.raises(TimeLimit):
        await collect(answer, received)
    assert received
    assert answer.outcome is None


async def test_a_slow_reader_uses_up_the_time_of_the_answer(begin, process_end):
    engine = await begin(Limits(seconds=60, answer_seconds=0.2))
    before = engine.worker_pids
    answer = await engine.answer(Query(FLOOD), JSON)
    await asyncio.gather(*map(process_end, before))
    with pytest.raises(TimeLimit):
        await collect(answer, [])


@pytest.mark.parametrize("in_memory", [True, False])
async def test_a_hungry_query_is_stopped_at_its_memory(begin, in_memory):
    engine = await begin(Limits(seconds=60, memory=100 << 20), in_memory=in_memory)
    with pytest.raises(MemoryLimit):
        await engine.answer(Query(HUNGRY), JSON)
    assert await ask(engine) == YES


async def test_a_query_that_ends_the_engines_process_ends_no_more_than_that(begin):
    engine = await begin(Limits(seconds=60, nesting=10**6, operators=10**6))
    neighbour = await engine.answer(Query("SELECT * { ?s ?p ?o }"), JSON)
    with pytest.raises(EngineCrashed):
        await engine.answer(Query(DEEP), JSON)
    assert b"".join([chunk async for chunk in neighbour.chunks]).endswith(b"]}}")
    assert await ask(engine) == YES


async def test_a_client_that_goes_away_before_the_answer_frees_its_worker(begin, process_end):
    engine = await begin(Limits(seconds=60, concurrent=1))
    before = engine.worker_pids
    waiting = asyncio.create_task(engine.answer(Query(ENDLESS), JSON))
    behind = asyncio.create_task(ask(engine))
    await asyncio.sleep(0)
    waiting.cancel()
    assert await behind == YES
    [killed] = before - engine.worker_pids
    await process_end(killed)


async def test_a_client_that_goes_away_in_the_answer_frees_its_worker(begin, process_end):
    engine = await begin(Limits(seconds=60, concurrent=1))
    before = engine.worker_pids
    answer = await engine.answer(Query(FLOOD), JSON)
    async for _ in answer.chunks:
        break
    await answer.aclose()
    await answer.aclose()
    [killed] = before - engine.worker_pids
    await process_end(killed)
    assert await ask(engine) == YES


async def test_a_worker_that_somebody_kills_is_replaced(begin, process_end):
    engine = await begin(Limits(seconds=60))
    before = engine.worker_pids
    for pid in before:
        os.kill(pid, signal.SIGKILL)
        await process_end(pid)
    while before & engine.worker_pids:
        await asyncio.sleep(0)
    assert await ask(engine) == YES


async def test_a_query_whose_worker_somebody_kills_is_asked_again(begin):
    engine = await begin(Limits(seconds=60))
    for _ in range(5):
        for pid in engine.worker_pids:
            os.kill(pid, signal.SIGKILL)
        assert await ask(engine) == YES


async def test_one_place_stays_for_quick_queries(begin, monkeypatch):
    monkeypatch.setattr("keikaku.engine.run.SLOW_SECONDS", 0.05)
    engine = await begin(Limits(seconds=60, concurrent=2, concurrent_per_client=2))
    slow = asyncio.create_task(engine.answer(Query(ENDLESS), JSON, client="a"))
    one_too_many = asyncio.create_task(engine.answer(Query(ENDLESS), JSON, client="b"))
    done, _ = await asyncio.wait({slow, one_too_many}, return_when=asyncio.FIRST_COMPLETED)
    with pytest.raises(Overloaded):
        await done.pop()
    assert await ask(engine, "c") == YES
    slow.cancel()


async def test_closing_lets_a_query_end_within_the_grace(begin, process_end):
    engine = await begin(Limits(seconds=60))
    answer = await engine.answer(Query("SELECT * { ?s ?p ?o }"), JSON)
    pids = engine.worker_pids
    closing = asyncio.create_task(engine.close(grace=60))
    assert b"".join([chunk async for chunk in answer.chunks]).endswith(b"]}}")
    await closing
    for pid in pids:
        await process_end(pid)
    with pytest.raises(Overloaded):
        await ask(engine)


async def test_closing_cuts_what_does_not_end(begin, process_end):
    engine = await begin(Limits(seconds=60))
    endless = asyncio.create_task(engine.answer(Query(ENDLESS), JSON))
    flood = await engine.answer(Query(FLOOD), JSON)
    pids = engine.worker_pids
    await engine.close(grace=0)
    with pytest.raises(Overloaded):
        await endless
    with pytest.raises(Overloaded):
        [chunk async for chunk in flood.chunks]
    for pid in pids:
        await process_end(pid)
    assert not engine.worker_pids


PARENT = textwrap.dedent(
    """
    import asyncio, sys
    from pathlib import Path
    from keikaku.engine.embedded import EmbeddedEngine
    from keikaku.engine.limits import Limits
    from keikaku.engine.query import Query

    async def main():
        engine = EmbeddedEngine(Path(sys.argv[1]), Limits(seconds=600))
        await engine.start()
        flood = await engine.answer(Query(sys.argv[2]), "text/csv")
        endless = asyncio.create_task(engine.answer(Query(sys.argv[3]), "text/csv"))
        await asyncio.sleep(0)
        answer = await engine.answer(Query("ASK {}"), "text/csv")
        print(*engine.worker_pids, flush=True)
        await endless

    asyncio.run(main())
    """
)


async def test_no_worker_outlives_a_parent_that_is_killed(store, process_end):
    arguments = [sys.executable, "-c", PARENT, str(store), FLOOD, ENDLESS]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(pid) for pid in (await asyncio.to_thread(parent.stdout.readline)).split()]
        assert len(pids) >= 2
        parent.kill()
    for pid in pids:
        await process_end(pid)
