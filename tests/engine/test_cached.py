import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from keikaku.engine.answer import Answer
from keikaku.engine.cache import AnswerCache
from keikaku.engine.cached import CachedEngine
from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.limits import Limits
from keikaku.engine.problems import QuerySyntaxError, TimeLimit
from keikaku.engine.query import Query

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = "application/sparql-results+json"
ALL = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"


class Counting:
    """A real engine that counts what it is asked."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine, self.limits, self.load, self.asked = engine, engine.limits, engine.load, 0

    async def start(self) -> None:
        pass

    async def close(self, grace: float = 10.0) -> None:
        pass

    async def answer(
        self, query: Query, media_type: str, limits: Limits | None = None, client: str = ""
    ) -> Answer:
        self.asked += 1
        return await self._engine.answer(query, media_type, limits, client)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def real(store: Path) -> AsyncIterator[EmbeddedEngine]:
    engine = EmbeddedEngine(store, Limits(seconds=60))
    await engine.start()
    yield engine
    await engine.close(grace=0)


@pytest_asyncio.fixture(loop_scope="module")
async def counting(real: EmbeddedEngine) -> Counting:
    return Counting(real)


@pytest_asyncio.fixture(loop_scope="module")
async def engine(counting: Counting, tmp_path: Path) -> AsyncIterator[CachedEngine]:
    engine = CachedEngine(counting, AnswerCache(tmp_path, "r", 64 << 20), light=0)
    await engine.start()
    yield engine
    await engine.close()


async def ask(engine: CachedEngine, text: str, media_type: str = JSON, **limits: float) -> bytes:
    answer = await engine.answer(Query(text), media_type, engine.limits.lowered(**limits))
    try:
        return b"".join([chunk async for chunk in answer.chunks])
    finally:
        await answer.aclose()


async def test_the_same_question_is_asked_once(engine, counting):
    first = await ask(engine, ALL)
    assert len(first) > 65_536
    assert await ask(engine, ALL) == first
    assert counting.asked == 1
    assert (engine.hits, engine.misses) == (1, 1)


async def test_what_is_light_is_kept_when_it_comes_again(counting, tmp_path):
    engine = CachedEngine(counting, AnswerCache(tmp_path, "r", 64 << 20), light=60)
    await engine.start()
    first = await ask(engine, ALL)
    assert not any((tmp_path / "r").iterdir())
    assert await ask(engine, ALL) == first
    assert await ask(engine, ALL) == first
    assert counting.asked == 2
    await engine.close()


async def test_what_is_light_is_kept_when_somebody_waits_for_it(counting, tmp_path):
    engine = CachedEngine(counting, AnswerCache(tmp_path, "r", 64 << 20), light=60)
    await engine.start()
    await asyncio.gather(*[ask(engine, ALL) for _ in range(20)])
    assert counting.asked == 1
    await engine.close()


async def test_what_was_kept_is_said_to_be_as_it_was(engine):
    whole = await engine.answer(Query(ALL), JSON)
    again = [chunk async for chunk in whole.chunks]
    kept = await engine.answer(Query(ALL), JSON)
    assert [b"".join(again)] == [b"".join([chunk async for chunk in kept.chunks])]
    assert (kept.form, kept.media_type, kept.truncated) == ("select", JSON, False)
    assert kept.outcome.rows == whole.outcome.rows == 3_000
    assert kept.outcome.bytes == whole.outcome.bytes


@pytest.mark.parametrize(
    "other",
    [
        Query(ALL + " "),
        Query(ALL, default_graphs=("http://example.org/graph/1",)),
        Query(ALL, named_graphs=("http://example.org/graph/1",)),
        Query(ALL, substitutions={"o": '"x"'}),
        Query(ALL, base_iri="http://example.org/"),
        Query(ALL, offset=1),
    ],
    ids=["text", "default graph", "named graph", "value", "base", "offset"],
)
async def test_another_question_is_asked(engine, counting, other):
    await ask(engine, ALL)
    answer = await engine.answer(other, JSON)
    await answer.aclose()
    assert counting.asked == 2


async def test_another_format_is_asked_for(engine, counting):
    assert await ask(engine, ALL, "text/csv") != await ask(engine, ALL)
    assert counting.asked == 2


@pytest.mark.parametrize("call", ["NOW()", "rand()", "UUID()", "StrUUID()", "BNODE()", "\\u004EOW()"])
async def test_what_changes_is_asked_each_time(engine, counting, call):
    for _ in range(2):
        await ask(engine, f"SELECT ({call} AS ?x) {{}}")
    assert counting.asked == 2


async def test_words_that_only_look_like_such_a_call_are_no_reason(engine, counting):
    for _ in range(2):
        await ask(engine, 'SELECT ?now { VALUES ?now { "NOW()" } } # RAND()')
    assert counting.asked == 1


async def test_what_is_cut_off_is_not_kept(engine, counting):
    for _ in range(2):
        await ask(engine, ALL, rows=10)
    assert counting.asked == 2


async def test_what_was_not_read_to_its_end_is_not_kept(engine, counting):
    answer = await engine.answer(Query(ALL), JSON)
    await anext(answer.chunks)
    await answer.aclose()
    assert len(await ask(engine, ALL)) > 65_536
    assert counting.asked == 2


async def test_problems_are_not_kept(engine, counting):
    for _ in range(2):
        with pytest.raises(QuerySyntaxError):
            await ask(engine, "SELECT nonsense")
    assert counting.asked == 2


async def test_who_asks_the_same_at_the_same_time_waits_for_the_one_answer(engine, counting):
    answers = await asyncio.gather(*[ask(engine, ALL) for _ in range(20)])
    assert len(set(answers)) == 1
    assert counting.asked == 1


async def test_who_asks_the_same_at_the_same_time_gets_the_same_problem(engine, counting):
    problems = await asyncio.gather(
        *[ask(engine, ENDLESS, seconds=0.2) for _ in range(5)], return_exceptions=True
    )
    assert [type(problem) for problem in problems] == [TimeLimit] * 5
    assert counting.asked == 1


async def test_who_has_less_time_does_not_wait_for_who_has_more(engine, counting):
    patient = asyncio.create_task(ask(engine, ENDLESS, seconds=30))
    with pytest.raises(TimeLimit):
        await ask(engine, ENDLESS, seconds=0.2)
    patient.cancel()
    assert counting.asked == 2


async def test_who_waited_for_one_that_left_asks_itself(engine, counting):
    leaving = asyncio.create_task(ask(engine, ALL))
    staying = asyncio.create_task(ask(engine, ALL))
    while not counting.asked:
        await asyncio.sleep(0)
    leaving.cancel()
    assert len(await staying) > 65_536
    assert counting.asked == 2


async def test_nobody_waits_for_a_slow_reader(engine, counting):
    slow = await engine.answer(Query(ALL), JSON)
    await anext(slow.chunks)
    assert len(await ask(engine, ALL)) > 65_536
    await slow.aclose()
    assert counting.asked == 2


async def test_a_damaged_answer_is_asked_again(engine, counting, tmp_path):
    first = await ask(engine, ALL)
    [path] = tmp_path.glob("r/*")
    with path.open("r+b") as file:
        file.seek(1_000)
        file.write(b"damage")
    assert await ask(engine, ALL) == first
    assert counting.asked == 2
