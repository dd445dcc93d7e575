"""The header of a table: which rows it is, and the path of header words above each column."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from keikaku.japanese import find_unit, key_text
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.table.column import Column, HeaderPath, letters
from keikaku.read.table.grid import Grid, Row
from keikaku.read.table.profile import TableProfile

# So many rows are searched for a header, and so many may make one.
_SEARCHED = 100
_DEEPEST = 6


class Header(NamedTuple):
    """The rows of the header, the rows above it, and the header words of each column."""

    rows: tuple[Row, ...]
    above: tuple[Row, ...]
    paths: tuple[HeaderPath, ...]

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.rows[-1].number

    @property
    def unit(self) -> str | None:
        """The unit that the rows above the header give for the whole table."""
        units = {unit for row in self.above for cell in row.cells if (unit := find_unit(cell))}
        return units.pop() if len(units) == 1 else None

    def name(self, index: int) -> str:
        """A column as a user would name it: its words, or its letter if it has none."""
        return " > ".join(self.paths[index]) or f"{letters(index)}列"


def find_header(grid: Grid, profile: TableProfile, wanted: Sequence[Column], file: str) -> Header:
    """The header where the profile says, else the first rows that name all `wanted` columns; a Problem if none do."""
    head = list(islice(grid.rows(), _SEARCHED))
    if not any(any(row.cells) for row in head):
        raise Problem(Text("表が空です。", "the table is empty."), Place(file))
    if profile.header:
        first, last = profile.header
        if last > len(head):
            raise _too_short(len(head), last, file)
        return _header(head, first - 1, last)
    found: list[tuple[int, int, int]] = []
    for end in range(1, len(head) + 1):
        for start in range(end - 1, max(end - 1 - _DEEPEST, -1), -1):
            above = paths(head[start:end])
            missing = sum(1 for column in wanted if not any(column.found_in(above, profile.era)))
            if not missing:
                return _with_merged_rows(_header(head, start, end), head, profile, wanted)
            found.append((missing, start, end))
    _, start, end = min(found)
    raise _not_found(_header(head, start, end), profile, wanted, file)


def _with_merged_rows(
    header: Header, head: Sequence[Row], profile: TableProfile, wanted: Sequence[Column]
) -> Header:
    """The header with further rows into which its merged cells reach (事業名 beside 令和6年度 over 予算 and 決算)."""
    start, end = header.rows[0].number, header.rows[-1].number
    reach = max(
        (merge.last_row for row in header.rows for merge in row.merges.values() if merge.first_row >= start),
        default=end,
    )
    if not end < reach <= end + _DEEPEST or reach > head[-1].number:
        return header
    deeper = _header(head, _at(head, start), _at(head, reach) + 1)
    still = all(any(column.found_in(deeper.paths, profile.era)) for column in wanted)
    return deeper if still else header


def _at(head: Sequence[Row], number: int) -> int:
    return next(index for index, row in enumerate(head) if row.number == number)


def _header(head: Sequence[Row], start: int, end: int) -> Header:
    rows = tuple(head[start:end])
    return Header(rows, tuple(head[:start]), tuple(paths(rows)))


def paths(rows: Sequence[Row]) -> list[HeaderPath]:
    """The words above each column from top to bottom, a word that a merged cell repeats only once."""
    width = max((len(row.cells) for row in rows), default=0)
    lines = [[key_text(row.cell(index)) for index in range(width)] for row in rows]
    for row, upper, lower in zip(rows, lines, lines[1:], strict=False):
        # Where cells are merged, the merged ones say how far a group goes.
        if not row.merges:
            _spread(upper, lower)
    return [_path(line[index] for line in lines) for index in range(width)]


def _spread(upper: list[str], lower: Sequence[str]) -> None:
    """A group's header goes on to the right as long as only the row below has words."""
    for index in range(1, len(upper)):
        if not upper[index] and lower[index] and lower[index - 1]:
            upper[index] = upper[index - 1]


def _path(words: Iterable[str]) -> HeaderPath:
    path: list[str] = []
    for word in words:
        if word and word != (path[-1] if path else ""):
            path.append(word)
    return tuple(path)


def _too_short(rows: int, last: int, file: str) -> Problem:
    return Problem(
        Text(
            f"プロファイルは見出しを{last}行目までとしていますが、表は{rows}行しかありません。",
            f"the profile says that the header ends at row {last}, but the table has only {rows}.",
        ),
        Place(file, row=rows),
        Text("プロファイルの header を確かめてください。", "See `header` in the profile."),
    )


def _not_found(header: Header, profile: TableProfile, wanted: Sequence[Column], file: str) -> Problem:
    missing = [str(column) for column in wanted if not any(column.found_in(header.paths, profile.era))]
    there = [header.name(index) for index, path in enumerate(header.paths) if path]
    return Problem(
        Text(
            f"列 {'、'.join(f'「{name}」' for name in missing)} がありません。ある列: {'、'.join(there)}。",
            f"there is no column {', '.join(f'“{name}”' for name in missing)}; there are {', '.join(there)}.",
        ),
        Place(file, row=header.rows[0].number if header.rows else 1),
        Text(
            "プロファイルの列の名前と header(見出しの行)を確かめてください。",
            "See the names of the columns, and `header`, in the profile.",
        ),
    )
