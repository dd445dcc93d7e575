"""Rows of the lists and sheets, each below its policy, and which sheet is which row's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from keikaku.japanese import key_text
from keikaku.read.text.sheet import Sheet
from keikaku.read.text.table import Row


@dataclass(frozen=True)
class ListedRow:
    """A row of a list below a policy (its key and its name)."""

    policy: str | None
    place: str
    row: Row

    @cached_property
    def place_and_name(self) -> tuple[str, str]:
        """What it shares with other rows only if they are easily confused."""
        return self.place, key_text(self.row.name.text)

    @cached_property
    def departments(self) -> frozenset[str]:
        """Its department cells, to compare."""
        return frozenset(key_text(cell.text) for cell in self.row.cells)


@dataclass(frozen=True)
class ListedSheet:
    """A sheet below a policy (its key and its name)."""

    policy: str | None
    place: str
    sheet: Sheet

    @property
    def name(self) -> str:
        """The project's name on the sheet, empty if the sheet has none."""
        name = self.sheet.value("name", "")
        return name.text if name else ""

    @cached_property
    def departments(self) -> frozenset[str]:
        """Its department cells, to compare."""
        return frozenset(key_text(cell.text) for cell in self.sheet.cells.get("department", []))


def sheets_of(rows: Sequence[ListedRow], sheets: Sequence[ListedSheet]) -> dict[int, ListedSheet]:
    """The sheet of each row by the row's index: same name, and of several the most alike in place and mark."""
    waiting: dict[str, list[int]] = {}
    for index, listed in enumerate(rows):
        waiting.setdefault(listed.place_and_name[1], []).append(index)
    found: dict[int, ListedSheet] = {}
    for sheet in sheets:
        same = waiting.get(key_text(sheet.name), [])
        if same:
            index = max(same, key=lambda index: _likeness(rows[index], sheet))
            same.remove(index)
            found[index] = sheet
    return found


def _likeness(listed: ListedRow, sheet: ListedSheet) -> tuple[bool, bool, bool]:
    same_department = not listed.departments.isdisjoint(sheet.departments)
    return listed.policy == sheet.policy, same_department, listed.row.priority
