"""Cross-origin sharing (Fetch standard, 3.2): public data, readable from every origin, never with credentials."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = (
    "Accept-Ranges, Allow, Content-Disposition, Content-Encoding, Content-Language, Content-Length, Content-Location, "
    "Content-Range, ETag, Keikaku-Row-Limit, Keikaku-Truncated, Last-Modified, Link, Location, Retry-After, Vary, "
    "X-Request-ID"
)
_SHARED = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _EXPOSED.encode())]
_PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (
        b"access-control-allow-headers",
        b"Accept, Accept-Language, Authorization, Cache-Control, Content-Language, Content-Type, If-Match, "
        b"If-Modified-Since, If-None-Match, If-Range, Range, X-Request-ID, X-Requested-With",
    ),
    (b"access-control-max-age", b"86400"),
]


class CrossOriginMiddleware:
    """Adds the sharing headers to every answer, whether or not an Origin was sent, so that caches may keep it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = _SHARED
        if scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            added = _SHARED + _PREFLIGHT

        async def send_shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self.app(scope, receive, send_shared)
