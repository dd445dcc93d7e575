"""Indicators on a sheet: names below a header or beside a label, each with its unit and its values by year."""

import re
from collections.abc import Callable, Iterator, Sequence

from keikaku.japanese import FiscalYears, plain
from keikaku.language import Text
from keikaku.plan import Indicator, IndicatorValue, Source
from keikaku.read.key import name_key
from keikaku.read.pdf.notes import PageNotes
from keikaku.read.pdf.page import Cell, in_reading_order
from keikaku.read.pdf.profile import SheetIndicatorEntry
from keikaku.read.pdf.record import parts_of, values_of
from keikaku.read.pdf.sheet import Sheet
from keikaku.read.table.column import Column
from keikaku.read.table.grid import Row
from keikaku.read.table.indicators import number

_SLACK = 2.0
_SAME_ROW = 0.5
# 30 (R12年度までに), 95.5% ※見込み: a number and a note.
_NOTE = re.compile(r"\s*(?:\([^()]*\)|※.*)$", re.DOTALL)


class IndicatorReader:
    """Reads the indicators of one sheet; `row` is what doubts are about."""

    def __init__(self, sheet: Sheet, notes: PageNotes, document: str, row: Row) -> None:
        self._sheet, self._notes, self._document, self._row = sheet, notes, document, row

    def read(self, entries: Sequence[SheetIndicatorEntry]) -> tuple[Indicator, ...]:
        """Every indicator that is named on the sheet, those of one name apart."""
        found: dict[str, Indicator] = {}
        for entry in entries:
            for indicator in self._of(entry):
                key, number = indicator.key, 1
                while key in found:
                    number += 1
                    key = name_key(indicator.name, str(number))
                found[key] = Indicator(
                    key, indicator.name, indicator.sources, indicator.unit, indicator.values
                )
        return tuple(found.values())

    def _of(self, entry: SheetIndicatorEntry) -> Iterator[Indicator]:
        labels = in_reading_order(self._sheet.labelled(parts_of(entry.name)))
        if not labels:
            self._notes.doubt(
                "label-missing",
                Text(f"「{entry.name}」が見つかりません。", f"“{entry.name}” was not found."),
                [self._row],
            )
        self._sheet.use(*labels)
        for at, label in enumerate(labels):
            if entry.find == "below":
                yield from self._table(entry, label)
            else:
                following = labels[at + 1] if at + 1 < len(labels) else None
                yield from self._form(entry, label, following)

    def _table(self, entry: SheetIndicatorEntry, header: Cell) -> Iterator[Indicator]:
        """The rows of a table: names below the header, the unit in its column, the values in those of years."""
        units = self._sheet.labelled(parts_of(entry.unit)) if entry.unit else ()
        self._sheet.use(*units)
        for name in self._sheet.column(header):
            if not name.is_blank:
                unit = next(
                    (cell for each in units for cell in self._sheet.column(each) if _same_row(cell, name)),
                    None,
                )
                yield self._indicator(entry, name, unit, _always(name))

    def _form(self, entry: SheetIndicatorEntry, label: Cell, following: Cell | None) -> Iterator[Indicator]:
        """A name beside its label, with the unit and the rows of values before the next such label."""
        named = [cell for cell in self._sheet.right(label) if not cell.is_blank]
        if not named:
            return

        def own(path: Sequence[str]) -> tuple[Cell, ...]:
            found = self._sheet.labelled(path)
            return tuple(cell for cell in found if _is_between(cell, label, following))[:1]

        units = own(parts_of(entry.unit)) if entry.unit else ()
        self._sheet.use(*units)
        unit = next((cell for each in units for cell in self._sheet.right(each)), None)
        yield self._indicator(entry, named[0], unit, own)

    def _indicator(
        self,
        entry: SheetIndicatorEntry,
        name: Cell,
        unit: Cell | None,
        anchors: Callable[[Sequence[str]], tuple[Cell, ...]],
    ) -> Indicator:
        """An indicator with the values beside its `anchors`, by the labels in the path of each kind of value."""
        values: dict[str, IndicatorValue] = {}
        for each in entry.values:
            path = parts_of(each.column)
            labels = [part for part in path if "{year}" not in part][:1]
            for cell, headings in values_of(
                self._sheet, anchors(labels or path), path, (unit,) if unit else ()
            ):
                if not headings.is_complete or cell.is_blank:
                    continue
                self._sheet.use(cell, *headings.cells)
                year = each.year.first if each.year else self._year(path, headings.printed)
                value = IndicatorValue(each.kind, year, number(_NOTE.sub("", plain(cell.text))), cell.text)
                if values.setdefault(value.key, value) != value:
                    self._tell_twice(name, values[value.key], value)
        self._sheet.use(name, *((unit,) if unit else ()))
        return Indicator(
            key=name_key(name.text),
            name=name.text.replace("\n", ""),
            sources=(Source(self._document, "page", name.page, name.page),),
            unit=unit.text if unit and not unit.is_blank else None,
            values=tuple(values.values()),
        )

    def _year(self, path: Sequence[str], printed: dict[str, str]) -> int:
        part = next(part for part in path if "{year}" in part)
        (_, years), *_ = Column(part).found_in([(printed[part],)], self._sheet.era)
        assert isinstance(years, FiscalYears)  # noqa: S101
        return years.last

    def _tell_twice(self, name: Cell, first: IndicatorValue, other: IndicatorValue) -> None:
        self._notes.doubt(
            "indicator-twice",
            Text(
                f"「{name.text}」の{first.fiscal_year}年度の値が二つあります:"
                f" {first.published_value} と {other.published_value}。",
                f"“{name.text}” has two values for fiscal {first.fiscal_year}:"
                f" {first.published_value} and {other.published_value}.",
            ),
            [self._row],
        )


def _always(anchor: Cell) -> Callable[[Sequence[str]], tuple[Cell, ...]]:
    return lambda _: (anchor,)


def _same_row(cell: Cell, name: Cell) -> bool:
    return cell.page == name.page and cell.box.beside(name.box) >= _SAME_ROW


def _is_between(cell: Cell, label: Cell, following: Cell | None) -> bool:
    """Whether a cell stands beside or below a label, and before the next one."""
    at = (cell.page, cell.box.top)
    return at >= (label.page, label.box.top - _SLACK) and (
        following is None or at < (following.page, following.box.top - _SLACK)
    )
