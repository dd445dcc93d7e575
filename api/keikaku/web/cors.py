"""Cross-origin sharing (Fetch standard, 3.2): public data, readable from every origin, never with credentials."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = (
    "Accept-Ranges, Allow, Content-Disposition, Content-Encoding, Content-Language, Content-Length, Content-Location, "
    "Content-Range, ETag, Keikaku-Row-Limit, Keikaku-Truncated, Last-Modified, Link, Location, Retry-After, Vary, "
    "X-Request-ID"
)
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": (
        "Accept, Accept-Language, Authorization, Cache-Control, Content-Language, Content-Type, If-Match, "
        "If-Modified-Since, If-None-Match, If-Range, Range, X-Request-ID, X-Requested-With"
    ),
    "access-control-max-age": "86400",
}


class CrossOriginMiddleware:
    """Adds the sharing headers to every answer, whether or not an Origin was sent, so that caches may keep it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)

        async def send_shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["access-control-allow-origin"] = "*"
                headers["access-control-expose-headers"] = _EXPOSED
                headers.update(_PREFLIGHT if preflight else {})
            await send(message)

        await self.app(scope, receive, send_shared)
