"""The last net: whatever goes wrong unforeseen is logged in full and told to the client without detail."""

import logging

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keikaku.web.problem import INTERNAL
from keikaku.web.problem_response import response_to
from keikaku.web.telemetry.exchange import current_exchange

_LOG = logging.getLogger("keikaku.web")


class ErrorMiddleware:
    """Turns an unforeseen exception into a 500; after the first byte, into an answer without an end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        started = False

        async def send_watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        except Exception as error:
            current_exchange().problem = INTERNAL.slug
            _LOG.exception("unexpected error", extra={"facts": {"id": current_exchange().id}})
            if not started:
                response = await response_to(Request(scope, receive), error)
                await response(scope, receive, send)
