"""Policies of a table: the names in its columns of levels, or in the rows that head a group."""

import re
from collections.abc import Sequence

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Policy
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row
from keikaku.read.table.notes import TableNotes
from keikaku.read.text.template import first_match
from keikaku.read.table.profile import LevelEntry

_NUMBER_IN_KEY = re.compile("[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")


class Policies:
    """Every policy once, in the order of the table."""

    def __init__(self, notes: TableNotes) -> None:
        self._notes = notes
        self._policies: dict[str, Policy] = {}
        self._by_place: dict[tuple[str | None, int, str], str] = {}
        self._rows: dict[str, list[int]] = {}

    @property
    def all(self) -> tuple[Policy, ...]:
        """The policies, each with the row that names it first."""
        return tuple(self._policies.values())

    def place(self, names: Sequence[tuple[int, LevelEntry, str, str]], row: Row) -> str | None:
        """The key of the innermost of some names from the top down: each with depth, level, number cell and name."""
        key: str | None = None
        for depth, level, number, name in names:
            known = self._by_place.get((key, depth, number + "\x1f" + name))
            key = known or self._add(depth, level, number, name, key, row)
        return key

    def name_of(self, key: str | None) -> str:
        """A policy's name, blank for none."""
        return self._policies[key].name if key else ""

    def _add(
        self, depth: int, level: LevelEntry, number: str, printed: str, broader: str | None, row: Row
    ) -> str:
        number_cell, name = number, level.named(printed)
        if level.forms and (found := first_match(level.forms, name)):
            name = found.get("name") or name
            number = number or found.get("number") or found.get("mark") or ""
        elif level.forms:
            self._notes.doubt(
                "level-form",
                Text(
                    f"{level.name}「{printed}」がプロファイルの forms に合いません。",
                    f"{level.name} “{printed}” has none of the profile's forms.",
                ),
                [row],
            )
        notation = key_text(number).strip("().") or None
        key = self._key(notation, name, broader)
        if (other := self._policies.get(key)) is not None:
            if key_text(other.name) != key_text(name):
                self._notes.doubt(
                    "number-twice",
                    Text(
                        f"番号「{number}」が「{other.name}」と「{name}」の二つにあります。",
                        f"number {number} stands at both “{other.name}” and “{name}”.",
                    ),
                    [row],
                )
                key = f"{key}-{name_key(name)}"
        if key not in self._policies:
            self._policies[key] = Policy(
                key, name, depth, self._notes.sources([row.number]), broader, notation
            )
        self._by_place[broader, depth, number_cell + "\x1f" + printed] = key
        return key

    def _key(self, notation: str | None, name: str, broader: str | None) -> str:
        """The published number, below the number above where it does not include that one; else made of the name."""
        if not notation or not _NUMBER_IN_KEY.fullmatch(notation):
            return name_key(self.name_of(broader), name)
        if broader is None or re.match(rf"{re.escape(broader)}[-.]", notation):
            return notation
        return f"{broader}-{notation}"
