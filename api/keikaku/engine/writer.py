"""The file object that a worker's serialiser writes to: the engine's bytes go out in frames of about 64 kB.

Where CSV is wanted, the serialiser is to write TSV.
"""

import socket
from typing import Any

from keikaku.engine.commas import CSV, CommaLines
from keikaku.engine.frames import DATA, END, HEAD, frame, message
from keikaku.engine.rows import RowLimit

CHUNK = 65_536
_XML = frozenset({"application/sparql-results+xml", "application/rdf+xml"})


class RowsEnough(Exception):
    """As many solutions are written as may be."""


class BytesExceeded(Exception):
    """The answer is larger than it may be."""


class AnswerWriter:
    """Sends HEAD with the first bytes, then DATA, and at last END; blocks while the reader does not read.

    Raises into the serialiser RowsEnough once `row_limit` cuts, and BytesExceeded beyond `max_bytes`.
    """

    def __init__(
        self, connection: socket.socket, head: dict[str, Any], max_bytes: int, row_limit: RowLimit | None
    ) -> None:
        self._connection, self._head = connection, message(HEAD, head)
        self._max_bytes, self._sent = max_bytes, 0
        self._row_limit = row_limit
        self._is_xml = head["media_type"] in _XML
        self._comma_lines = CommaLines() if head["media_type"] == CSV else None
        self._parts: list[bytes] = []
        self._size = 0
        self._rest = b""

    def write(self, data: bytes) -> int:
        """Take bytes from the serialiser; they go out once there are enough of them."""
        self._parts.append(data)
        self._size += len(data)
        if self._size >= CHUNK:
            ready = self._collected()
            if self._row_limit and self._row_limit.truncated:
                self._rest = ready
                raise RowsEnough
            self._send(self._converted(ready))
        return len(data)

    def flush(self) -> None:
        """Nothing: when bytes go out depends on their number alone."""

    def end(self, rows: int | None = None, truncated: bool = False) -> None:
        """Send what is left and that this was all; rows are told here where no row limit counts them."""
        rest = self._rest + self._collected()
        if self._row_limit:
            rest += self._row_limit.rest()
            rows, truncated = self._row_limit.rows, self._row_limit.truncated
        rest = self._converted(rest)
        if self._comma_lines:
            rest += self._comma_lines.rest()
        outcome = {"rows": rows, "bytes": self._sent + len(rest), "truncated": truncated}
        self._send(rest, message(END, outcome))

    def _collected(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        if self._is_xml:
            # A parser reads a bare carriage return as a line feed (XML 1.0, section 2.11): the engine leaves it bare.
            data = data.replace(b"\r", b"&#xD;")
        return self._row_limit.passed(data) if self._row_limit else data

    def _converted(self, data: bytes) -> bytes:
        return self._comma_lines.passed(data) if self._comma_lines else data

    def _send(self, data: bytes, after: bytes = b"") -> None:
        self._sent += len(data)
        if self._sent > self._max_bytes:
            raise BytesExceeded
        self._connection.sendall(self._head + (frame(DATA, data) if data else b"") + after)
        self._head = b""
