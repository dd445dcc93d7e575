"""A look at an unknown table: where its header is, and what stands in each column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from keikaku.japanese import (
    FiscalYears,
    NotAFiscalYear,
    NotAnAmount,
    era_named,
    find_fiscal_years,
    parse_amount,
)
from keikaku.plan import AmountStatus
from keikaku.read.table.column import Column, HeaderPath, letters
from keikaku.read.table.grid import Grid, Row
from keikaku.read.table.header import paths
from keikaku.read.table.pattern import fits_any
from keikaku.read.table.profile import RowsEntry
from keikaku.read.table.role import Role, role_of

_SEARCHED = 30
_DEEPEST = 4
_SAMPLED = 300
_SAMPLES = 12
_TOTALS = RowsEntry().totals
_YEAR = re.compile(
    r"(?:(?:平成|令和|昭和|[HRS])(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2}|(?<![0-9])[0-9]{1,2}(?=年度))"
    r"(?:年度|年)?(?:\((?:平成|令和)?(?:元|[0-9]{1,4})(?:年度)?\))?(?:[~-](?:令和|R)?[0-9]{1,4}(?:年度)?)?"
)


@dataclass(frozen=True, slots=True)
class SurveyedColumn:
    """A column: its header, what it seems to hold, the first different cells in it, and how many are what."""

    index: int
    path: HeaderPath
    role: Role | None
    samples: tuple[str, ...]
    numbers: int
    blanks: int
    rows: int

    @property
    def is_money(self) -> bool:
        """Whether most of its cells that say something are numbers."""
        said = self.rows - self.blanks
        return said > 0 and self.numbers * 2 > said

    @property
    def letter(self) -> str:
        """How a profile names it whatever its header."""
        return f"{letters(self.index)}列"

    @property
    def template(self) -> tuple[str, FiscalYears] | None:
        """Its path with `{year}` in the place of the one fiscal year in it, and that year; None without one."""
        for at, part in enumerate(self.path):
            if (found := _YEAR.search(part)) and (years := _years(found[0])):
                with_year = part[: found.start()] + "{year}" + part[found.end() :]
                return " > ".join((*self.path[:at], with_year, *self.path[at + 1 :])), years
        return None

    @property
    def has_bare_year(self) -> bool:
        """Whether the year in its header has no era."""
        return any(re.search(r"(?<![0-9令和平成HR])[0-9]{1,2}年度", part) for part in self.path)


@dataclass(frozen=True, slots=True)
class Survey:
    """A table's header rows (numbers of the first and the last), its columns and the rows above the header."""

    first: int
    last: int
    columns: tuple[SurveyedColumn, ...]
    above: tuple[Row, ...]
    score: float

    def reference(self, column: SurveyedColumn) -> str:
        """The shortest name by which a profile can mean the column."""
        all_paths = [each.path for each in self.columns]
        for start in range(len(column.path) - 1, -1, -1):
            name = " > ".join(column.path[start:])
            if [index for index, _ in Column(name).found_in(all_paths, None)] == [column.index]:
                return name
        return column.letter

    def of(self, role: Role) -> list[SurveyedColumn]:
        """The columns that seem to hold something, from left to right."""
        return [column for column in self.columns if column.role is role]


def survey(grid: Grid) -> Survey | None:
    """What a table seems to be; None if no row in it looks like the header of a table of projects."""
    rows = list(islice(grid.rows(), _SAMPLED))
    best: tuple[float, int, int] | None = None
    for end in range(1, min(len(rows), _SEARCHED) + 1):
        for start in range(end - 1, max(-1, end - 1 - _DEEPEST), -1):
            score = _score(rows[start:end], rows[end:])
            if best is None or score > best[0]:
                best = score, start, end
    if best is None or best[0] <= 0:
        return None
    score, start, end = best
    end = _with_merged_rows(rows, start, end)
    below = [row for row in rows[end:] if not row.is_blank and not _is_total(row)]
    header = paths(rows[start:end])
    columns = tuple(_column(index, path, below) for index, path in enumerate(header))
    return Survey(rows[start].number, rows[end - 1].number, columns, tuple(rows[:start]), score)


def _score(header: Sequence[Row], below: Sequence[Row]) -> float:
    """How much some rows look like a header: words that name columns, years, and no numbers."""
    # A row of one word is a title.
    if any(len(set(filter(None, map(str.strip, row.cells)))) < 2 for row in header):
        return 0
    found = paths(header)
    last = [path[-1] for path in found if path]
    roles = {role for word in last if (role := role_of(word))}
    if Role.NAME not in roles or not below:
        return 0
    years = sum(1 for path in found if any(_YEAR.search(part) for part in path))
    numbers = sum(1 for word in last if re.fullmatch("[0-9,.]+", word))
    named = sum(1 for word in last if role_of(word))
    return 3 * len(roles) + named + years + 0.1 * len(last) - 2 * numbers - 0.5 * len(header)


def _is_total(row: Row) -> bool:
    return any(fits_any(_TOTALS, cell) for cell in row.cells if cell)


def _with_merged_rows(rows: Sequence[Row], start: int, end: int) -> int:
    reach = max((merge.last_row for row in rows[start:end] for merge in row.merges.values()), default=0)
    return max(end, next((at + 1 for at, row in enumerate(rows) if row.number == reach), end))


def _column(index: int, path: HeaderPath, below: Sequence[Row]) -> SurveyedColumn:
    cells = [row.cell(index).strip() for row in below]
    said = [cell for cell in cells if cell]
    samples = tuple(islice(dict.fromkeys(said), _SAMPLES))
    numbers = sum(map(_is_number, said))
    role = role_of(path[-1]) if path else None
    return SurveyedColumn(index, path, role, samples, numbers, len(cells) - len(said), len(cells))


def _is_number(cell: str) -> bool:
    try:
        return AmountStatus(parse_amount(cell, "円").status) is not AmountStatus.BLANK
    except NotAnAmount:
        return False


def _years(printed: str) -> FiscalYears | None:
    try:
        text = printed if "年" in printed or printed[0] in "HRS" else f"{printed}年度"
        found = find_fiscal_years(text, era_named("令和"))
    except NotAFiscalYear:
        return None
    return found[0][0] if len(found) == 1 else None
