"""Load over HTTP/1.1: so many clients, each on a connection of its own, each asking again as soon as it is answered.

Requests are bytes that were made before; of an answer only what tells its end is read. That keeps the generator several
times faster than what it measures (`python -m bench endpoint` prints its own speed too).
"""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from typing import cast
from urllib.parse import quote

from bench.figure import percentile

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
BROKEN = 0
"""The status of an answer that did not come to its end."""

PATIENCE = 10.0
"""Seconds that an answer is waited for after the end of a run."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it goes out, and the kind of it that its answer is counted under."""

    bytes: bytes
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status (BROKEN if it did not end), seconds to the first and the last byte, bytes of body."""

    kind: str
    status: int
    first: float
    seconds: float
    size: int


@dataclass(slots=True)
class Load:
    """The replies of one run and the seconds that it took."""

    replies: list[Reply] = field(default_factory=list)
    seconds: float = 0.0

    def of(self, kind: str) -> "Load":
        """The replies of one kind."""
        return Load([reply for reply in self.replies if reply.kind == kind], self.seconds)

    @property
    def per_second(self) -> float:
        """Good answers per second."""
        return (len(self.replies) - len(self.errors)) / self.seconds

    @property
    def errors(self) -> list[int]:
        """The statuses of answers that were refused, or that did not end."""
        return [reply.status for reply in self.replies if reply.status >= 400 or reply.status == BROKEN]

    def milliseconds(self, share: float) -> float:
        """The time in which this share of the replies was there; infinite if there were none."""
        return percentile([reply.seconds for reply in self.replies], share) * 1000 if self.replies else inf


def merged(loads: Sequence[Load]) -> Load:
    """Loads that ran at the same time, as one."""
    return Load([reply for load in loads for reply in load.replies], max(load.seconds for load in loads))


def get(path: str, query: str, accept: str, *headers: str) -> bytes:
    """A SPARQL query by GET."""
    lines = [
        f"GET {path}?query={quote(query, safe='')} HTTP/1.1",
        "Host: localhost",
        f"Accept: {accept}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


class Body:
    """Finds the end of an answer; fed with its bytes from the first on."""

    def __init__(self) -> None:
        self.status = BROKEN
        self.size = 0
        self.is_whole = self.closes = False
        self._buffer = b""
        self._wanted: int | None = None
        self._is_chunked = self._is_last = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        if self.status == BROKEN:
            data = self._buffer + data
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._buffer = head
                return
            self._buffer = b""
            self._read_head(head)
        if self._is_chunked:
            self._feed_chunks(data)
        else:
            self.size += len(data)
            self.is_whole = self._wanted is not None and self.size >= self._wanted

    def end(self) -> None:
        """The connection has ended: that is the end of a body which has no other."""
        self.is_whole = self.status != BROKEN and not self._is_chunked and self._wanted is None

    def _read_head(self, head: bytes) -> None:
        self.status = int(head[9:12])
        self.closes = _CLOSE.search(head) is not None
        self._is_chunked = _CHUNKED.search(head) is not None
        if length := _LENGTH.search(head):
            self._wanted = int(length[1])
        elif self.status in (204, 304):
            self._wanted = 0

    def _feed_chunks(self, data: bytes) -> None:
        """`_wanted` is what is missing of the chunk under way, its line end included."""
        while data:
            if self._wanted:
                taken = min(self._wanted, len(data))
                self._wanted -= taken
                self.size += taken
                data = data[taken:]
                continue
            line, end, rest = (self._buffer + data).partition(b"\r\n")
            if not end:
                self._buffer = line
                return
            self._buffer, data = b"", rest
            if self._is_last:
                # Trailers, and then the empty line that ends it all (RFC 9112, section 7.1).
                self.is_whole = not line
            elif length := int(line.partition(b";")[0], 16):
                self._wanted = length + len(b"\r\n")
                self.size -= len(b"\r\n")
            else:
                self._is_last = True


class _Client(asyncio.Protocol):
    """One connection: sends a request, waits for the end of its answer, sends the next."""

    def __init__(self, requests: Iterator[Request], load: Load, until: float) -> None:
        self._requests, self._load, self._until = requests, load, until
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = False
        self._first = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        if not self._first:
            self._first = time.perf_counter()
        self._body.feed(data)
        if self._body.is_whole:
            self._count()
            if self._body.closes:
                self.lost = True
                self._transport.close()
            else:
                self._next()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            if self._request is not None:
                self._body.end()
                self._count()
            self.lost = True
            self.done.set_result(None)

    async def ended(self) -> None:
        """Wait until nothing more is asked here, or until the connection is lost; cancelled, count it as broken."""
        try:
            await asyncio.shield(self.done)
        except asyncio.CancelledError:
            self._count()
            raise
        finally:
            self._transport.abort()

    def _next(self) -> None:
        now = time.perf_counter()
        request = next(self._requests, None) if now < self._until else None
        self._request, self._body, self._first, self._sent = request, Body(), 0.0, now
        if request is None:
            self.done.set_result(None)
        else:
            self._transport.write(request.bytes)

    def _count(self) -> None:
        now, request = time.perf_counter(), self._request
        self._request = None
        if request is None:
            return
        status = self._body.status if self._body.is_whole else BROKEN
        first = (self._first or now) - self._sent
        self._load.replies.append(Reply(request.kind, status, first, now - self._sent, self._body.size))


async def drive(
    port: int, requests: Iterator[Request], clients: int, seconds: float, source: str = "127.0.0.1"
) -> Load:
    """Ask until the seconds are over or the requests are; a request under way is waited for, for PATIENCE.

    Clients connect from the loopback address `source`; one that loses its connection takes a new one.
    """
    load = Load()
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_keep_asking(port, requests, load, started + seconds, source))
    load.seconds = time.perf_counter() - started
    return load


async def _keep_asking(port: int, requests: Iterator[Request], load: Load, until: float, source: str) -> None:
    loop = asyncio.get_running_loop()
    while time.perf_counter() < until:
        try:
            _, client = await loop.create_connection(
                lambda: _Client(requests, load, until), "127.0.0.1", port, local_addr=(source, 0)
            )
        except OSError:
            load.replies.append(Reply("", BROKEN, 0.0, 0.0, 0))
            await asyncio.sleep(0.05)
            continue
        with suppress(TimeoutError):
            async with asyncio.timeout(until + PATIENCE - time.perf_counter()):
                await client.ended()
        if not client.lost:
            return


async def own_speed(seconds: float = 1.0, clients: int = 8) -> float:
    """Requests per second that the generator makes of a server which does nothing, in the same process."""
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"

    class Nothing(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self._transport = cast(asyncio.Transport, transport)

        def data_received(self, _data: bytes) -> None:
            self._transport.write(answer)

    server = await asyncio.get_running_loop().create_server(Nothing, "127.0.0.1", 0)
    request = Request(get("/sparql", "ASK {}", "*/*"))
    async with server:
        load = await drive(server.sockets[0].getsockname()[1], iter(lambda: request, None), clients, seconds)
    return load.per_second
