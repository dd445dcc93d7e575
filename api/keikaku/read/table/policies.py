"""Policies of a table: the names in its columns of levels, or in the rows that head a group."""

import re
from collections.abc import Sequence

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Policy
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.places import Place
from keikaku.read.text.template import first_match

_NUMBER_IN_KEY = re.compile("[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")


class Policies:
    """Every policy once, in the order of the table."""

    def __init__(self, notes: TableNotes) -> None:
        self._notes = notes
        self._policies: dict[str, Policy] = {}
        self._by_place: dict[tuple[str | None, int, str, str], str] = {}

    @property
    def all(self) -> tuple[Policy, ...]:
        """The policies, each with the row that names it first."""
        return tuple(self._policies.values())

    def of(self, places: Sequence[Place], row: Row) -> str | None:
        """The key of the innermost of the policies above a row, which are made where they are new."""
        key: str | None = None
        for place in places:
            known = self._by_place.get((key, place.depth, place.number, place.name))
            key = known or self._add(place, key, row)
        return key

    def name_of(self, key: str | None) -> str:
        """A policy's name, blank for none."""
        return self._policies[key].name if key else ""

    def _add(self, place: Place, broader: str | None, row: Row) -> str:
        level, number, name = place.level, place.number, place.level.named(place.name)
        if level.forms and (found := first_match(level.forms, name)):
            name = found.get("name") or name
            number = number or found.get("number") or found.get("mark") or ""
        elif level.forms:
            self._notes.doubt(
                "level-form",
                Text(
                    f"{level.name}「{place.name}」がプロファイルの forms に合いません。",
                    f"{level.name} “{place.name}” has none of the profile's forms.",
                ),
                [row],
            )
        notation = key_text(number).strip("().") or None
        key = self._key(notation, name, broader)
        if (other := self._policies.get(key)) is not None and key_text(other.name) != key_text(name):
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
            sources = self._notes.sources([row.number])
            self._policies[key] = Policy(key, name, place.depth, sources, broader, notation)
        self._by_place[broader, place.depth, place.number, place.name] = key
        return key

    def _key(self, notation: str | None, name: str, broader: str | None) -> str:
        """The published number, below the number above where it does not include that one; else made of the name."""
        if not notation or not _NUMBER_IN_KEY.fullmatch(notation):
            return name_key(self.name_of(broader), name)
        if broader is None or re.match(rf"{re.escape(broader)}[-.]", notation):
            return notation
        return f"{broader}-{notation}"
