"""The transport below a connection, with the brakes of both directions."""

import asyncio
import socket
import struct
from collections.abc import Callable

_LINGER_ZERO = struct.pack("ii", 1, 0)


class Wire:
    """Writes bytes, reads or pauses, closes or breaks off. `headers` gives those that every answer begins with."""

    def __init__(
        self, transport: asyncio.Transport, headers: Callable[[], list[tuple[bytes, bytes]]]
    ) -> None:
        self.transport, self.headers = transport, headers
        self._is_writable: asyncio.Event | None = None
        self._is_paused = False

    def write(self, data: bytes) -> None:
        """Send bytes, or keep them until there is room: who writes much awaits `drain` first."""
        self.transport.write(data)

    async def drain(self) -> None:
        """Wait until there is room for more."""
        if self._is_writable is not None:
            await self._is_writable.wait()

    def hold(self) -> None:
        """There is no room for more."""
        self._is_writable = asyncio.Event()

    def release(self) -> None:
        """There is room again, or nobody to read any more."""
        if self._is_writable is not None:
            self._is_writable.set()
            self._is_writable = None

    def pause_reading(self) -> None:
        """Read nothing until told to."""
        if not self._is_paused:
            self._is_paused = True
            self.transport.pause_reading()

    def resume_reading(self) -> None:
        """Read again."""
        if self._is_paused:
            self._is_paused = False
            if not self.transport.is_closing():
                self.transport.resume_reading()

    def break_off(self) -> None:
        """Reset the connection: the client sees an error, never a clean end."""
        sock = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
        self.transport.abort()
