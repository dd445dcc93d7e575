"""Indicators in a table: a name, a unit, and columns of baselines, targets and actual values."""

import re
from decimal import Decimal

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Indicator, IndicatorValue
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row
from keikaku.read.table.layout import Layout
from keikaku.read.table.lines import joined_lines
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.profile import TableProfile

_NUMBER = re.compile(r"([△▲-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(\.[0-9]{1,9})?(?:[^0-9.,]{1,6})?")


class Indicators:
    """The indicators of one table's rows."""

    def __init__(self, layout: Layout, profile: TableProfile, notes: TableNotes) -> None:
        self._layout, self._profile, self._notes = layout, profile, notes

    def of(self, row: Row) -> tuple[Indicator, ...]:
        """The indicators that a row names, with the values that it prints."""
        found: dict[str, Indicator] = {}
        for entry, columns in zip(self._profile.indicators, self._layout.indicator_values, strict=True):
            name = joined_lines(self._layout.cell(row, entry.name))
            if key_text(name) in ("", "-"):
                continue
            values: dict[str, IndicatorValue] = {}
            for index, kind, year in columns:
                if printed := row.cell(index).strip():
                    value = IndicatorValue(kind, year, number(printed), printed)
                    values[value.key] = value
            key = name_key(name)
            if key in found:
                self._notes.doubt(
                    "indicator-twice",
                    Text(
                        f"指標「{name}」が一行に二度あります。", f"indicator “{name}” stands twice in a row."
                    ),
                    [row],
                )
                key = f"{key}-{len(found) + 1}"
            unit = self._layout.cell(row, entry.unit) or None
            found[key] = Indicator(key, name, self._notes.sources([row.number]), unit, tuple(values.values()))
        return tuple(found.values())


def number(printed: str) -> Decimal | None:
    """The number of a value as printed, perhaps with its unit behind it; None if it is anything else."""
    found = _NUMBER.fullmatch(key_text(printed))
    if found is None:
        return None
    value = Decimal(found[2].replace(",", "") + (found[3] or ""))
    return -value if found[1] else value
