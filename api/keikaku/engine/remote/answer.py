"""The answer of a remote engine: frames from the thread that asks it, and the clocks that cut it off."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from typing import Any

from keikaku.engine.answer import Outcome
from keikaku.engine.channel import Channel, WorkerGone
from keikaku.engine.formats import Form
from keikaku.engine.frames import DATA, FAILURE, content
from keikaku.engine.problems import EngineCrashed, QueryProblem, TimeLimit
from keikaku.engine.remote.exchange import Exchange
from keikaku.engine.remote.replicas import Replicas
from keikaku.engine.remote.task import Task

SLOW_SECONDS = 1.0
"""A query that has run for longer counts as slow and lets others have its place."""


class RemoteAnswer:
    """An answer from a remote engine (see `answer.Answer`).

    `turn_slow` is asked after SLOW_SECONDS whether the query may go on (a Problem if not).
    """

    truncated: bool | None = None
    outcome: Outcome | None = None
    worker: int | None = None

    def __init__(self, task: Task, turn_slow: Callable[[], QueryProblem | None]) -> None:
        self.form: Form = task.form
        self.media_type = task.media_type
        self.is_slow = False
        self._task, self._turn_slow = task, turn_slow
        self._remaining = task.limits.seconds
        self._problem: QueryProblem | None = None
        self._has_begun = self._is_stopped = False

    @property
    def has_begun(self) -> bool:
        """Whether a thread was started, which tells when it is over."""
        return self._has_begun

    async def begin(self, replicas: Replicas, threads: Executor, on_over: Callable[[], None]) -> None:
        """Return when the first bytes are there; a `QueryProblem` if none come.

        `on_over` is called once, in the event loop, when the thread has ended.
        """
        loop, total = asyncio.get_running_loop(), self._task.limits.answer_seconds
        ours, theirs = socket.socketpair()
        _, self._channel = await loop.create_connection(Channel, sock=ours)
        self._frames = self._channel.ask({}, self._stop_clocks)
        self._exchange = Exchange(self._task, replicas, theirs)
        self._timers = [
            loop.call_later(SLOW_SECONDS, self._mark_slow),
            loop.call_later(total, lambda: self.stop(TimeLimit(total))),
        ]
        thread = threads.submit(self._exchange.run)
        thread.add_done_callback(lambda _: loop.call_soon_threadsafe(on_over))
        self._has_begun = True
        await self._frame()  # the head, or a Problem
        if self._frames.last:
            self.truncated = self._end(*self._frames.last)["truncated"]

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, once; a Problem if the rest will not come."""
        return self._read()

    async def aclose(self) -> None:
        """Cut the connection to the engine if the query still runs."""
        self.stop()

    def stop(self, problem: QueryProblem | None = None) -> None:
        """Cut the query off; whoever waits for a frame gets the Problem."""
        if self._has_begun and not self._is_stopped:
            self._is_stopped = True
            self._problem = problem
            self._stop_clocks()
            if not self._frames.last:
                self._exchange.abort()
            self._channel.close()

    async def _read(self) -> AsyncIterator[bytes]:
        try:
            while (frame := await self._frame())[0] == DATA:
                yield frame[1]
            end = self._end(*frame)
            self.truncated = end["truncated"]
            seconds = self._task.limits.seconds - self._remaining
            self.outcome = Outcome(end["rows"], end["bytes"], seconds, end["truncated"])
        finally:
            self.stop()

    async def _frame(self) -> tuple[bytes, bytes]:
        """The next frame; the time that it takes to come counts, and no other."""
        loop, limit = asyncio.get_running_loop(), self._task.limits.seconds
        started = loop.time()
        timer = loop.call_later(self._remaining, lambda: self.stop(TimeLimit(limit)))
        try:
            kind, payload = await self._frames.next()
        except WorkerGone:
            raise self._problem or self._exchange.problem or EngineCrashed() from None
        finally:
            timer.cancel()
            self._remaining -= loop.time() - started
        if kind == FAILURE:
            raise self._exchange.problem or EngineCrashed()
        return kind, payload

    def _end(self, kind: bytes, payload: bytes) -> dict[str, Any]:
        if kind == FAILURE:
            raise self._exchange.problem or EngineCrashed()
        return content(payload)

    def _mark_slow(self) -> None:
        if problem := self._turn_slow():
            self.stop(problem)
        else:
            self.is_slow = True

    def _stop_clocks(self) -> None:
        for timer in self._timers:
            timer.cancel()
