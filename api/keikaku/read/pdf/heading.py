"""What heads a value in a table on a sheet: the words to its left and above it, against the path of a column."""

import re
from collections.abc import Collection, Sequence

from keikaku.japanese import NotAnAmount, parse_amount
from keikaku.read.pdf.page import Cell
from keikaku.read.pdf.sheet import Sheet

# A number, whole or not, with whatever makes it unreadable (約300, 197,770(1), 1億2千), or a note instead of one.
_NUMBER = re.compile(r"約?[△▲+-]?[0-9][0-9,.()%十百千万億兆円]*|※.*", re.DOTALL)


def is_value(cell: Cell) -> bool:
    """Whether a cell holds a number, a note or a way of printing none: words of a table's body, no heading."""
    if _NUMBER.fullmatch(cell.key):
        return True
    try:
        parse_amount(cell.key, "円")
    except NotAnAmount:
        return False
    return True


class Headings:
    """The words that head a value, for each part of a path: `printed` by part.

    `strange` are words of another meaning between the value and what it should stand below or beside; `beyond` those
    that no part of the path follows. Cells in `through` say nothing.
    """

    def __init__(
        self, sheet: Sheet, value: Cell, anchor: Cell, parts: Sequence[str], through: Collection[Cell] = ()
    ) -> None:
        self._sheet, self._parts, self._through = sheet, tuple(parts), through
        self.printed: dict[str, str] = {}
        self.cells: list[Cell] = []
        self.strange: list[str] = []
        self.beyond: list[str] = []
        self._go(value, anchor, leftwards=True)
        self._go(value, anchor, leftwards=False)

    @property
    def is_complete(self) -> bool:
        """Whether every part was found, and no other words stood in between."""
        return len(self.printed) == len(self._parts) and not self.strange

    @property
    def lacks_year(self) -> bool:
        """Whether nothing but the year was not found."""
        missing = [part for part in self._parts if part not in self.printed]
        return bool(missing) and all("{year}" in part for part in missing)

    def _go(self, value: Cell, anchor: Cell, *, leftwards: bool) -> None:
        """Goes from a value to the left or upwards over other values, up to the anchor or the end of the table."""
        box, headed, between = value.box, False, list[str]()
        step = self._sheet.to_the_left if leftwards else self._sheet.above
        while (near := next(step(box, value), None)) is not None:
            cell, box = near
            if cell.is_blank or cell in self._through:
                continue
            if self._match(cell) or cell is anchor:
                self.strange += between
                between = []
                self.cells.append(cell)
            elif not is_value(cell):
                between.append(cell.text)
            elif headed:
                break
            else:
                continue
            headed = True
            if cell is anchor:
                break
        self.beyond += between

    def _match(self, cell: Cell) -> bool:
        """Whether a cell has the words of one or more parts: of `{year}実績`, or of `{year}` and 実績 on two lines."""
        found = False
        for part in self._parts:
            if part not in self.printed and (printed := self._sheet.fit(part, cell)) is not None:
                self.printed[part] = printed
                found = True
        return found
