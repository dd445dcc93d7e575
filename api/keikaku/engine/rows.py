"""Counts the solutions in serialised results as the bytes go by, and finds where to cut after the last one allowed.

What a serialiser writes at the start of each solution, and nowhere else, is counted: `<result>` in XML (text has `<`
escaped), outside strings `[{` or `,{` in JSON, and a line break with something after it in CSV (outside quotes) and
TSV, whose first line is the header. Nothing is parsed, and the engine's own bytes stay as they are.
"""

from bisect import bisect_left
from copy import copy
from typing import ClassVar, Protocol


class RowCounter(Protocol):
    """Counts in `rows` the solutions that have started in the bytes fed so far.

    `overlap`: bytes of a start that do not belong before the cut.
    `closing`: the bytes that make results whole again which were cut before a solution.
    """

    overlap: ClassVar[int]
    closing: ClassVar[bytes]
    rows: int

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        ...


class JsonRows:
    """SPARQL 1.1 Query Results JSON Format."""

    overlap: ClassVar[int] = len(b",{")
    closing: ClassVar[bytes] = b"]}}"

    def __init__(self) -> None:
        self.rows = 0
        self._in_string = False
        self._escape = b""
        self._last = b""

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        data = self._escape + data
        if b"\\" in data:
            data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        self._escape = b"\\" if data.endswith(b"\\") else b""
        pieces = data.split(b'"')
        structure = self._last + b"".join(pieces[self._in_string :: 2])
        self._in_string ^= len(pieces) % 2 == 0
        self._last = structure[-1:]
        self.rows += structure.count(b",{") + structure.count(b"[{")


class XmlRows:
    """SPARQL Query Results XML Format (Second Edition)."""

    overlap: ClassVar[int] = len(b"<result>")
    closing: ClassVar[bytes] = b"</results></sparql>"

    def __init__(self) -> None:
        self.rows = 0
        self._tail = b""

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        data = self._tail + data
        self.rows += data.count(b"<result>")
        self._tail = data[-len(b"<result") :]


class TsvRows:
    """SPARQL 1.1 Query Results TSV Format."""

    overlap: ClassVar[int] = 1
    closing: ClassVar[bytes] = b""

    def __init__(self) -> None:
        self.rows = 0
        self._in_string = False
        self._at_start = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        if data:
            breaks = self._line_breaks(data)
            at_start = data.endswith(b"\n") and not self._in_string
            self.rows += self._at_start + breaks - at_start
            self._at_start = at_start

    def _line_breaks(self, data: bytes) -> int:
        return data.count(b"\n")


class CsvRows(TsvRows):
    """SPARQL 1.1 Query Results CSV Format; a doubled quote closes a string and opens it again."""

    def _line_breaks(self, data: bytes) -> int:
        pieces = data.split(b'"')
        outside = b"".join(pieces[self._in_string :: 2])
        self._in_string ^= len(pieces) % 2 == 0
        return outside.count(b"\n")


COUNTERS: dict[str, type[RowCounter]] = {
    "application/sparql-results+json": JsonRows,
    "application/sparql-results+xml": XmlRows,
    "text/csv": CsvRows,
    "text/tab-separated-values": TsvRows,
}


class RowLimit:
    """Lets at most `most` solutions of serialised results pass."""

    def __init__(self, media_type: str, most: int) -> None:
        self._counter, self._most = COUNTERS[media_type](), most
        self._held = b""
        self.truncated = False

    @property
    def rows(self) -> int:
        """Solutions that have passed."""
        return min(self._counter.rows, self._most)

    def passed(self, data: bytes) -> bytes:
        """What may go out now that these bytes have come; a few are held back, since they may open a solution."""
        if self.truncated:
            return b""
        before = copy(self._counter)
        self._counter.feed(data)
        data = self._held + data
        if self._counter.rows > self._most:
            self.truncated = True
            end = len(self._held) + _first_with(before, data[len(self._held) :], self._most + 1)
            self._held = self._counter.closing
            return data[: end - self._counter.overlap]
        self._held = data[-self._counter.overlap :]
        return data[: -self._counter.overlap]

    def rest(self) -> bytes:
        """The last bytes: those held back, or what makes results whole that were cut."""
        return self._held


def _first_with(counter: RowCounter, data: bytes, rows: int) -> int:
    """How many bytes of `data` bring a counter that stands before them to so many rows."""

    def counted(length: int) -> int:
        trial = copy(counter)
        trial.feed(data[:length])
        return trial.rows

    return bisect_left(range(len(data)), rows, key=counted)
