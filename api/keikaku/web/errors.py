"""The last net: whatever goes wrong unforeseen is logged in full and told to the client without detail."""

import logging

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keikaku.language import Text
from keikaku.web.problem import INTERNAL, HttpProblem
from keikaku.web.problem_response import problem_response
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
        except Exception:
            current_exchange().problem = INTERNAL.slug
            _LOG.exception("unexpected error", extra={"facts": {"id": current_exchange().id}})
            if not started:
                detail = Text("しばらくしてからもう一度お試しください。", "Please try again later.")
                problem = HttpProblem(INTERNAL, detail)
                await problem_response(Request(scope, receive), problem)(scope, receive, send)
