"""One connection of a client: requests are read from it one after the other, and answered in turn."""

import asyncio
from typing import Any, cast

import uvicorn
from uvicorn.protocols.utils import get_local_addr, get_remote_addr
from uvicorn.server import ServerState

from keikaku.language import Text
from keikaku.rdf import DEFAULT_BASE
from keikaku.web.http.body import Body, ChunkedBody, SizedBody
from keikaku.web.http.head import read_head
from keikaku.web.http.refusal import refusal
from keikaku.web.http.turn import Turn
from keikaku.web.http.wire import Wire
from keikaku.web.problem import HEAD_TOO_LARGE, HttpProblem
from keikaku.web.repeats import Received, tell_of_repeat
from keikaku.web.telemetry.exchange import request_id

LONGEST_HEAD = 1 << 18
"""Bytes: a query in the address can be long, and has three bytes for each one when percent-encoded."""


class Connection(asyncio.Protocol):
    """Serves a client until it goes, says `close`, or keeps silent: the head of a request must come in some seconds.

    A request that follows before its predecessor is answered waits unread. A chunked answer that ends without its last
    chunk is plainly incomplete; an answer to HTTP/1.0 ends where the connection ends, so only a reset tells its client
    that something is missing (RFC 9112, section 8): `scope["state"]["break_off"]`.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._app, self._patience = config.loaded_app, config.timeout_keep_alive
        self._server, self._app_state = server_state, app_state
        self._loop = _loop or asyncio.get_running_loop()
        self._buffer = b""
        self._body: Body | None = None
        self._turn: Turn | None = None
        self._is_ending = self._is_lingering = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has come."""
        self._server.connections.add(self)  # type: ignore[arg-type]  # uvicorn knows its own protocols only
        self._wire = Wire(cast(asyncio.Transport, transport), lambda: self._server.default_headers)
        self._client, self._local = get_remote_addr(transport), get_local_addr(transport)  # type: ignore[arg-type]
        self._state = {**self._app_state, "break_off": self._wire.break_off}
        self._since = self._loop.time()
        self._clock = self._loop.call_later(self._patience, self._look_at_clock)

    def connection_lost(self, _exc: Exception | None) -> None:
        """The client has gone."""
        self._server.connections.discard(self)
        self._clock.cancel()
        self._wire.release()
        if self._turn is not None:
            self._turn.lose()

    def pause_writing(self) -> None:
        """The client reads more slowly than we write."""
        self._wire.hold()

    def resume_writing(self) -> None:
        """It has caught up."""
        self._wire.release()

    def shutdown(self) -> None:
        """End the connection once the answer under way is out."""
        self._is_ending = True
        if self._turn is None:
            self._wire.transport.close()
        else:
            self._turn.keeps_alive = False

    def data_received(self, data: bytes) -> None:
        """Some bytes: perhaps a whole request, perhaps a piece of one, perhaps more than one."""
        if self._is_lingering:
            return
        is_beginning = self._turn is None and not self._buffer
        if is_beginning and self._repeat(data):
            return
        self._buffer = self._buffer + data if self._buffer else data
        self._read(Received(data if is_beginning else None))

    def _read(self, received: Received) -> None:
        """Take from the buffer what belongs to the request under way, or begin the next."""
        try:
            if self._turn is None:
                self._begin(received)
            if self._turn is not None and self._body is not None:
                self._continue(self._turn, self._body)
        except HttpProblem as problem:
            self._refuse(problem)
        if self._buffer or self._body is not None or not (self._turn and self._turn.keeps_alive):
            received.request = None
        if self._buffer and self._turn is not None:
            self._wire.pause_reading()

    def _begin(self, received: Received) -> None:
        """Begin a request if its head is there; empty lines before it are skipped (RFC 9112, 2.2)."""
        data = self._buffer = self._buffer.lstrip(b"\r\n")
        end = data.find(b"\r\n\r\n") + 4
        if max(end, 0 if end > 3 else len(data)) > LONGEST_HEAD:
            raise HttpProblem(HEAD_TOO_LARGE, Text("ヘッダーが大きすぎます。", "The header is too large."))
        if end < 4:
            return
        head, self._buffer = read_head(data[:end]), data[end:]
        self._body = ChunkedBody() if head.length is None else SizedBody(head.length)
        self._turn = turn = Turn(head, self._wire, self._end_turn)
        scope = turn.scope(self._client, self._local, {**self._state, "received": received})
        task = self._loop.create_task(turn.run(self._app, scope))
        self._server.tasks.add(task)
        task.add_done_callback(self._server.tasks.discard)

    def _continue(self, turn: Turn, body: Body) -> None:
        """Hand on what has come of a body."""
        content, self._buffer = body.feed(self._buffer)
        if not turn.take(content, body.is_whole):
            self._wire.pause_reading()
        if body.is_whole:
            self._body = None

    def _end_turn(self) -> None:
        """An answer is out; the next request may already be here."""
        turn, self._turn = self._turn, None
        self._since = self._loop.time()
        if self._wire.transport.is_closing() or turn is None:
            return
        if not turn.keeps_alive or self._is_ending:
            self._close(is_read=turn.is_received)
            return
        self._wire.resume_reading()
        if self._buffer:
            self._read(Received(None))

    def _close(self, is_read: bool) -> None:
        """End the connection; a client that may still be sending must not lose the answer over it (RFC 9112, 9.6)."""
        if is_read:
            self._wire.transport.close()
            return
        self._is_lingering = True
        self._buffer = b""
        self._wire.transport.write_eof()
        self._wire.resume_reading()

    def _refuse(self, problem: HttpProblem) -> None:
        """Answer what is no request, and read no more."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.lose()
        if turn is not None and turn.is_begun:
            self._wire.transport.close()
            return
        services = self._app_state.get("services")
        base = services.current.settings.base if services else DEFAULT_BASE
        self._wire.write(refusal(problem, base, self._server.default_headers))
        self._close(is_read=False)

    def _repeat(self, data: bytes) -> bool:
        """Answer a request that the service knows byte for byte; False if it does not, or if the client is slow."""
        services = self._app_state.get("services")
        repeat = services and services.current.repeats.find(data)
        transport = self._wire.transport
        if not repeat or transport.get_write_buffer_size() or transport.is_closing():
            return False
        name = request_id(None)
        date = [b"%b: %b\r\n" % header for header in self._server.default_headers]
        transport.write(
            b"".join([repeat.status, *date, b"x-request-id: ", name.encode(), b"\r\n", repeat.rest])
        )
        self._since = self._loop.time()
        tell_of_repeat(repeat, name, self._client[0] if self._client else None, self._app_state["telemetry"])
        return True

    def _look_at_clock(self) -> None:
        """A head that does not come, or drips in byte by byte, has as long as an idle connection, and no longer."""
        left: float = self._patience
        if self._turn is None:
            left = self._since + self._patience - self._loop.time()
        if left <= 0:
            self._wire.transport.abort() if self._is_lingering else self._wire.transport.close()
        else:
            self._clock = self._loop.call_later(left, self._look_at_clock)
