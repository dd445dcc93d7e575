"""A table as a reader of a file format gives it: numbered rows of cells as printed."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

_NONE: Mapping[int, "Merge"] = MappingProxyType({})


class Merge(NamedTuple):
    """A merged cell: its rows by number and its columns from 0, inclusive."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Row(NamedTuple):
    """A row and its 1-based number in the file (RFC 7111); a merged cell stands in all columns that it covers."""

    number: int
    cells: tuple[str, ...]
    merges: Mapping[int, Merge] = _NONE

    def cell(self, index: int) -> str:
        """The cell of a column (from 0), blank behind the row's last one."""
        return self.cells[index] if index < len(self.cells) else ""

    def is_covered(self, index: int) -> bool:
        """Whether the cell belongs to a merged one that begins further up or to the left."""
        merge = self.merges.get(index)
        return merge is not None and (merge.first_row, merge.first_column) != (self.number, index)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not any(map(str.strip, self.cells))


class Grid(NamedTuple):
    """A table: its rows from the first, as often as asked, and how it was opened.

    `faults` are cells without a value by row and column: an error (#REF!), or a formula that was never computed.
    """

    rows: Callable[[], Iterator[Row]]
    encoding: str | None = None
    sheet: str | None = None
    faults: Mapping[int, Mapping[int, str]] = MappingProxyType({})
