"""A table's columns as its profile means them: which index holds what."""

from collections.abc import Iterator
from dataclasses import dataclass

from keikaku.japanese import FiscalYears, find_unit
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.marked_yaml import Record
from keikaku.read.table.column import Column, letters
from keikaku.read.table.grid import Row
from keikaku.read.table.header import Header
from keikaku.read.table.pattern import fits_any
from keikaku.read.table.profile import AmountEntry, Conditions, TableProfile


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts: what its entry says, its years where the header or the entry gives them, its unit."""

    index: int
    entry: AmountEntry
    years: FiscalYears | None
    unit: str | None


class Layout:
    """Where the columns that a profile names stand in one table."""

    def __init__(self, header: Header, profile: TableProfile, file: str) -> None:
        self._header, self._profile, self._file = header, profile, file
        named = columns_of(profile)
        # What is dropped may be several columns of one name.
        single = [column for column in named if not column.has_year and not column.has_goal]
        self._at = {column: self._index(column) for column in single if column not in profile.drop}
        self.amounts = tuple(found for entry in profile.amounts for found in self._amount_columns(entry))
        self.steps = self._columns_by_year(profile.columns.steps)
        self.goals = tuple(
            (index, said)
            for column in profile.columns.sdgs or ()
            for index, said in column.found_in(header.paths, profile.era)
            if isinstance(said, int)
        )
        self.indicator_values = tuple(
            tuple(
                (index, value.kind, year)
                for value in entry.values
                for index, year in self._indicator_columns(value.column, value.year)
            )
            for entry in profile.indicators
        )
        self.dropped = frozenset(
            index for column in profile.drop for index, _ in column.found_in(header.paths, profile.era)
        )
        every = (index for column in named for index, _ in column.found_in(header.paths, profile.era))
        self.read = frozenset(every) - self.dropped
        money = {column.index for column in self.amounts}
        nameless = (index for index, path in enumerate(header.paths) if not path)
        self.without_header = frozenset(nameless) - self.read - self.dropped
        self.indices_of_words = self.read - money
        self._refuse_columns_twice()

    def at(self, column: Column) -> int:
        """The index of a column."""
        return self._at[column]

    def name(self, index: int) -> str:
        """A column as a user would name it."""
        return self._header.name(index)

    def kept(self, row: Row) -> Row:
        """The row with nothing in columns that the profile drops or does not name."""
        cells = tuple(cell if index in self.read else "" for index, cell in enumerate(row.cells))
        return row._replace(cells=cells)

    def cell(self, row: Row, column: Column | None) -> str:
        """A row's cell in a column, stripped; blank where the profile has no such column."""
        return row.cell(self._at[column]).strip() if column else ""

    def cells(self, row: Row, columns: tuple[Column, ...] | None) -> tuple[str, ...]:
        """A row's cells in several columns, stripped."""
        return tuple(row.cell(self._at[column]).strip() for column in columns or ())

    def holds(self, row: Row, conditions: Conditions) -> bool:
        """Whether the row meets all conditions."""
        return all(fits_any(condition.is_, self.cell(row, condition.column)) for condition in conditions)

    @property
    def unmapped(self) -> list[str]:
        """The names of columns with a header that the profile neither maps nor drops."""
        return [
            self._header.name(index)
            for index, path in enumerate(self._header.paths)
            if path and index not in self.read | self.dropped
        ]

    def _index(self, column: Column) -> int:
        found = [index for index, _ in column.found_in(self._header.paths, self._profile.era)]
        if len(found) != 1:
            raise self._not_one(column, found)
        return found[0]

    def _columns_by_year(self, column: Column | None) -> tuple[tuple[int, FiscalYears], ...]:
        found = column.found_in(self._header.paths, self._profile.era) if column else ()
        return tuple((index, said) for index, said in found if isinstance(said, FiscalYears))

    def _indicator_columns(self, column: Column, year: FiscalYears | None) -> Iterator[tuple[int, int]]:
        if year is not None:
            yield self.at(column), year.first
            return
        for index, years in self._columns_by_year(column):
            yield index, years.first

    def _amount_columns(self, entry: AmountEntry) -> Iterator[AmountColumn]:
        fixed = entry.years if isinstance(entry.years, FiscalYears) else None
        for index, said in entry.column.found_in(self._header.paths, self._profile.era):
            years = said if isinstance(said, FiscalYears) else fixed
            yield AmountColumn(index, entry, years, self._unit(index, entry))

    def _unit(self, index: int, entry: AmountEntry) -> str | None:
        """The unit in the column's header, else the profile's, else that of the rows above the header."""
        printed = next(
            (unit for part in reversed(self._header.paths[index]) if (unit := find_unit(part))), None
        )
        above, given = self._header.unit, entry.unit if isinstance(entry.unit, str) else None
        if given and (said := printed or above) and said != given:
            raise Problem(
                Text(
                    f"列「{self.name(index)}」の単位は{said}ですが、プロファイルには{given}とあります。",
                    f"column “{self.name(index)}” is in {said}, but the profile says {given}.",
                ),
                Place(self._file, row=self._header.last),
                Text("プロファイルの unit を直してください。", "Mend `unit` in the profile."),
            )
        return printed or given or above

    def _refuse_columns_twice(self) -> None:
        seen: dict[tuple[object, ...], AmountColumn] = {}
        for column in self.amounts:
            if column.entry.is_long or column.entry.when or column.years is None:
                continue
            same = (column.entry.kind, column.years.first, column.years.last)
            if other := seen.get(same):
                raise Problem(
                    Text(
                        f"列「{self.name(other.index)}」と「{self.name(column.index)}」が"
                        "同じ年度の同じ種類の金額になります。",
                        f"columns “{self.name(other.index)}” and “{self.name(column.index)}” "
                        "would be amounts of the same kind and year.",
                    ),
                    Place(self._file, row=self._header.last),
                    Text("プロファイルの amounts を直してください。", "Mend `amounts` in the profile."),
                )
            seen[same] = column

    def _not_one(self, column: Column, found: list[int]) -> Problem:
        if not found:
            return Problem(
                Text(f"列「{column}」がありません。", f"there is no column “{column}”."),
                Place(self._file, row=self._header.last),
            )
        several = "、".join(f"{self.name(index)} ({letters(index)}列)" for index in found)
        return Problem(
            Text(
                f"「{column}」という列が{len(found)}つあります: {several}。",
                f"{len(found)} columns are “{column}”: {several}.",
            ),
            Place(self._file, row=self._header.last),
            Text(
                "上の見出しから「A > B」のように、または「AB列」のように書いてください。",
                "Name it by its group, “A > B”, or by its letter, “AB列”.",
            ),
        )


def columns_of(profile: TableProfile) -> list[Column]:
    """Every column that the profile names."""
    found: dict[Column, None] = {}
    _collect(profile, found)
    return list(found)


def _collect(value: object, found: dict[Column, None]) -> None:
    if isinstance(value, Column):
        found[value] = None
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            _collect(getattr(value, name), found)
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, found)
