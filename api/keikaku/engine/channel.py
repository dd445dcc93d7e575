"""The engine's side of a worker's socket: frames come in, and no faster than somebody reads them."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from keikaku.engine.frames import END, FAILURE, READY, REQUEST, FrameReader, message

HIGH_WATER = 262_144
"""Bytes of one answer that may wait here; the socket is not read beyond, and so the worker pauses."""


class WorkerGone(Exception):
    """The worker's side of the socket is closed."""


class Frames:
    """The frames of one answer in order, with the `last` as soon as it has come.

    They can be read on while the worker already serves another query.
    """

    def __init__(self, resume: Callable[[], None]) -> None:
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._changed: asyncio.Future[None] | None = None
        self._resume = resume
        self._gone = False
        self._waiting = 0
        self.last: tuple[bytes, bytes] | None = None

    @property
    def is_full(self) -> bool:
        """Whether enough bytes wait here."""
        return self._waiting >= HIGH_WATER

    @property
    def is_empty(self) -> bool:
        """Whether the next frame has still to come."""
        return not self._frames

    async def next(self) -> tuple[bytes, bytes]:
        """The next frame (kind, payload); WorkerGone if there will be none."""
        while not self._frames:
            if self._gone:
                raise WorkerGone
            self._changed = asyncio.get_running_loop().create_future()
            await self._changed
        kind, payload = self._frames.popleft()
        self._waiting -= len(payload)
        if not self.last and not self.is_full:
            self._resume()
        return kind, payload

    def add(self, kind: bytes, payload: bytes) -> None:
        """A frame has come."""
        self._frames.append((kind, payload))
        self._waiting += len(payload)
        if kind in (END, FAILURE):
            self.last = kind, payload
        self._wake()

    def lose(self) -> None:
        """No more will come."""
        self._gone = True
        self._wake()

    def _wake(self) -> None:
        if self._changed is not None and not self._changed.done():
            self._changed.set_result(None)


class Channel(asyncio.Protocol):
    """Sends requests to one worker, one after the other, and sorts what comes back."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self.closed = asyncio.Event()
        self._reader = FrameReader()
        self._answer: Frames | None = None
        self._on_end: Callable[[], None] | None = None

    def ask(self, request: dict[str, Any], on_end: Callable[[], None]) -> Frames:
        """Send a request and give its answer's frames; `on_end` is called when the last of them has come."""
        self._answer, self._on_end = Frames(self._transport.resume_reading), on_end
        self._transport.write(message(REQUEST, request))
        if self.closed.is_set():
            self._answer.lose()
        return self._answer

    def close(self) -> None:
        """Close the socket; the worker ends itself."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Called by the event loop."""
        for kind, payload in self._reader.feed(data):
            if kind == READY:
                self.ready.set()
            elif self._answer:
                self._answer.add(kind, payload)
                if self._answer.last:
                    self._finish()
        if self._answer and self._answer.is_full:
            self._transport.pause_reading()

    def connection_lost(self, _: Exception | None) -> None:
        """Called by the event loop."""
        self.closed.set()
        self.ready.set()
        if self._answer:
            self._answer.lose()

    def _finish(self) -> None:
        self._answer = None
        if self._on_end:
            self._on_end()
