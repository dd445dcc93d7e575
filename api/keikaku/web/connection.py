"""The connection below ASGI: what uvicorn's h11 protocol must also be able to do for us."""

import asyncio
import socket
import struct
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_LINGER_ZERO = struct.pack("ii", 1, 0)


class Connection(H11Protocol):
    """uvicorn's h11 protocol, which lets an answer break the connection off (`scope["state"]["break_off"]`).

    A chunked answer that ends without its last chunk is plainly incomplete. An answer to HTTP/1.0 ends where the
    connection ends, so only a reset tells its client that something is missing (RFC 9112, section 8).
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection: from now on it can be broken off."""
        super().connection_made(transport)
        self.app_state: dict[str, Any] = {**self.app_state, "break_off": self.break_off}

    def break_off(self) -> None:
        """Reset the connection: the client sees an error, never a clean end."""
        sock = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
        self.transport.abort()
