"""Header fields as HTTP means them: one that comes in several lines is one list (RFC 9110, section 5.3)."""

from starlette.types import ASGIApp, Receive, Scope, Send


class FieldsMiddleware:
    """Joins the lines of a field, so that whoever reads a field reads all of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] == "http" and len(dict(scope["headers"])) < len(scope["headers"]):
            fields: dict[bytes, list[bytes]] = {}
            for name, value in scope["headers"]:
                fields.setdefault(name, []).append(value)
            scope = {**scope, "headers": [(name, b", ".join(values)) for name, values in fields.items()]}
        await self.app(scope, receive, send)
