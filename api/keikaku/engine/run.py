"""One query on one worker: its clocks, what stops it, and its answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from keikaku.engine.answer import Outcome
from keikaku.engine.channel import WorkerGone
from keikaku.engine.formats import Form
from keikaku.engine.frames import DATA, END, FAILURE, content
from keikaku.engine.limits import Limits
from keikaku.engine.mistake import NO_FORM, mistake
from keikaku.engine.problems import (
    ByteLimit,
    EngineCrashed,
    MemoryLimit,
    QueryFailed,
    QueryProblem,
    QuerySyntaxError,
    TimeLimit,
    VariableNotProjected,
    WorkerKilled,
)
from keikaku.engine.process import Cause, WorkerProcess
from keikaku.engine.syntax import Syntax

SLOW_SECONDS = 1.0
"""A query that has run for longer counts as slow and lets others have the processor."""


class Run:
    """A query from the request to the last frame.

    `turn_slow` is asked after SLOW_SECONDS whether it may go on (a Problem if not); `on_over` is called once, when
    the worker is idle again or has been killed (`was_killed`, for `problem` or because nobody reads on).
    """

    def __init__(
        self,
        worker: WorkerProcess,
        limits: Limits,
        turn_slow: Callable[[], QueryProblem | None],
        on_over: Callable[["Run"], None],
    ) -> None:
        self.worker = worker
        self.is_slow = self.is_over = self.was_killed = False
        self._limits = limits
        self._turn_slow, self._on_over = turn_slow, on_over
        self._remaining = limits.seconds
        self._timers: tuple[asyncio.TimerHandle, ...] = ()
        self.problem: QueryProblem | None = None

    def start(self, request: dict[str, Any]) -> None:
        """Send the request; the clocks run."""
        loop = asyncio.get_running_loop()
        total = self._limits.answer_seconds
        self._timers = (
            loop.call_later(SLOW_SECONDS, self._mark_slow),
            loop.call_later(total, lambda: self.stop(TimeLimit(total))),
        )
        self._frames = self.worker.ask(request, self._end)

    @property
    def seconds(self) -> float:
        """Seconds for which the worker was waited for."""
        return self._limits.seconds - self._remaining

    @property
    def last(self) -> tuple[bytes, bytes] | None:
        """The last frame, if it has come; it may still have to be read."""
        return self._frames.last

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; the Problem that stopped the query if there is none."""
        if not self._frames.is_empty:
            return await self._frames.next()
        loop = asyncio.get_running_loop()
        started = loop.time()
        timer = loop.call_later(self._remaining, lambda: self.stop(TimeLimit(self._limits.seconds)))
        try:
            return await self._frames.next()
        except WorkerGone:
            if not self.problem:
                self.stop(self._cause(await self.worker.ended()))
            raise self.problem or EngineCrashed() from None
        finally:
            timer.cancel()
            self._remaining -= loop.time() - started

    def stop(self, problem: QueryProblem | None = None) -> None:
        """Kill the worker if the query still runs; whoever waits for a frame gets the Problem."""
        if not self.is_over:
            self.problem = problem
            self.was_killed = True
            self._end()

    def _cause(self, ended: Cause) -> QueryProblem:
        if ended == "memory":
            return MemoryLimit(self._limits.memory)
        return WorkerKilled() if ended == "killed" else EngineCrashed()

    def _mark_slow(self) -> None:
        if problem := self._turn_slow():
            self.stop(problem)
        else:
            self.is_slow = True
            self.worker.yield_processor()

    def _end(self) -> None:
        self.is_over = True
        for timer in self._timers:
            timer.cancel()
        self._on_over(self)


class EmbeddedAnswer:
    """An answer from a worker (see `answer.Answer`)."""

    def __init__(self, run: Run, syntax: Syntax, limits: Limits, head: dict[str, Any]) -> None:
        self.form: Form = head["form"]
        self.media_type: str = head["media_type"]
        self.truncated: bool | None = None
        self.outcome: Outcome | None = None
        self._run, self._syntax, self._limits = run, syntax, limits
        self._chunks = self._read()
        if run.last:
            self.truncated = self._end(*run.last)["truncated"]

    @classmethod
    async def begun(cls, run: Run, syntax: Syntax, limits: Limits) -> "EmbeddedAnswer":
        """The answer of a run when its first bytes are there; a Problem if none will be."""
        kind, payload = await run.frame()
        if kind == FAILURE:
            raise problem_of(content(payload), syntax, limits)
        return cls(run, syntax, limits, content(payload))

    @property
    def worker(self) -> int:
        """The number of the process that computes it."""
        return self._run.worker.pid

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, once; a Problem if the rest will not come."""
        return self._chunks

    async def aclose(self) -> None:
        """Kill the query if it still runs."""
        self._run.stop()

    async def _read(self) -> AsyncIterator[bytes]:
        try:
            while (frame := await self._run.frame())[0] == DATA:
                yield frame[1]
            end = self._end(*frame)
            self.truncated = end["truncated"]
            self.outcome = Outcome(end["rows"], end["bytes"], self._run.seconds, end["truncated"])
        finally:
            self._run.stop()

    def _end(self, kind: bytes, payload: bytes) -> dict[str, Any]:
        if kind == END:
            return content(payload)
        raise problem_of(content(payload), self._syntax, self._limits)


def _syntax_error(failure: dict[str, Any], syntax: Syntax) -> QuerySyntaxError:
    place, offset = failure["place"], None
    if place:
        line, column = place
        offset = sum(len(before) + 1 for before in syntax.text.split("\n")[: line - 1]) + column - 1
        place = syntax.unescaped.place(line, column)
    said = mistake(syntax.text, offset, failure["words"], failure["is_exact"])
    return QuerySyntaxError(said, *(place or (None, None)))


def problem_of(failure: dict[str, Any], syntax: Syntax, limits: Limits) -> Exception:
    """What the worker could not do, for people; places are those of the text as it was sent."""
    match failure["kind"]:
        case "syntax":
            return _syntax_error(failure, syntax)
        case "bytes":
            return ByteLimit(limits.bytes)
        case "memory":
            return MemoryLimit(limits.memory)
        case "variable":
            return VariableNotProjected(failure["variable"])
        case "format":
            if not syntax.form:
                return QuerySyntaxError(NO_FORM)
            return ValueError("the media type does not fit the form of the query")
    return QueryFailed(failure["words"])
