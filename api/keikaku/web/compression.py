"""Content coding on the way out (RFC 9110, 8.4): gzip, chunk by chunk, so that the first byte is never held back."""

import asyncio
import zlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keikaku.web.caching import vary_by
from keikaku.web.negotiation import choose_coding

_COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
_COMPRESSED_ALREADY = ("application/gzip", "application/octet-stream")
_WORTH_BYTES = 600
_THREAD_BYTES = 1 << 14
_LEVEL = 5


class CompressionMiddleware:
    """Compresses for clients that take gzip; a strong ETag then gets the coding's name (RFC 9110, 8.8.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        gzip = choose_coding(Headers(scope=scope).get("accept-encoding"), ("gzip", "identity")) == "gzip"
        await self.app(scope, receive, _Compressor(send, gzip))


class _Compressor:
    """One answer's `send`: waits for the first piece of the body before it decides on the headers."""

    def __init__(self, send: Send, gzip: bool) -> None:
        self.send, self.gzip = send, gzip
        self.start: Message | None = None
        self.stream: zlib._Compress | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            await self._body(message)
        else:
            await self.send(message)

    async def _body(self, message: Message) -> None:
        if self.start is not None:
            start, self.start = self.start, None
            if self._compresses(start, message):
                self.stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            await self.send(start)
        if self.stream is not None:
            message = {**message, "body": await self._compressed(message)}
        await self.send(message)

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
        small = not first.get("more_body", False) and len(first.get("body", b"")) < _WORTH_BYTES
        if small or not self.gzip:
            return False
        headers["content-encoding"] = "gzip"
        del headers["content-length"]
        if headers.get("etag", "").startswith('"'):
            headers["etag"] = headers["etag"][:-1] + '-gzip"'
        return True

    async def _compressed(self, message: Message) -> bytes:
        body, last = message.get("body", b""), not message.get("more_body", False)
        if len(body) < _THREAD_BYTES:
            return self._squeeze(body, last)
        return await asyncio.to_thread(self._squeeze, body, last)

    def _squeeze(self, body: bytes, last: bool) -> bytes:
        assert self.stream is not None  # noqa: S101
        return self.stream.compress(body) + self.stream.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
