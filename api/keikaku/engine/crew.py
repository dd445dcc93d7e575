"""The worker processes of one engine: some are always warm, and one that ends is replaced at once."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable

from keikaku.engine.channel import WorkerGone
from keikaku.engine.process import WorkerProcess

SPARES = 2
"""Idle workers that are kept, so that a query need not wait for a new one."""

_LOG = logging.getLogger("keikaku.engine")
_ALARMING = frozenset({"time", "memory", "killed", "crash"})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


class Crew:
    """Lends out at most `most` workers; starts them when they are needed."""

    def __init__(self, start: Callable[[], Awaitable[WorkerProcess]], most: int) -> None:
        self._start, self._most = start, most + SPARES
        self._all: set[WorkerProcess] = set()
        self._idle: deque[WorkerProcess] = deque()
        self._wanted: deque[asyncio.Future[WorkerProcess]] = deque()
        self._hires: set[asyncio.Task[None]] = set()
        self._watches: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._is_closed = False
        self.ended: Counter[str] = Counter()
        """Workers that have ended, by reason."""

    @property
    def pids(self) -> frozenset[int]:
        """The processes that are ready or at work."""
        return frozenset(worker.pid for worker in self._all if not worker.is_gone)

    @property
    def idle_pids(self) -> frozenset[int]:
        """Those of them that are ready."""
        return frozenset(worker.pid for worker in self._idle if not worker.is_gone)

    async def open(self) -> None:
        """Return when the first worker is ready; ChildProcessError if it cannot be."""
        self._join(await self._start())
        self._hire()

    def take_idle(self) -> WorkerProcess | None:
        """The idle worker that worked last, since what it has read of the store is still at hand; None if all work."""
        while self._idle and not self._is_closed:
            worker = self._idle.pop()
            self._hire()
            if not worker.is_gone:
                return worker
        return None

    async def take(self) -> WorkerProcess:
        """An idle worker; waits for a new one if there is none. WorkerGone if the crew is closed."""
        if self._is_closed:
            raise WorkerGone
        if worker := self.take_idle():
            return worker
        wanted: asyncio.Future[WorkerProcess] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        self._hire()
        try:
            return await wanted
        except asyncio.CancelledError:
            if wanted.done() and not wanted.cancelled() and not wanted.exception():
                self.give_back(wanted.result())
            raise

    def give_back(self, worker: WorkerProcess) -> None:
        """A worker is idle again, or is let go if it is worn."""
        if worker.is_worn or self._is_closed:
            self.dismiss(worker, "closing" if self._is_closed else "worn")
        elif worker in self._all:
            self._offer(worker)

    def dismiss(self, worker: WorkerProcess, reason: str) -> None:
        """Kill a worker and start another in its place; harmless if it has ended. Reasons are those of `Load`."""
        worker.kill(reason)
        self._leave(worker)

    async def close(self) -> None:
        """End all workers; returns when none is left."""
        self._is_closed = True
        for wanted in self._wanted:
            if not wanted.done():
                wanted.set_exception(WorkerGone())
        for worker in list(self._all):
            self.dismiss(worker, "closing")
        for hire in self._hires:
            hire.cancel()
        while tasks := self._hires | self._watches:
            await asyncio.gather(*tasks, return_exceptions=True)

    def _hire(self) -> None:
        while (
            not self._is_closed
            and len(self._idle) + len(self._hires) < SPARES + len(self._wanted)
            and len(self._all) + len(self._hires) < self._most
        ):
            hire = asyncio.create_task(self._hire_one())
            self._hires.add(hire)
            hire.add_done_callback(self._hired)

    async def _hire_one(self) -> None:
        try:
            worker = await self._start()
        except OSError as error:
            self._failures += 1
            _LOG.error("no worker could be started: %s", error)
            await asyncio.sleep(min(_FIRST_PAUSE * 2**self._failures, _LONGEST_PAUSE))
        else:
            self._failures = 0
            self._join(worker)

    def _hired(self, hire: asyncio.Task[None]) -> None:
        self._hires.discard(hire)
        self._hire()

    def _join(self, worker: WorkerProcess) -> None:
        _LOG.info("worker ready", extra={"facts": {"worker": worker.pid}})
        self._all.add(worker)
        watch = asyncio.create_task(self._watch(worker))
        self._watches.add(watch)
        watch.add_done_callback(self._watches.discard)
        self._offer(worker)

    async def _watch(self, worker: WorkerProcess) -> None:
        await worker.gone()
        self._leave(worker)
        cause = await worker.ended()
        reason = worker.reason or cause
        self.ended[reason] += 1
        level = logging.WARNING if reason in _ALARMING else logging.INFO
        _LOG.log(level, "worker ended", extra={"facts": {"worker": worker.pid, "reason": reason}})

    def _leave(self, worker: WorkerProcess) -> None:
        self._all.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self._hire()

    def _offer(self, worker: WorkerProcess) -> None:
        while self._wanted:
            if not (wanted := self._wanted.popleft()).done():
                wanted.set_result(worker)
                return
        self._idle.append(worker)
