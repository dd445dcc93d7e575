"""Real servers over real releases."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from keikaku.engine.limits import Limits
from keikaku.web.server import configuration
from keikaku.web.settings import Settings

Client = httpx.Client
Serve = Callable[[Settings], AbstractContextManager[int]]


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


@pytest.fixture(scope="session")
def serve() -> Serve:
    return serving


@pytest.fixture(scope="session")
def port(shipped_releases: Path) -> Iterator[int]:
    with serving(Settings(releases=shipped_releases, port=0)) as number:
        yield number


@pytest.fixture(scope="session")
def strict_port(shipped_releases: Path) -> Iterator[int]:
    """A server whose limits are easily met."""
    limits = Limits(seconds=20, rows=3_000, bytes=300_000, query_bytes=10_000, concurrent=1, queue=4)
    with serving(Settings(releases=shipped_releases, port=0, limits=limits, body_bytes=20_000)) as number:
        yield number


@pytest.fixture(scope="session")
def client(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as found:
        yield found


@pytest.fixture(scope="session")
def strict(strict_port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{strict_port}", timeout=30) as found:
        yield found
