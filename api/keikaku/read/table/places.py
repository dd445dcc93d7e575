"""The place of a row among the policies: its cells in the columns of levels, and the headings above it."""

from collections.abc import Sequence
from typing import NamedTuple

from keikaku.language import Text
from keikaku.read.table.grid import Row
from keikaku.read.table.layout import Layout
from keikaku.read.table.lines import joined_lines
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.pattern import fits_any
from keikaku.read.table.profile import LevelEntry
from keikaku.read.text.template import first_match


class Place(NamedTuple):
    """A policy above a row: its depth from 1, its level, and its number and name as printed."""

    depth: int
    level: LevelEntry
    number: str
    name: str


class Places:
    """Follows the levels of one table from row to row."""

    def __init__(self, levels: Sequence[LevelEntry], layout: Layout, notes: TableNotes) -> None:
        self._levels, self._layout, self._notes = levels, layout, notes
        self._last: dict[int, Place] = {}
        self._blank: dict[int, list[Row]] = {}
        self._filled: set[int] = set()

    def head(self, row: Row) -> bool:
        """Whether the row is one cell that heads a group; the rows below it belong to it."""
        words = {joined_lines(cell) for index, cell in enumerate(row.cells) if not row.is_covered(index)} - {
            ""
        }
        if len(words) != 1:
            return False
        (printed,) = words
        for depth, level in enumerate(self._levels, 1):
            if level.headings and (found := first_match(level.headings, printed)) is not None:
                number = found.get("number") or found.get("mark") or ""
                self._enter(Place(depth, level, number, found.get("name") or printed))
                return True
        return False

    def of(self, row: Row) -> tuple[Place, ...]:
        """The policies above a row, the highest first."""
        places: list[Place] = []
        for depth, level in enumerate(self._levels, 1):
            if (place := self._place(depth, level, row)) is not None:
                places.append(place)
                if place != self._last.get(depth):
                    self._enter(place)
        return tuple(places)

    def tell(self) -> None:
        """Say where a level is blank in some rows, and the profile does not say what that means."""
        for depth, rows in self._blank.items():
            if depth in self._filled:
                name = self._levels[depth - 1].name
                self._notes.doubt(
                    "level-blank",
                    Text(
                        f"{name}の空欄を「なし」と読みました。プロファイルの blank で決めてください。",
                        f"blank cells of {name} were read as none; `blank` in the profile should say so.",
                    ),
                    rows,
                )

    def _place(self, depth: int, level: LevelEntry, row: Row) -> Place | None:
        if level.column is None:
            return self._last.get(depth)
        name = joined_lines(self._layout.cell(row, level.column))
        number = joined_lines(self._layout.cell(row, level.number))
        if name or number:
            self._filled.add(depth)
            if level.none and fits_any(level.none, name):
                return None
            return Place(depth, level, number, name or number)
        if level.blank == "above":
            return self._last.get(depth)
        if level.blank is None:
            self._blank.setdefault(depth, []).append(row)
        return None

    def _enter(self, place: Place) -> None:
        """What stands below another policy is not below this one."""
        self._last = {depth: last for depth, last in self._last.items() if depth < place.depth}
        self._last[place.depth] = place
