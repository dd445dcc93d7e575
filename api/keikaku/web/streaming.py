"""An engine's answer on its way to the client: streamed, stopped when nobody reads it, broken off when it breaks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from keikaku.engine.answer import Answer
from keikaku.problem import Problem
from keikaku.web.http.departure import departure_of
from keikaku.web.serialisation import Serialisation
from keikaku.web.telemetry.exchange import current_exchange
from keikaku.web.xml_text import well_formed

T = TypeVar("T")
_LOG = logging.getLogger("keikaku.web")
# What is held back until it is known to be more than a short answer; shorter ones go out with their length.
_HELD_BYTES = 1 << 16
# Where few rows are allowed the end is near, and much is held back so that the headers can say if rows are cut off.
_FEW_ROWS = 50_000
_HELD_BYTES_OF_FEW_ROWS = 1 << 23
_BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}".encode()


class Begun:
    """An answer whose beginning is there: all of it (`is_whole`), or at least as much as a problem could fill."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.chunks = answer, answer.chunks
        self.held, self.is_whole = bytearray(), False

    @classmethod
    async def of(cls, asking: Coroutine[Any, Any, Answer], rows: int) -> "Begun":
        """The beginning of an answer that may have so many rows; its Problem if it breaks before that is there."""
        enough = _HELD_BYTES_OF_FEW_ROWS if rows <= _FEW_ROWS else _HELD_BYTES
        begun = cls(await asking)
        try:
            async for chunk in begun.chunks:
                begun.held += chunk
                if len(begun.held) >= enough:
                    return begun
            begun.is_whole = True
        except BaseException:
            await begun.answer.aclose()
            raise
        return begun

    @property
    def is_cut(self) -> bool:
        """Whether it is whole but misses rows."""
        return self.is_whole and self.answer.outcome is not None and self.answer.outcome.truncated

    async def all(self) -> AsyncIterator[bytes]:
        """All bytes, from the first."""
        if self.held:
            yield bytes(self.held)
        async for chunk in self.chunks:
            yield chunk


class AnswerResponse(Response):
    """Sends an answer and always closes it: at once if it is whole, else as it comes.

    When the rest will not come, or when rows turn out to be cut off, the body has no end: no last chunk
    (RFC 9112, section 8), so that no client takes it for the whole.
    """

    def __init__(self, begun: Begun, serialisation: Serialisation, headers: Mapping[str, str]) -> None:
        self.begun, self.serialisation = begun, serialisation
        self.status_code, self.background = 200, None
        self.init_headers({**headers, "content-type": serialisation.content_type})

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        try:
            if self.begun.is_whole:
                await self._at_once(send)
            elif scope["state"].get("head"):
                await self._start(send)
                await self._continue(send, b"")
                await self._end(send)
            else:
                await self._start(send)
                await departure_of(scope).interrupting(self._stream(scope, send))
        except ClientDisconnect:
            _LOG.debug("the client went away")
        finally:
            await asyncio.shield(self.begun.answer.aclose())

    async def _at_once(self, send: Send) -> None:
        body = b"".join([chunk async for chunk in self._bytes()])
        self.raw_headers.append((b"content-length", b"%d" % len(body)))
        await self._start(send)
        await self._end(send, body)

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def _continue(self, send: Send, chunk: bytes) -> None:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def _end(self, send: Send, chunk: bytes = b"") -> None:
        await send({"type": "http.response.body", "body": chunk, "more_body": False})

    async def _stream(self, scope: Scope, send: Send) -> None:
        try:
            async for chunk in self._bytes():
                await self._continue(send, chunk)
        except Problem as problem:
            self._break_off(scope, str(problem))
            return
        outcome = self.begun.answer.outcome
        if outcome is not None and outcome.truncated:
            self._break_off(scope, "the limit of rows was reached")
            return
        await self._end(send)

    async def _bytes(self) -> AsyncIterator[bytes]:
        if self.serialisation.bom:
            yield _BYTE_ORDER_MARK
        chunks = self.begun.all()
        async for chunk in well_formed(chunks) if self.serialisation.is_xml else chunks:
            yield chunk

    def _break_off(self, scope: Scope, why: str) -> None:
        """Leave the body unfinished; where only the end of the connection ends a body, reset the connection."""
        _LOG.warning("answer broken off: %s", why, extra={"facts": {"id": current_exchange().id}})
        if scope["http_version"] == "1.0" and "break_off" in scope["state"]:
            scope["state"]["break_off"]()


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work; when the client goes away first, the work is cancelled and ClientDisconnect raised."""
    return await departure_of(request.scope).interrupting(work)
