"""The service over the release that is current, and how a new release takes its place without a restart."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from keikaku.engine.engine import Engine
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.release.release import CURRENT, Release
from keikaku.web.extracts.extracts import ExtractsFailed
from keikaku.web.service import Service
from keikaku.web.settings import Settings

_LOG = logging.getLogger("keikaku.web")
LOOK_SECONDS = 0.25
"""Seconds between two looks at the link to the current release."""


class Services:
    """The current service. With `follows`, a release that becomes current gets a service and an engine of its own.

    Requests go to it as soon as its engine is ready; those that began before end with the service they began with.
    """

    def __init__(self, settings: Settings, engine_over: Callable[[Release], Engine], follows: bool) -> None:
        self._settings, self._engine_over, self._follows = settings, engine_over, follows
        self._seen = self._place()
        self._term = _Term(self._service())
        self._following: asyncio.Task[None] | None = None
        self._retirements: set[asyncio.Task[None]] = set()
        self._preparing: asyncio.Task[None] | None = None
        self._is_closing = False

    @property
    def current(self) -> Service:
        """The service for requests that begin now."""
        return self._term.service

    @contextmanager
    def use(self) -> Iterator[Service]:
        """The current service, which stays open until it is not used any more."""
        term = self._term
        term.begin()
        try:
            yield term.service
        finally:
            term.end()

    async def open(self) -> None:
        """Return when queries can be answered."""
        await self.current.engine.start()
        if self._follows:
            self._following = asyncio.create_task(self._follow())
            self._preparing = asyncio.create_task(_prepare(self.current))

    async def close(self, grace: float) -> None:
        """Give running queries so many seconds to end, then stop them."""
        self._is_closing = True
        for task in (self._following, self._preparing):
            if task:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        for retirement in self._retirements:
            retirement.cancel()
        await asyncio.gather(self.current.engine.close(grace), *self._retirements, return_exceptions=True)

    def _service(self) -> Service:
        release = Release.current(self._settings.releases)
        _check_base(release, self._settings.base)
        return Service(self._settings, release, self._engine_over(release))

    def _place(self) -> Path:
        return (self._settings.releases / CURRENT).resolve()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if (place := self._place()) != self._seen:
                self._seen = place
                try:
                    await self._take_over()
                except (Problem, OSError) as error:
                    facts = {"release": self.current.release.id, "place": str(place), "problem": str(error)}
                    _LOG.error("the new release cannot be served; the old one is", extra={"facts": facts})

    async def _take_over(self) -> None:
        service = await asyncio.to_thread(self._service)
        if service.release.path == self.current.release.path:
            return
        await service.engine.start()
        old, self._term = self._term, _Term(service)
        facts = {"release": service.release.id, "before": old.service.release.id}
        _LOG.info("a new release is served", extra={"facts": facts})
        if self._preparing:
            self._preparing.cancel()
        self._preparing = asyncio.create_task(_prepare(service))
        retirement = asyncio.create_task(self._retire(old))
        self._retirements.add(retirement)
        retirement.add_done_callback(self._retirements.discard)

    async def _retire(self, term: "_Term") -> None:
        """Close a service when its last request has ended, or has had the time that any answer may take."""
        engine = term.service.engine
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(engine.limits.answer_seconds):
                    await term.is_unused()
        finally:
            await engine.close(self._settings.shutdown)


async def _prepare(service: Service) -> None:
    """Make what the release is searched and taken away by before anybody has to wait for it."""
    try:
        await service.extracts.folder()
    except (ExtractsFailed, OSError) as error:
        facts = {"release": service.release.id, "problem": str(error)}
        _LOG.error("the release cannot be searched or taken away as tables", extra={"facts": facts})


class ServiceMiddleware:
    """Gives each request the service that is current when it begins (`scope["state"]["service"]`)."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self.app, self.services = app, services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with self.services.use() as service:
            scope["state"]["service"] = service
            await self.app(scope, receive, send)


class _Term:
    """The time of one service, with the requests that it has under way."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._users = 0
        self._unused = asyncio.Event()
        self._unused.set()

    def begin(self) -> None:
        """A request more."""
        self._users += 1
        self._unused.clear()

    def end(self) -> None:
        """A request less."""
        self._users -= 1
        if not self._users:
            self._unused.set()

    async def is_unused(self) -> None:
        """Wait until no request is under way."""
        await self._unused.wait()


def _check_base(release: Release, base: str) -> None:
    """A service can only answer for the IRIs that its data have."""
    if (built := release.manifest.base) != base:
        raise Problem(
            Text(
                f"リリース {release.id} の IRI は {built} で始まり、設定の {base} と合いません。",
                f"The IRIs of release {release.id} begin with {built}, not with {base} as set.",
            ),
            Place(str(release.path)),
            Text(
                f"{built} を設定するか、{base} で作り直してください。",
                f"Set {built}, or build again with {base}.",
            ),
        )
