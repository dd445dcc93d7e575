"""A SPARQL endpoint, or several with the same data, as the engine (see `engine.Engine`)."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from math import ceil

from keikaku.engine.formats import formats_for
from keikaku.engine.limits import Limits
from keikaku.engine.load import Load
from keikaku.engine.places import Places
from keikaku.engine.problems import Overloaded
from keikaku.engine.query import Query
from keikaku.engine.remote.answer import RemoteAnswer
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.product import Product
from keikaku.engine.remote.replica import Replica
from keikaku.engine.remote.replicas import Replicas
from keikaku.engine.remote.task import Task, iris
from keikaku.engine.syntax import inspect_aside

CHECK_INTERVAL = 2.0
"""Seconds between two looks at each endpoint."""


class RemoteEngine:
    """Asks endpoints over HTTP.

    `graphs`: the names of the release's graphs, whose union is the default graph; without any it is all graphs.
    `release`: the id of the release that the endpoints must hold, if they say which one they hold.
    `product`: what the endpoints are, unless their Server header tells.
    """

    def __init__(
        self,
        endpoints: Sequence[str],
        limits: Limits | None = None,
        *,
        graphs: Sequence[str] = (),
        release: str | None = None,
        product: Product | None = None,
        credentials: Credentials | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._graphs = iris(graphs)
        asking = credentials or Credentials()
        self._replicas = Replicas([Replica(endpoint, asking, product, release) for endpoint in endpoints])
        self._places = Places(self.limits)
        self._threads = ThreadPoolExecutor(self.limits.concurrent, "remote-engine")
        self._answers: set[RemoteAnswer] = set()
        self._checks: asyncio.Task[None] | None = None

    @property
    def load(self) -> Load:
        """How many queries run and wait."""
        return Load(self._places.taken, self._places.waiting)

    async def start(self) -> None:
        """Return when each endpoint was looked at; RemoteRefused if one is none. One that does not answer may yet."""
        await asyncio.to_thread(self._replicas.check, strictly=True)
        self._checks = asyncio.create_task(self._check_for_ever())

    async def answer(
        self, query: Query, media_type: str, limits: Limits | None = None, client: str = ""
    ) -> RemoteAnswer:
        """The answer as soon as its first bytes are there; a `QueryProblem` if none come."""
        limits = self._lowered(limits)
        syntax = await inspect_aside(query.text, self.limits)
        if syntax.form and media_type not in {known.media_type for known in formats_for(syntax.form)}:
            raise ValueError(f"{media_type} is no format for {syntax.form}")
        task = await asyncio.to_thread(Task.of, query, syntax, self._graphs, media_type, limits)
        await self._places.take(client)
        return await self._begun(task, client)

    async def close(self, grace: float = 10.0) -> None:
        """Take no new queries, let the running ones end within `grace` seconds, then stop them."""
        await self._places.close(grace)
        for answer in list(self._answers):
            answer.stop(self._overloaded())
        if self._checks:
            self._checks.cancel()
            with suppress(asyncio.CancelledError):
                await self._checks
        await asyncio.to_thread(self._threads.shutdown)
        self._replicas.close()

    async def _begun(self, task: Task, client: str) -> RemoteAnswer:
        def over() -> None:
            self._answers.discard(answer)
            self._places.free(client, slow=answer.is_slow)

        answer = RemoteAnswer(task, partial(self._places.turn_slow, client))
        self._answers.add(answer)
        try:
            await answer.begin(self._replicas, self._threads, over)
        except BaseException:
            if answer.has_begun:
                answer.stop()
            else:
                over()
            raise
        return answer

    def _lowered(self, limits: Limits | None) -> Limits:
        if limits is None:
            return self.limits
        return self.limits.lowered(
            seconds=limits.seconds, memory=limits.memory, rows=limits.rows, bytes=limits.bytes
        )

    def _overloaded(self) -> Overloaded:
        return Overloaded(ceil(self.limits.seconds))

    async def _check_for_ever(self) -> None:
        while True:
            await asyncio.sleep(CHECK_INTERVAL)
            await asyncio.to_thread(self._replicas.check)
