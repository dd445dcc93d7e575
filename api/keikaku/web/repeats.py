"""Requests that come again byte for byte, answered from memory as they were the first time, before anything is parsed.

A popular query by many clients of one kind, or a 304 to who holds its answer, costs a look-up and a line in the log.
Only what says of itself that it is a function of the release and the request (`allow_repeat`) is answered so.
"""

from collections import OrderedDict
from copy import copy
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keikaku.web.telemetry.exchange import Exchange, current_exchange
from keikaku.web.telemetry.telemetry import Telemetry

_LARGEST = 1 << 16
_MOST = 32 << 20
_OVERHEAD = 2_048
# With these the log names something else than what the connection shows.
_OF_OTHERS = frozenset({"x-request-id", "x-forwarded-for", "traceparent"})


class Received:
    """The bytes of a request that came alone and whole; None if it did not."""

    def __init__(self, request: bytes | None) -> None:
        self.request = request
        self.may_be_repeated = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """What was answered: the status line, the header lines after the date, the body; and what was known of it."""

    status: bytes
    rest: bytes
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it went out; most are never asked for again, so it is made a repeat when it is."""

    start: Message
    body: Message
    exchange: Exchange

    def repeat(self) -> Repeat:
        """The same answer, in bytes."""
        status = HTTPStatus(self.start["status"])
        lines = [b"%b: %b\r\n" % field for field in self.start["headers"] if field[0] != b"x-request-id"]
        body = self.body.get("body", b"")
        exchange = copy(self.exchange)
        exchange.is_complete, exchange.worker, exchange.duration, exchange.first_byte = True, None, 0.0, 0.0
        exchange.bytes = len(body)
        exchange.cache = "hit" if exchange.query is not None else None
        return Repeat(
            f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode(),
            b"".join([*lines, b"\r\n", body]),
            exchange,
        )


class Repeats:
    """The last answers of one service to small requests, at most some 32 MB of them."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, Answered | Repeat] = OrderedDict()
        self._taken = 0

    def find(self, request: bytes) -> Repeat | None:
        """What was answered to the same bytes."""
        found = self._known.get(request)
        if found is None:
            return None
        self._known.move_to_end(request)
        if isinstance(found, Answered):
            self._taken -= _size(request, found)
            found = self._known[request] = found.repeat()
            self._taken += _size(request, found)
        return found

    def add(self, request: bytes, answered: Answered) -> None:
        """Remember an answer; the one that was not asked for longest makes room."""
        if request in self._known or (size := _size(request, answered)) > _LARGEST:
            return
        self._known[request] = answered
        self._taken += size
        while self._taken > _MOST:
            self._taken -= _size(*self._known.popitem(last=False))


class RepeatMiddleware:
    """Remembers answers as they go out, with all their headers but the request's id and the date."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        received = scope["state"].get("received") if scope["type"] == "http" else None
        if received is None or received.request is None:
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def send_noted(message: Message) -> None:
            if len(messages) < 2:
                messages.append(message)
            await send(message)

        await self.app(scope, receive, send_noted)
        if received.may_be_repeated and len(messages) == 2 and _is_whole(*messages):
            scope["state"]["service"].repeats.add(
                received.request, Answered(messages[0], messages[1], current_exchange())
            )


def allow_repeat(request: Request) -> None:
    """Say that the answer under way depends on nothing but the release and the bytes of the request."""
    received = request.scope["state"].get("received")
    if received and not request.scope["state"].get("head"):
        received.may_be_repeated = _OF_OTHERS.isdisjoint(request.headers.keys())


def tell_of_repeat(repeat: Repeat, name: str, client: str | None, telemetry: Telemetry) -> None:
    """Log and count a request that was answered from memory, under an id."""
    exchange = copy(repeat.exchange)
    exchange.id, exchange.client = name, telemetry.clients.name(client)
    telemetry.over(exchange)


def _is_whole(start: Message, body: Message) -> bool:
    """Whether these two are all of a good answer that says its own length."""
    if body.get("more_body"):
        return False
    return start["status"] == 304 or (
        start["status"] == 200 and "content-length" in Headers(raw=start["headers"])
    )


def _size(request: bytes, known: Answered | Repeat) -> int:
    answer = known.rest if isinstance(known, Repeat) else known.body.get("body", b"")
    return len(request) + len(answer) + _OVERHEAD
