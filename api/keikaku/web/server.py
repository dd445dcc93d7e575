"""The HTTP server around the application: how it starts, listens and ends."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from socket import socket

import uvicorn
import uvloop
from fastapi import FastAPI
from uvicorn.server import ServerState

from keikaku import __version__
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.web.admin import create_admin_app
from keikaku.web.application import create_app
from keikaku.web.http.connection import Connection
from keikaku.web.settings import Settings
from keikaku.web.telemetry.log import set_up_logs

_LOG = logging.getLogger("keikaku.web")
# What answers get after the last query was stopped, to tell their clients.
_LAST_WORDS_SECONDS = 2
_ENDING = (signal.SIGTERM, signal.SIGINT)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then give queries `settings.shutdown` seconds; a second one ends all at once."""
    set_up_logs(settings.log_format, settings.log_file)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    app = create_app(settings)
    served = {"release": app.state.services.current.release.id, "base": settings.base, "version": __version__}
    _LOG.info("serving", extra={"facts": served})
    async with _admin_listener(settings, app):
        await Server(configuration(settings, app), app).serve()


def configuration(settings: Settings, app: FastAPI | None = None) -> uvicorn.Config:
    """uvicorn with our own connections on its lifespan, listening and shutdown."""
    return uvicorn.Config(
        app or create_app(settings),
        host=settings.host,
        port=settings.port,
        http=Connection,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=settings.keep_alive,
        timeout_graceful_shutdown=settings.shutdown + _LAST_WORDS_SECONDS,
    )


class Server(uvicorn.Server):
    """Ends with exit code 0: on the first signal after running queries, on the second at once."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Take no new queries and no new connections; queries that do not end in time are stopped, and said to be."""
        services = self._app.state.services
        closing = asyncio.create_task(services.close(services.current.settings.shutdown))
        await super().shutdown(sockets)
        await closing

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Unlike uvicorn's own, this does not raise the signal again at the end: an ordered end is no failure."""
        loop = asyncio.get_running_loop()
        for number in _ENDING:
            loop.add_signal_handler(number, self._told_to_end, signal.Signals(number).name)
        try:
            yield
        finally:
            for number in _ENDING:
                loop.remove_signal_handler(number)

    def _told_to_end(self, name: str) -> None:
        if self.should_exit:
            _LOG.warning("%s again: ending at once", name)
            logging.shutdown()
            os._exit(0)  # the workers end with us: see engine/box.py
        _LOG.info("%s: ending when queries have ended", name)
        self.should_exit = True


@asynccontextmanager
async def _admin_listener(settings: Settings, public: FastAPI) -> AsyncIterator[None]:
    """Listen for operators, where the settings say so, until after the last query: they may watch the end."""
    if settings.admin is None:
        yield
        return
    host, port = settings.admin
    config = uvicorn.Config(
        create_admin_app(public),
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
    )
    config.load()
    state = ServerState()
    try:
        server = await asyncio.get_running_loop().create_server(
            lambda: Connection(config=config, server_state=state, app_state={}), host, port
        )
    except OSError as error:
        where = f"{host}:{port}"
        raise Problem(
            Text(
                f"管理用に {where} で待ち受けられません: {error}",
                f"cannot listen on {where} for --admin: {error}",
            )
        ) from error
    _LOG.info("metrics on http://%s:%d/metrics", host, server.sockets[0].getsockname()[1])
    try:
        yield
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()
