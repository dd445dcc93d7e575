"""Oxigraph in worker processes: a query can end one of them, and nothing else."""

import asyncio
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from keikaku.engine.channel import WorkerGone
from keikaku.engine.crew import Crew
from keikaku.engine.formats import media_types_for
from keikaku.engine.limits import MEBIBYTE, Limits
from keikaku.engine.load import Load
from keikaku.engine.places import Places
from keikaku.engine.problems import Overloaded, QueryProblem, StoreUnreadable, WorkerKilled
from keikaku.engine.process import WorkerProcess
from keikaku.engine.query import Query
from keikaku.engine.run import EmbeddedAnswer, Run
from keikaku.engine.syntax import Syntax, inspect_aside

IN_MEMORY_BYTES = 6 * MEBIBYTE
"""Stores up to this size on disk (some 200,000 statements, which take twice that in memory) are copied into the
memory of each worker, where they answer several times faster."""


class EmbeddedEngine:
    """Answers from a release's store on disk, which must not change any more (see `engine.Engine`)."""

    def __init__(
        self, store: Path, limits: Limits | None = None, in_memory_bytes: int = IN_MEMORY_BYTES
    ) -> None:
        self.limits = limits or Limits()
        self._store, self._in_memory_bytes = store, in_memory_bytes
        self._in_memory = False
        self._places = Places(self.limits)
        self._crew = Crew(self._start_worker, self.limits.concurrent)
        self._runs: set[Run] = set()

    @property
    def worker_pids(self) -> frozenset[int]:
        """The processes that stand ready or run queries."""
        return self._crew.pids

    @property
    def load(self) -> Load:
        """How busy the engine and its workers are."""
        ready = self._crew.idle_pids
        busy = self._crew.pids - ready
        return Load(self._places.taken, self._places.waiting, ready, busy, dict(self._crew.ended))

    async def start(self) -> None:
        """Return when the first worker is ready; StoreUnreadable if none will be."""
        try:
            self._in_memory = _size(self._store) <= self._in_memory_bytes
            await self._crew.open()
        except OSError as error:
            raise StoreUnreadable(str(self._store), str(error)) from error

    async def answer(
        self, query: Query, media_type: str, limits: Limits | None = None, client: str = ""
    ) -> EmbeddedAnswer:
        """The answer as soon as its first bytes are there; a `QueryProblem` if none come."""
        limits = self._lowered(limits)
        syntax = await inspect_aside(query.text, self.limits)
        if syntax.form and media_type not in media_types_for(syntax.form):
            raise ValueError(f"{media_type} is no format for {syntax.form}")
        request = _request(query, syntax, media_type, limits)
        try:
            return await self._asked(request, syntax, limits, client)
        except WorkerKilled:
            return await self._asked(request, syntax, limits, client)

    async def _asked(
        self, request: dict[str, Any], syntax: Syntax, limits: Limits, client: str
    ) -> EmbeddedAnswer:
        """The answer of one worker."""
        run = await self._placed(client, limits)
        try:
            run.start(request)
            return await EmbeddedAnswer.begun(run, syntax, limits)
        except QueryProblem as problem:
            problem.worker = run.worker.pid
            run.stop()
            raise
        except BaseException:
            run.stop()
            raise

    async def close(self, grace: float = 10.0) -> None:
        """Take no new queries, let the running ones end within `grace` seconds, then stop them."""
        await self._places.close(grace)
        for run in list(self._runs):
            run.stop(self._overloaded())
        await self._crew.close()

    async def _placed(self, client: str, limits: Limits) -> Run:
        """A run that has a place and a worker."""
        await self._places.take(client)
        try:
            worker = self._crew.take_idle() or await self._awaited_worker()
        except (TimeoutError, WorkerGone):
            self._places.free(client, slow=False)
            raise self._overloaded() from None
        except BaseException:
            self._places.free(client, slow=False)
            raise

        def over(run: Run) -> None:
            self._runs.discard(run)
            self._places.free(client, slow=run.is_slow)
            if run.was_killed:
                self._crew.dismiss(worker, run.problem.code if run.problem else "abandoned")
            else:
                self._crew.give_back(worker)

        run = Run(worker, limits, partial(self._places.turn_slow, client), over)
        self._runs.add(run)
        return run

    async def _awaited_worker(self) -> WorkerProcess:
        async with asyncio.timeout(self.limits.seconds):
            return await self._crew.take()

    def _lowered(self, limits: Limits | None) -> Limits:
        if limits is None or limits is self.limits:
            return self.limits
        return self.limits.lowered(
            seconds=limits.seconds, memory=limits.memory, rows=limits.rows, bytes=limits.bytes
        )

    def _overloaded(self) -> Overloaded:
        return Overloaded(ceil(self.limits.seconds))

    async def _start_worker(self) -> WorkerProcess:
        return await WorkerProcess.started(self._store, self._in_memory)


def _request(query: Query, syntax: Syntax, media_type: str, limits: Limits) -> dict[str, Any]:
    return {
        "text": syntax.text,
        "form": syntax.form,
        "has_from": syntax.has_from,
        "default_graphs": query.default_graphs,
        "named_graphs": query.named_graphs,
        "substitutions": dict(query.substitutions),
        "base_iri": query.base_iri,
        "media_type": media_type,
        "rows": limits.rows,
        "offset": query.offset,
        "bytes": limits.bytes,
        "memory": limits.memory,
    }


def _size(store: Path) -> int:
    """Bytes of a store's folder."""
    return sum(file.stat().st_size for file in store.iterdir())
