"""The frames that an engine and its worker process exchange over their socket pair.

A frame is one byte of kind, four bytes of length in network order, and that many bytes. A worker says READY once; then
for each REQUEST either FAILURE, or HEAD, any number of DATA, and END or FAILURE.
"""

import json
import struct
from collections.abc import Iterator
from typing import Any, Final

READY: Final = b"R"
REQUEST: Final = b"Q"
HEAD: Final = b"H"
DATA: Final = b"D"
END: Final = b"E"
FAILURE: Final = b"F"

_HEADER: Final = struct.Struct("!cI")


def frame(kind: bytes, payload: bytes) -> bytes:
    """A frame of bytes."""
    return _HEADER.pack(kind, len(payload)) + payload


def message(kind: bytes, content: dict[str, Any]) -> bytes:
    """A frame with a JSON object in it."""
    return frame(kind, json.dumps(content).encode())


def content(payload: bytes) -> dict[str, Any]:
    """The JSON object of a frame's payload."""
    found: dict[str, Any] = json.loads(payload)
    return found


class FrameReader:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames (kind, payload) that are whole now that these bytes have come."""
        self._buffer += data
        start = 0
        while len(self._buffer) - start >= _HEADER.size:
            kind, length = _HEADER.unpack_from(self._buffer, start)
            end = start + _HEADER.size + length
            if len(self._buffer) < end:
                break
            yield kind, bytes(self._buffer[start + _HEADER.size : end])
            start = end
        del self._buffer[:start]
