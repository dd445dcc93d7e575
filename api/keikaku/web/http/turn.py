"""One request and its answer: what ASGI calls `scope`, `receive` and `send`, in the bytes of a connection."""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

from keikaku.web.http.departure import Departure
from keikaku.web.http.head import Head
from keikaku.web.http.wire import Wire

_LOG = logging.getLogger("keikaku.web")
STATUS_LINES = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus
}
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_WITHOUT_BODY = frozenset({204, 304})
_ENOUGH = 1 << 16
"""Bytes of a body that may wait here until the application takes them."""


class Turn:
    """A request that is answered. `on_end` is called when the last byte of the answer is out, or none will be."""

    def __init__(self, head: Head, wire: Wire, on_end: Callable[[], None]) -> None:
        self.head = head
        self.departure = Departure()
        self.keeps_alive = head.keeps_alive
        self.is_begun = self.is_over = False
        self._wire, self._on_end = wire, on_end
        self._awaits_leave = head.awaits_leave
        self._content: list[bytes] = []
        self._size = 0
        self.is_received = self._is_told = False
        self._changed: asyncio.Event | None = None
        self._start: Message | None = None
        self._is_chunked = False
        self._owed = 0

    def scope(
        self, client: tuple[str, int] | None, server: tuple[str, int | None] | None, state: dict[str, Any]
    ) -> Scope:
        """The scope of the request (ASGI, HTTP connection scope)."""
        raw_path, _, query = self.head.target.partition(b"?")
        path = raw_path.decode()
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": self.head.version,
            "server": server,
            "client": client,
            "scheme": "http",
            "method": self.head.method,
            "root_path": "",
            "path": unquote(path) if "%" in path else path,
            "raw_path": raw_path,
            "query_string": query,
            "headers": self.head.fields,
            "state": {**state, "departure": self.departure},
        }

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Have the application answer; an answer that it does not end is broken off."""
        try:
            await app(scope, self.receive, self.send)
        except Exception:
            _LOG.exception("unexpected error")
        finally:
            if not self.is_over:
                self.keeps_alive = False
                self._end()

    def take(self, content: bytes, is_last: bool) -> bool:
        """Some of the body has come, perhaps the last; whether more should come now."""
        if content and not self.is_over:
            self._content.append(content)
            self._size += len(content)
        self.is_received = is_last
        self._wake()
        return self._size < _ENOUGH

    def lose(self) -> None:
        """The client has gone."""
        self.departure.come()
        self._wake()

    async def receive(self) -> Message:
        """The next of the body, or that the client has gone or has its answer (ASGI)."""
        if self._awaits_leave and not self.is_begun:
            self._awaits_leave = False
            self._wire.write(_CONTINUE)
        while not (self._content or self._has_news()):
            self._changed = asyncio.Event()
            self._wire.resume_reading()
            await self._changed.wait()
        if self.departure.has_come or self.is_over:
            return {"type": "http.disconnect"}
        body, self._size = b"".join(self._content), 0
        self._content.clear()
        self._is_told = self.is_received
        return {"type": "http.request", "body": body, "more_body": not self.is_received}

    def _has_news(self) -> bool:
        return self.departure.has_come or self.is_over or (self.is_received and not self._is_told)

    def _wake(self) -> None:
        if self._changed is not None:
            self._changed.set()

    async def send(self, message: Message) -> None:
        """The head of the answer, then its body piece by piece (ASGI)."""
        await self._wire.drain()
        if self.departure.has_come or self.is_over:
            return
        if message["type"] == "http.response.start":
            self._start = message
            return
        body, is_last = message.get("body", b""), not message.get("more_body", False)
        parts = [] if self._start is None else self._begin(self._start)
        if self._is_chunked:
            parts += (b"%x\r\n" % len(body), body, b"\r\n") if body else ()
            parts += (b"0\r\n\r\n",) if is_last else ()
        elif self.head.method != "HEAD":
            parts.append(body)
            self._owed -= len(body)
        self._wire.write(b"".join(parts))
        if is_last:
            self.keeps_alive &= self._owed == 0
            self._end()

    def _begin(self, start: Message) -> list[bytes]:
        """The head of the answer; its body has a length, or chunks, or ends with the connection."""
        self._start, self.is_begun = None, True
        status, headers = start["status"], start["headers"]
        fields = [b"%b: %b" % field for field in (*self._wire.headers(), *headers)]
        known = dict(headers)
        if b"close" in known.get(b"connection", b"").lower():
            self.keeps_alive = False
        has_body = self.head.method != "HEAD" and status not in _WITHOUT_BODY
        if has_body and b"content-length" in known:
            self._owed = int(known[b"content-length"])
        elif has_body and self.head.version == "1.1":
            self._is_chunked = True
            fields.append(b"transfer-encoding: chunked")
        elif has_body:
            self.keeps_alive = False
        if not (self.keeps_alive and self.is_received) and b"connection" not in known:
            fields.append(b"connection: close")
            self.keeps_alive = False
        block = b"\r\n".join([*fields, b"\r\n"])
        if block.count(b"\n") != len(fields) + 1 or block.count(b"\r") != len(fields) + 1:
            raise ValueError("a header field with a line break")
        return [STATUS_LINES[status], block]

    def _end(self) -> None:
        self.is_over = True
        self._wake()
        self._on_end()
