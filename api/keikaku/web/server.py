"""The HTTP server around the application."""

import uvicorn

from keikaku.web.application import create_app
from keikaku.web.connection import Connection
from keikaku.web.settings import Settings

# A query in the address can be as long as the engine takes it, three bytes for each one when percent-encoded.
_LONGEST_HEAD = 1 << 18


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then give running queries `settings.shutdown` seconds."""
    uvicorn.Server(configuration(settings)).run()


def configuration(settings: Settings) -> uvicorn.Config:
    """uvicorn on h11: httptools would drop the body of a POST that carries `Upgrade: h2c`, as Java's client sends."""
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=Connection,
        ws="none",
        lifespan="on",
        server_header=False,
        timeout_keep_alive=settings.keep_alive,
        timeout_graceful_shutdown=settings.shutdown,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
