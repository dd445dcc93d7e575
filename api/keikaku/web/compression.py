"""Content coding on the way out (RFC 9110, 8.4): chunk by chunk, so that the first byte is never held back."""

import asyncio
import zlib
from collections.abc import Callable
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keikaku.language import Text
from keikaku.web.caching import held_tag, tag_in_coding, vary_by
from keikaku.web.negotiation import CODINGS, Codings, codings_for
from keikaku.web.problem import NOT_ACCEPTABLE, HttpProblem
from keikaku.web.problem_response import problem_response

_COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
_COMPRESSED_ALREADY = ("application/gzip", "application/octet-stream", "application/pdf")
_WORTH_BYTES = 600
_THREAD_BYTES = 1 << 14
_GZIP_LEVEL, _BROTLI_QUALITY, _ZSTD_LEVEL = 5, 4, 3


class CompressionMiddleware:
    """Compresses for clients that take a coding of ours; a strong ETag then gets its name (RFC 9110, 8.8.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection; 406 for clients that take neither a coding of ours nor the plain bytes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        codings = codings_for(headers.get("accept-encoding"))
        if codings.best is None and not codings.takes_plain:
            names = ", ".join((*CODINGS, "identity"))
            detail = Text(f"使える圧縮方式: {names}", f"The content codings here are {names}.")
            problem = HttpProblem(NOT_ACCEPTABLE, detail, {"available": [*CODINGS, "identity"]})
            await problem_response(Request(scope, receive), problem)(scope, receive, send)
            return
        await self.app(scope, receive, _Compressor(send, codings, headers))


class _Stream(Protocol):
    """A coding under way."""

    def squeeze(self, body: bytes, last: bool) -> bytes:
        """The bytes that go out for these, all that is in them included."""
        ...


class _Gzip:
    """RFC 1952."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)

    def squeeze(self, body: bytes, last: bool) -> bytes:
        """All bytes so far."""
        return self._stream.compress(body) + self._stream.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


class _Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=_BROTLI_QUALITY)

    def squeeze(self, body: bytes, last: bool) -> bytes:
        """All bytes so far."""
        begun: bytes = self._stream.process(body)
        rest: bytes = self._stream.finish() if last else self._stream.flush()
        return begun + rest


class _Zstandard:
    """RFC 8878, with a window that every client must take (RFC 9659)."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()

    def squeeze(self, body: bytes, last: bool) -> bytes:
        """All bytes so far."""
        kind = zstandard.COMPRESSOBJ_FLUSH_FINISH if last else zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return self._stream.compress(body) + self._stream.flush(kind)


_STREAMS: dict[str, Callable[[], _Stream]] = {"zstd": _Zstandard, "br": _Brotli, "gzip": _Gzip}


class _Compressor:
    """One answer's `send`: waits for the first piece of the body before it decides on the headers."""

    def __init__(self, send: Send, codings: Codings, asked: Headers) -> None:
        self.send, self.codings, self.asked = send, codings, asked
        self.start: Message | None = None
        self.stream: _Stream | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            self._say_which_is_held(message)
        elif message["type"] == "http.response.body":
            await self._body(message)
        else:
            await self.send(message)

    async def _body(self, message: Message) -> None:
        start, self.start = self.start, None
        if start is not None and self._compresses(start, message):
            self.stream = _STREAMS[self.codings.best or ""]()
        if self.stream is not None:
            message = {**message, "body": await self._compressed(self.stream, message)}
            if start is not None and not message.get("more_body", False):
                MutableHeaders(scope=start)["content-length"] = str(len(message["body"]))
        if start is not None:
            await self.send(start)
        await self.send(message)

    def _say_which_is_held(self, start: Message) -> None:
        """A 304 has the tag of the bytes that the client may go on using (RFC 9110, 15.4.5)."""
        headers = MutableHeaders(scope=start)
        if start["status"] == 304 and "etag" in headers:
            held = self.asked.get("if-none-match", "")
            accepted = self.asked.get("accept-encoding")
            headers["etag"] = held_tag(held, headers["etag"], accepted) or headers["etag"]

    def _compresses(self, start: Message, first: Message) -> bool:
        """Whether this answer is compressed; its headers are changed to say so."""
        headers = MutableHeaders(scope=start)
        media_type = headers.get("content-type", "")
        if not media_type.startswith(_COMPRESSIBLE) or media_type.startswith(_COMPRESSED_ALREADY):
            return False
        # A file that can be asked for in ranges keeps its own bytes; dumps lie beside their gzipped twins.
        if {"accept-ranges", "content-range", "content-encoding"} & set(headers.keys()):
            return False
        vary_by(headers, "Accept-Encoding")
        whole = not first.get("more_body", False)
        small = whole and len(first.get("body", b"")) < _WORTH_BYTES and self.codings.takes_plain
        empty = whole and not first.get("body")
        if small or empty or self.codings.best is None:
            return False
        headers["content-encoding"] = self.codings.best
        del headers["content-length"]
        if headers.get("etag", "").startswith('"'):
            headers["etag"] = tag_in_coding(headers["etag"], self.codings.best)
        return True

    async def _compressed(self, stream: _Stream, message: Message) -> bytes:
        body, last = message.get("body", b""), not message.get("more_body", False)
        if len(body) < _THREAD_BYTES:
            return stream.squeeze(body, last)
        return await asyncio.to_thread(stream.squeeze, body, last)
