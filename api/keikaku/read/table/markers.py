"""Markers in a table: in brackets at either end of a name, or in a column of their own."""

import re
from typing import Literal

from keikaku.japanese import key_text
from keikaku.plan import Marker
from keikaku.read.table.profile import TableMarkersEntry

Mark = Marker | Literal["priority", "relisted", "other"]

_BETWEEN = re.compile(r"[、，,・･／/\s]+")


class TableMarkers:
    """The markers of a profile."""

    def __init__(self, entry: TableMarkersEntry) -> None:
        meant: dict[Mark, tuple[str, ...]] = {
            "priority": entry.priority,
            "relisted": entry.relisted,
            "other": entry.other,
            Marker.NEW: entry.new,
            Marker.EXPANDED: entry.expanded,
            Marker.CONTINUED: entry.continued,
            Marker.REDUCED: entry.reduced,
            Marker.COMPLETED: entry.completed,
            Marker.ABOLISHED: entry.abolished,
        }
        self._marks = {key_text(printed): mark for mark, forms in meant.items() for printed in forms}
        # A word without brackets or a sign is part of a name: 新規就農者支援事業.
        self._apart = sorted(
            (printed for printed in self._marks if not printed[-1].isalnum()), key=len, reverse=True
        )

    def cut(self, label: str) -> tuple[str, tuple[Mark, ...]]:
        """A name without the markers at its ends, and what they mean."""
        marks: list[Mark] = []
        name = label.strip()
        while (shorter := self._shorter(name)) is not None:
            name, mark = shorter
            marks.append(mark)
        return name, tuple(marks)

    def _shorter(self, name: str) -> tuple[str, Mark] | None:
        key = key_text(name)
        for printed in self._apart:
            if key == printed or printed not in key:
                continue
            for at in range(1, len(name)):
                if key_text(name[:at]) == printed:
                    return name[at:].strip(), self._marks[printed]
                if key_text(name[-at:]) == printed:
                    return name[:-at].strip(), self._marks[printed]
                if at > 3 * len(printed):
                    break
        return None

    def cell(self, cells: tuple[str, ...]) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
        """What the cells of a column of markers mean, and the words in them that are none."""
        marks: list[Mark] = []
        unknown: list[str] = []
        for cell in filter(None, cells):
            whole = self._marks.get(key_text(cell))
            for part in [cell] if whole else _BETWEEN.split(cell):
                if mark := self._marks.get(key_text(part)):
                    marks.append(mark)
                elif part:
                    unknown.append(part)
        return tuple(marks), tuple(unknown)
