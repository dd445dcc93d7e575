"""A table as a reader of a file format gives it: numbered rows of cells as printed."""

from collections.abc import Callable, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """A row and its 1-based number in the file (RFC 7111); `filled` are cells that a merged one covers."""

    number: int
    cells: tuple[str, ...]
    filled: frozenset[int] = frozenset()

    def cell(self, index: int) -> str:
        """The cell of a column (from 0), blank behind the row's last one."""
        return self.cells[index] if index < len(self.cells) else ""


class Grid(NamedTuple):
    """A table: its rows from the first, as often as asked, and what is to be said of how it was opened."""

    rows: Callable[[], Iterator[Row]]
    encoding: str | None = None
    sheet: str | None = None
    ignored_sheets: tuple[str, ...] = ()
