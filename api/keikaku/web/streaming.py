"""An engine's answer on its way to the client: streamed, stopped when nobody reads it, broken off when it breaks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from keikaku.engine.answer import Answer
from keikaku.problem import Problem
from keikaku.web.serialisation import Serialisation
from keikaku.web.xml_text import well_formed

T = TypeVar("T")
_LOG = logging.getLogger("keikaku.web")
_BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}".encode()


class AnswerResponse(Response):
    """Streams an answer and always closes it.

    When the rest will not come, or when rows were cut off without our having said so, the body has no end:
    no last chunk (RFC 9112, section 8), so that no client takes it for the whole.
    """

    def __init__(self, answer: Answer, serialisation: Serialisation, headers: Mapping[str, str]) -> None:
        self.answer, self.serialisation = answer, serialisation
        self.status_code, self.background = 200, None
        self.init_headers({**headers, "content-type": serialisation.content_type})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        try:
            if self.answer.truncated is not None:
                await self._at_once(send)
            elif scope["state"].get("head"):
                await self._start(send)
                await self._continue(send, b"")
                await self._end(send)
            else:
                await self._start(send)
                await while_connected(receive, self._stream(scope, send))
        except ClientDisconnect:
            _LOG.debug("the client went away")
        finally:
            await asyncio.shield(self.answer.aclose())

    async def _at_once(self, send: Send) -> None:
        """An answer that is all there already goes out with its length."""
        body = b"".join([chunk async for chunk in self._bytes()])
        self.headers["content-length"] = str(len(body))
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
        outcome = self.answer.outcome
        if outcome is not None and outcome.truncated:
            self._break_off(scope, "the limit of rows was reached")
            return
        await self._end(send)

    async def _bytes(self) -> AsyncIterator[bytes]:
        if self.serialisation.bom:
            yield _BYTE_ORDER_MARK
        chunks = self.answer.chunks
        async for chunk in well_formed(chunks) if self.serialisation.is_xml else chunks:
            yield chunk

    def _break_off(self, scope: Scope, why: str) -> None:
        """Leave the body unfinished; where only the end of the connection ends a body, reset the connection."""
        _LOG.warning("answer broken off: %s", why)
        if scope["http_version"] == "1.0" and "break_off" in scope["state"]:
            scope["state"]["break_off"]()


async def while_connected(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work; when the client goes away first, the work is cancelled and ClientDisconnect raised."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
