"""Counts the solutions in serialised results as the bytes go by; cuts before the first wanted, after the last allowed.

What a serialiser writes at the start of each solution, and nowhere else, is counted: `<result>` in XML (text has `<`
escaped), outside strings `[{` or `,{` in JSON, and a line break with something after it in TSV, whose first line is the
header. Nothing is parsed, and the engine's own bytes stay as they are. CSV is made of TSV, after this.
"""

from bisect import bisect_left
from copy import copy
from typing import ClassVar, Protocol


class RowCounter(Protocol):
    """Counts in `rows` the solutions that have started in the bytes fed so far.

    `overlap`: bytes of a start that do not belong before the cut. `opening`: those of them that are the solution's own.
    `closing`: the bytes that make results whole again which were cut before a solution.
    """

    overlap: ClassVar[int]
    opening: ClassVar[int]
    closing: ClassVar[bytes]
    rows: int

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        ...


class JsonRows:
    """SPARQL 1.1 Query Results JSON Format."""

    overlap: ClassVar[int] = len(b",{")
    opening: ClassVar[int] = len(b"{")
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
    opening: ClassVar[int] = len(b"<result>")
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
    opening: ClassVar[int] = 1
    closing: ClassVar[bytes] = b""

    def __init__(self) -> None:
        self.rows = 0
        self._at_start = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        if data:
            at_start = data.endswith(b"\n")
            self.rows += self._at_start + data.count(b"\n") - at_start
            self._at_start = at_start


COUNTERS: dict[str, type[RowCounter]] = {
    "application/sparql-results+json": JsonRows,
    "application/sparql-results+xml": XmlRows,
    "text/tab-separated-values": TsvRows,
}


class RowSkip:
    """Leaves out the first `skipped` solutions of serialised results."""

    def __init__(self, media_type: str, skipped: int) -> None:
        self._counter, self._skipped = COUNTERS[media_type](), skipped
        self._held = b""
        self._is_in_rows = False
        self._is_past = skipped == 0

    def passed(self, data: bytes) -> bytes:
        """What may go on now that these bytes have come."""
        if self._is_past:
            return data
        before, fresh = copy(self._counter), data
        self._counter.feed(fresh)
        data = self._held + fresh

        def start(row: int) -> int:
            return len(data) - len(fresh) + _first_with(before, fresh, row) - self._counter.opening

        head = b""
        if not self._is_in_rows:
            self._is_in_rows = self._counter.rows > 0
            head = data[: start(1) if self._is_in_rows else -self._counter.opening]
        if self._counter.rows > self._skipped:
            self._is_past = True
            return head + data[start(self._skipped + 1) :]
        self._held = data[-self._counter.opening :]
        return head

    def rest(self) -> bytes:
        """The last bytes: what makes results whole of which no solution is left."""
        if self._is_past:
            return b""
        return self._counter.closing if self._is_in_rows else self._held


class RowLimit:
    """Lets at most `most` solutions of serialised results pass, after the first `skipped`."""

    def __init__(self, media_type: str, most: int, skipped: int = 0) -> None:
        self._counter, self._most = COUNTERS[media_type](), most
        self._skip = RowSkip(media_type, skipped)
        self._held = b""
        self.truncated = False

    @property
    def rows(self) -> int:
        """Solutions that have passed."""
        return min(self._counter.rows, self._most)

    def passed(self, data: bytes) -> bytes:
        """What may go out now that these bytes have come; a few are held back, since they may open a solution."""
        return self._cut(self._skip.passed(data))

    def rest(self) -> bytes:
        """The last bytes: those held back, or what makes results whole that were cut."""
        return self._cut(self._skip.rest()) + self._held

    def _cut(self, data: bytes) -> bytes:
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


def _first_with(counter: RowCounter, data: bytes, rows: int) -> int:
    """How many bytes of `data` bring a counter that stands before them to so many rows."""

    def counted(length: int) -> int:
        trial = copy(counter)
        trial.feed(data[:length])
        return trial.rows

    return bisect_left(range(len(data)), rows, key=counted)
