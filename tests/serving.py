"""A real server in a thread, for tests that ask over a socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from keikaku.web.server import configuration
from keikaku.web.settings import Settings


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets=None) -> None:  # type: ignore[no-untyped-def]
        await super().startup(sockets)
        self.up.set()


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The port of a server that runs as long as the context."""
    server = _Server(configuration(settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.up.wait(30)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
