"""The connection below ASGI: what uvicorn's h11 protocol must also be able to do for us."""

import asyncio
import socket
import struct
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from keikaku.web.repeats import Received, tell_of_repeat
from keikaku.web.telemetry.exchange import request_id

_LINGER_ZERO = struct.pack("ii", 1, 0)
_FRAMINGS = {b"content-length", b"transfer-encoding"}


class Connection(H11Protocol):
    """uvicorn's h11 protocol, held closer to RFC 9112, with a limit on the time in which a request's head arrives and a
    way for an answer to break the connection off (`scope["state"]["break_off"]`).

    A chunked answer that ends without its last chunk is plainly incomplete. An answer to HTTP/1.0 ends where the
    connection ends, so only a reset tells its client that something is missing (RFC 9112, section 8).
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection: from now on it can be broken off."""
        super().connection_made(transport)
        self.app_state: dict[str, Any] = {**self.app_state, "break_off": self.break_off}
        self._head_timer: asyncio.TimerHandle | None = None
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Some bytes: perhaps a whole request, perhaps a piece of its head; empty lines before it are skipped (2.2)."""
        is_beginning = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
        if is_beginning:
            if self._repeat(data):
                return
            data = data.lstrip(b"\r\n")
        received = Received(data if is_beginning else None)
        self.app_state["received"] = received
        super().data_received(data)
        if self.conn.their_state is not h11.DONE or self.conn.trailing_data[0]:
            received.request = None
        self._await_head()

    def _repeat(self, data: bytes) -> bool:
        """Answer a request that the service knows byte for byte; False if it does not, or if the client is slow."""
        services = self.app_state.get("services")
        repeat = services and services.current.repeats.find(data)
        if not repeat or self.transport.get_write_buffer_size() or self.transport.is_closing():
            return False
        self._stop_waiting()
        client = self.client[0] if self.client else None
        name = request_id(None)
        date = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(
            b"".join([repeat.status, *date, b"x-request-id: ", name.encode(), b"\r\n", repeat.rest])
        )
        self.on_response_complete()
        tell_of_repeat(repeat, name, client, self.app_state["telemetry"])
        return True

    def handle_events(self) -> None:
        """Some requests whole; one whose end a proxy may see elsewhere is the last of its connection (6.1)."""
        super().handle_events()
        if self.headers and {name for name, _ in self.headers} >= _FRAMINGS:
            self.headers.append((b"connection", b"close"))

    def connection_lost(self, exc: Exception | None) -> None:
        """The end: nothing is awaited any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        """A head that drips in byte by byte has as long as an idle connection, and no longer."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(self.timeout_keep_alive, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def break_off(self) -> None:
        """Reset the connection: the client sees an error, never a clean end."""
        sock = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
        self.transport.abort()
