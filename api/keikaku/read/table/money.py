"""Amounts of a row: its cells in the columns of amounts, with their kind, years and unit."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from keikaku.japanese import (
    AmountForm,
    Era,
    FiscalYears,
    NotAFiscalYear,
    NotAnAmount,
    NotAUnit,
    ParsedAmount,
    key_text,
    parse_amount,
    parse_fiscal_years,
    unit_factor,
)
from keikaku.language import Text
from keikaku.plan import Amount, AmountKind, AmountStatus
from keikaku.read.table.grid import Merge, Row
from keikaku.read.table.layout import AmountColumn, Layout
from keikaku.read.table.notes import TableNotes, shortened
from keikaku.read.table.pattern import fits
from keikaku.read.table.profile import KindEntry, PersonnelEntry, TableProfile, UnitEntry, YearsEntry

_PLAIN_NUMBER = re.compile("[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}", re.ASCII)
_PLAIN_YEARS = re.compile("((?:18|19|20|21)[0-9]{2})(?:[-~/]((?:18|19|20|21)[0-9]{2}))?")


Tell = Callable[[str, Text, Sequence[Row]], None]


class Money:
    """Reads the amounts of one table's rows; `unread` are those of the last row that are printed in no known form."""

    def __init__(self, layout: Layout, profile: TableProfile, notes: TableNotes) -> None:
        self._layout, self._profile, self._notes = layout, profile, notes
        self._names = [layout.at(column) for column in profile.columns.name]
        self._tell: Tell = notes.error
        self.unread: list[Amount] = []
        self._years = lru_cache(maxsize=4096)(lambda text: years_of(text, profile.era))
        self._factor = lru_cache(maxsize=64)(unit_factor)
        self._parsed = lru_cache(maxsize=65536)(parse_amount)

    def of(self, row: Row, tell: Tell | None = None) -> Iterator[Amount]:
        """The amounts of a row; what is none is told as an error, or by `tell`."""
        self._tell = tell or self._notes.error
        self.unread = []
        for column in self._layout.amounts:
            if (amount := self._amount(row, column)) is not None:
                yield amount

    def _amount(self, row: Row, column: AmountColumn) -> Amount | None:
        entry = column.entry
        if entry.when and not self._layout.holds(row, entry.when):
            return None
        cell = row.cell(column.index).strip()
        if cell and (merge := row.merges.get(column.index)) and not self._is_whole(row, column, cell, merge):
            return None
        meaning = self._meaning(cell, column)
        if meaning == "nothing":
            return None
        kind, years = self._kind(row, column), self._fiscal_years(row, column)
        if kind is None or years is None:
            if cell or meaning:
                self._tell_unplaced(row, column, cell)
            return None
        parsed = (
            ParsedAmount(AmountForm(meaning), None, cell, "") if meaning else self._parse(row, column, cell)
        )
        amount = Amount(
            kind=kind,
            status=AmountStatus(parsed.status) if parsed else AmountStatus.BLANK,
            value=parsed.value if parsed else None,
            published_value=parsed.published_value if parsed else cell,
            published_unit=parsed.published_unit if parsed else "",
            first_fiscal_year=years.first,
            last_fiscal_year=years.last,
            sources=self._notes.sources([row.number]),
            includes_personnel=self._personnel(row, column),
            note=self._layout.cell(row, entry.note) or None,
        )
        if parsed is None:
            self.unread.append(amount)
            return None
        return amount

    def _is_whole(self, row: Row, column: AmountColumn, cell: str, merge: Merge) -> bool:
        """Whether a merged cell is this row's: what it says once for several projects or years is nobody's."""
        if merge.first_row == merge.last_row and merge.first_column == merge.last_column:
            return True
        same_project = all(
            (name := row.merges.get(index)) is not None
            and name.first_row <= merge.first_row
            and merge.last_row <= name.last_row
            for index in self._names
        )
        one_column = merge.first_column == merge.last_column
        if one_column and (same_project or merge.first_row == merge.last_row):
            return not row.is_covered(column.index)
        if not any(map(str.isdecimal, key_text(cell))):
            return True
        self._tell(
            "amount-merged",
            Text(
                f"「{cell}」は結合されたセルにあり、どの行・列の金額か分かりません。",
                f"“{cell}” stands in a merged cell: of which row or column it is cannot be known.",
            ),
            [row],
        )
        return False

    def _meaning(self, cell: str, column: AmountColumn) -> str | None:
        means = column.entry.means
        return next((meaning for form, meaning in means.items() if fits(form, cell)), None)

    def _kind(self, row: Row, column: AmountColumn) -> AmountKind | None:
        kind = column.entry.kind
        if not isinstance(kind, KindEntry):
            return kind
        cell = self._layout.cell(row, kind.column)
        return next((meant for form, meant in kind.values.items() if fits(form, cell)), None)

    def _fiscal_years(self, row: Row, column: AmountColumn) -> FiscalYears | None:
        if isinstance(column.entry.years, YearsEntry):
            return self._years(self._layout.cell(row, column.entry.years.column))
        return column.years

    def _unit(self, row: Row, column: AmountColumn) -> str | None:
        unit = column.entry.unit
        if isinstance(unit, UnitEntry):
            return self._layout.cell(row, unit.column) or None
        return column.unit

    def _personnel(self, row: Row, column: AmountColumn) -> bool | None:
        entry = column.entry.includes_personnel
        if not isinstance(entry, PersonnelEntry):
            return entry
        cell = self._layout.cell(row, entry.column)
        for form, meant in entry.values.items():
            if fits(form, cell):
                return meant
        self._notes.doubt(
            "unknown-word",
            Text(
                f"「{shortened(cell)}」が人件費を含むかどうか、プロファイルにありません。",
                f"the profile does not say whether “{shortened(cell)}” includes personnel.",
            ),
            [row],
        )
        return None

    def _parse(self, row: Row, column: AmountColumn, cell: str) -> ParsedAmount | None:
        unit = self._unit(row, column)
        try:
            # Nearly all cells are plain digits, which need no grammar.
            if unit and _PLAIN_NUMBER.fullmatch(cell):
                value = Decimal(int(cell.replace(",", "")) * self._factor(unit))
                return ParsedAmount(AmountForm.STATED, value, cell, unit)
            return self._parsed(cell, unit)
        except (NotAnAmount, NotAUnit) as error:
            self._tell("amount", error.what, [row])
            return None

    def _tell_unplaced(self, row: Row, column: AmountColumn, cell: str) -> None:
        kind, years = column.entry.kind, column.entry.years
        words = [
            self._layout.cell(row, entry.column)
            for entry in (kind, years)
            if isinstance(entry, KindEntry | YearsEntry)
        ]
        self._tell(
            "amount-unplaced",
            Text(
                f"「{cell}」の種類か年度が分かりません(「{'」「'.join(words)}」)。",
                f"the kind or the year of “{cell}” is not known (“{'”, “'.join(words)}”).",
            ),
            [row],
        )


def years_of(text: str, era: Era | None) -> FiscalYears | None:
    """The fiscal years of a cell: 2024, 2023-2027, 令和6年度; None if it names none."""
    if plain := _PLAIN_YEARS.fullmatch(key_text(text)):
        first, last = int(plain[1]), int(plain[2] or plain[1])
        return FiscalYears(first, last) if first <= last else None
    try:
        return parse_fiscal_years(text, era)
    except NotAFiscalYear:
        return None
