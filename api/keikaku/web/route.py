"""Routes whose handlers read the request themselves."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response


class DirectRoute(APIRoute):
    """A route for `async def handler(request: Request) -> Response`, called with nothing in between.

    FastAPI would read the query string a second time to look for parameters that such a handler has not declared: a
    sixth of the processor time of a light query.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler itself."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return handler
