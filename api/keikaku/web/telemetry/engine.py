"""An engine that is watched: every query that it is asked is counted and traced, and the exchange learns of it."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter

from keikaku.engine.answer import Answer, Outcome
from keikaku.engine.engine import Engine
from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.load import Load
from keikaku.engine.problems import QueryProblem
from keikaku.engine.query import Query
from keikaku.web.problem_response import of_query
from keikaku.web.telemetry.exchange import Exchange, current_exchange
from keikaku.web.telemetry.telemetry import Telemetry

_ABANDONED = "abandoned"


class WatchedEngine:
    """Hands everything on to another engine (see `engine.Engine`)."""

    def __init__(self, engine: Engine, telemetry: Telemetry) -> None:
        self._engine, self._telemetry = engine, telemetry

    @property
    def limits(self) -> Limits:
        """Those of the engine."""
        return self._engine.limits

    @property
    def load(self) -> Load:
        """That of the engine."""
        return self._engine.load

    async def start(self) -> None:
        """Start the engine."""
        await self._engine.start()

    async def answer(
        self, query: Query, media_type: str, limits: Limits | None = None, client: str = ""
    ) -> Answer:
        """The engine's answer, watched to its end."""
        watch = _Watch(self._telemetry)
        try:
            answer = await self._engine.answer(query, media_type, limits, client)
        except QueryProblem as problem:
            watch.over("", problem.code, problem.worker)
            raise
        except asyncio.CancelledError:
            watch.over("", _ABANDONED, None)
            raise
        return WatchedAnswer(answer, watch)

    async def close(self, grace: float = 10.0) -> None:
        """Close the engine."""
        await self._engine.close(grace)


class WatchedAnswer:
    """Hands the chunks of another answer on, and tells how it ended (see `answer.Answer`)."""

    def __init__(self, answer: Answer, watch: "_Watch") -> None:
        self._answer, self._watch = answer, watch
        self._chunks = self._read()

    @property
    def form(self) -> Form:
        """That of the answer."""
        return self._answer.form

    @property
    def media_type(self) -> str:
        """That of the answer."""
        return self._answer.media_type

    @property
    def truncated(self) -> bool | None:
        """Whether rows were cut off, as far as known."""
        return self._answer.truncated

    @property
    def outcome(self) -> Outcome | None:
        """What the answer came to."""
        return self._answer.outcome

    @property
    def worker(self) -> int | None:
        """The process that computes it."""
        return self._answer.worker

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, once."""
        return self._chunks

    async def aclose(self) -> None:
        """Stop the answer; harmless after its end."""
        await self._answer.aclose()
        self._watch.over(self.form, _ABANDONED, self.worker)

    async def _read(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.chunks:
                yield chunk
        except QueryProblem as problem:
            current_exchange().problem = of_query(problem).kind.slug
            self._watch.over(self.form, problem.code, self.worker)
            raise
        if (outcome := self.outcome) is not None:
            self._watch.over(self.form, "truncated" if outcome.truncated else "ok", self.worker, outcome)


class _Watch:
    """One query under way: what it came to is told once."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry
        self._exchange, self._started = current_exchange(), perf_counter()
        self._is_over = False

    def over(self, form: str, ending: str, worker: int | None, outcome: Outcome | None = None) -> None:
        """The query has ended, in this way: `ok`, `truncated`, `abandoned` or the code of its problem."""
        if self._is_over:
            return
        self._is_over = True
        seconds = perf_counter() - self._started
        exchange = self._exchange
        exchange.worker = worker
        if exchange.query is not None and outcome is not None:
            exchange.rows, exchange.is_truncated = outcome.rows, outcome.truncated
        self._telemetry.metrics.count_query(form or exchange.form or "unknown", ending, seconds)
        if self._telemetry.tracing.is_on:
            self._telemetry.tracing.query(seconds, _known(exchange, form, ending, outcome))


def _known(exchange: Exchange, form: str, ending: str, outcome: Outcome | None) -> dict[str, str | float]:
    """What a trace tells of a query."""
    known: dict[str, str | float | None] = {
        "form": form,
        "outcome": ending,
        "worker": exchange.worker,
        "id": exchange.id,
        "query_hash": exchange.query_hash,
    }
    if outcome is not None:
        known |= {"rows": outcome.rows, "bytes": outcome.bytes, "duration": round(outcome.seconds, 4)}
    return {name: value for name, value in known.items() if value is not None}
