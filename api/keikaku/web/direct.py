"""What is asked most goes past the framework, whose router and wrappings would take as long as the answer."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from keikaku.engine.problems import QueryProblem
from keikaku.web.problem import HttpProblem
from keikaku.web.problem_response import response_to

Handler = Callable[[Request], Awaitable[Response]]


class DirectMiddleware:
    """Calls the handlers of some paths itself. The framework has their routes too, and describes them."""

    def __init__(self, app: ASGIApp, handlers: Mapping[str, Handler]) -> None:
        self.app, self.handlers = app, handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        handler = self.handlers.get(scope["path"]) if scope["type"] == "http" else None
        if handler is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await handler(request)
        except (HttpProblem, QueryProblem, ClientDisconnect) as error:
            response = await response_to(request, error)
        await response(scope, receive, send)
