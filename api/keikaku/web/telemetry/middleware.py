"""The outermost layer: it sees every request come and every answer go, and gives each its id."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keikaku.web.telemetry.exchange import CURRENT, Exchange, request_id
from keikaku.web.telemetry.telemetry import Telemetry


class TelemetryMiddleware:
    """Follows an exchange to its end and then has it logged, counted and traced.

    `endpoints` are the first parts of our paths: what else strangers ask for must not become the name of a metric.
    """

    def __init__(self, app: ASGIApp, telemetry: Telemetry, endpoints: Collection[str]) -> None:
        self.app, self.telemetry, self.endpoints = app, telemetry, endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        exchange = self._begun(scope, headers)
        has_body = scope["method"] != "HEAD"

        async def send_watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", exchange.id.encode())]
            elif message["type"] == "http.response.body":
                if exchange.first_byte is None:
                    exchange.first_byte = exchange.elapsed()
                exchange.bytes += len(message.get("body", b"")) if has_body else 0
            await send(message)
            exchange.is_complete |= message["type"] == "http.response.body" and not message.get("more_body")

        CURRENT.set(exchange)
        try:
            if self.telemetry.tracing.is_on:
                with self.telemetry.tracing.of_request(exchange, headers):
                    await self.app(scope, receive, send_watched)
            else:
                await self.app(scope, receive, send_watched)
        finally:
            exchange.duration = exchange.elapsed()
            self.telemetry.over(exchange)

    def _begun(self, scope: Scope, headers: Headers) -> Exchange:
        # The raw path is percent-encoded: nothing in it can break a line of the log.
        path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
        first = scope["path"].split("/", 2)[1:2]
        return Exchange(
            request_id(headers.get("x-request-id")),
            scope["method"],
            path,
            first[0] if first and first[0] in self.endpoints else "other",
            self.telemetry.clients.name(scope["client"][0] if scope["client"] else None),
            scope["query_string"].decode("latin-1"),
        )
