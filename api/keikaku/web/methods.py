"""What every resource answers to: HEAD as GET, OPTIONS, and 405 with `Allow` for the rest (RFC 9110, section 9)."""

from functools import lru_cache

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from keikaku.language import Text
from keikaku.web.problem import METHOD, NOT_FOUND, HttpProblem
from keikaku.web.problem_response import problem_response

_READING = ("GET", "POST")


class MethodsMiddleware:
    """Answers OPTIONS, hands HEAD on as GET (`scope["state"]["head"]`), and refuses methods that a path has not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = _origin_form(scope)
        asked = "GET" if scope["method"] == "HEAD" else scope["method"]
        allowed = _allowed(scope["app"], scope.get("root_path", ""), scope["path"])
        if asked in allowed and asked != "OPTIONS":
            state = {**scope.get("state", {}), "head": scope["method"] == "HEAD"}
            await self.app({**scope, "method": asked, "state": state}, receive, send)
            return
        await _answer(scope, receive, allowed)(scope, receive, send)


def _answer(scope: Scope, receive: Receive, allowed: tuple[str, ...]) -> Response:
    """The answer to OPTIONS, or why there is none to this method."""
    headers = {"allow": ", ".join(allowed)}
    if scope["method"] == "OPTIONS" and (allowed or scope["path"] == "*"):
        return Response(status_code=204, headers=headers)
    request = Request(scope, receive)
    if not allowed:
        return problem_response(request, not_found(scope["path"]))
    detail = Text(f"使えるメソッド: {headers['allow']}", f"Use {headers['allow']}.")
    return problem_response(request, HttpProblem(METHOD, detail, headers=headers))


def not_found(path: str) -> HttpProblem:
    """The problem of an address that leads nowhere."""
    return HttpProblem(NOT_FOUND, Text(f"{path} はありません。", f"There is nothing at {path}."))


@lru_cache(maxsize=256)
def _allowed(app: Starlette, root_path: str, path: str) -> tuple[str, ...]:
    """The methods of this path; none if the path leads nowhere. Routes do not change while the service runs."""
    scope = {"type": "http", "root_path": root_path, "path": path}
    found = [
        method
        for method in _READING
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in app.router.routes)
    ]
    if not found:
        return ()
    return (*found[:1], *(["HEAD"] if "GET" in found else []), *found[1:], "OPTIONS")


def _origin_form(scope: Scope) -> Scope:
    """A server must take `GET http://host/path` too (RFC 9112, 3.2.2)."""
    if not scope["path"].startswith(("http://", "https://")):
        return scope
    path = "/" + scope["path"].partition("://")[2].partition("/")[2]
    return {**scope, "path": path, "raw_path": path.encode()}
