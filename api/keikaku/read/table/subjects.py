"""SDG marks in a table: numbers in one cell, or a check mark in a column of each goal."""

import re

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Subject, TopicScheme
from keikaku.read.table.grid import Row
from keikaku.read.table.layout import Layout
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.profile import Columns

_GOALS = 17
_CHECKED = re.compile(r"[○●◯◎✓✔☑■レ〇*]|1")
_BETWEEN = re.compile(r"[、，,・･／/;\s]+")
# 11, 11.3, 目標11, SDG11, 11住み続けられるまちづくりを
_MARK = re.compile(
    r"(?:SDGs?|目標|ゴール|GOAL|No\.?|#)?-?([0-9]{1,2})(?:\.([0-9]{1,2}|[a-d]))?(?:番)?[.:)]?(?![0-9])\D*"
)


class Subjects:
    """The SDG marks of one table's rows."""

    def __init__(self, layout: Layout, columns: Columns | None, notes: TableNotes) -> None:
        self._layout, self._columns, self._notes = layout, columns, notes

    def of(self, row: Row) -> tuple[Subject, ...]:
        """The goals and targets that a row is marked with, in its order."""
        found = [str(goal) for index, goal in self._layout.goals if self._is_checked(row, index)]
        for cell in self._layout.cells(row, tuple(each for each in self._columns or () if not each.has_goal)):
            found += self._in_cell(row, cell)
        sources = self._notes.sources([row.number])
        return tuple(Subject(TopicScheme.SDG, each, sources) for each in dict.fromkeys(found))

    def _is_checked(self, row: Row, index: int) -> bool:
        cell = key_text(row.cell(index))
        if cell in ("", "-", "0", "×", "x"):
            return False
        if not _CHECKED.fullmatch(cell):
            self._tell(row, cell)
            return False
        return True

    def _in_cell(self, row: Row, cell: str) -> list[str]:
        marks: list[str] = []
        for part in filter(None, _BETWEEN.split(cell)):
            key = key_text(part)
            found = _MARK.fullmatch(key)
            if found and 1 <= int(found[1]) <= _GOALS:
                marks.append(f"{int(found[1])}.{found[2]}" if found[2] else str(int(found[1])))
            elif key != "-":
                self._tell(row, part)
        return marks

    def _tell(self, row: Row, printed: str) -> None:
        self._notes.doubt(
            "sdg",
            Text(f"「{printed}」はSDGの番号ではありません。", f"“{printed}” is no number of an SDG."),
            [row],
        )
