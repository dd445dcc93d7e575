"""Ruled tables on a page: the cells that touch each other, as rows and columns."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keikaku.read.pdf.page import Cell
from keikaku.read.table.grid import Grid, Merge, Row

_TOUCH = 5.0
_SAME = 2.5
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page: where its columns and rows begin and end, and its cells."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def top(self) -> float:
        """Where it begins on its page."""
        return self.ys[0]

    def has_columns_of(self, other: "RuledTable") -> bool:
        """Whether its columns are as wide as those of another table."""
        return len(self.xs) == len(other.xs) and all(
            abs(mine - theirs) <= _SAME for mine, theirs in zip(self.xs, other.xs, strict=True)
        )

    def rows(self, first: int) -> list[Row]:
        """Its rows, numbered from `first`; a cell that spans several stands in each of them."""
        lines = [[""] * (len(self.xs) - 1) for _ in self.ys[1:]]
        merges: list[dict[int, Merge]] = [{} for _ in lines]
        for cell in self.cells:
            for part in cell.parts:
                left, right = _interval(self.xs, part.left, part.right)
                top, bottom = _interval(self.ys, part.top, part.bottom)
                merge = Merge(first + top, first + bottom, left, right)
                for line in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        lines[line][column] = "\n".join(cell.line_texts)
                        if (top, left) != (bottom, right):
                            merges[line][column] = merge
        return [Row(first + index, tuple(line), merges[index]) for index, line in enumerate(lines)]


def ruled_tables(cells: Iterable[Cell], page: int) -> list[RuledTable]:
    """The tables of a page from top to bottom; boxes of fewer than two rows or columns are none."""
    tables: list[RuledTable] = []
    for group in _touching([cell for cell in cells if cell.ruled]):
        xs = _edges(edge for cell in group for part in cell.parts for edge in (part.left, part.right))
        ys = _edges(edge for cell in group for part in cell.parts for edge in (part.top, part.bottom))
        if len(xs) > _LEAST_COLUMNS and len(ys) > _LEAST_ROWS:
            tables.append(RuledTable(page, xs, ys, tuple(group)))
    return sorted(tables, key=lambda table: table.top)


def _touching(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells in groups in which each touches another."""
    groups: list[list[Cell]] = []
    for cell in cells:
        near = [group for group in groups if any(_touch(cell, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([cell, *(other for group in near for other in group)])
    return groups


def _touch(cell: Cell, other: Cell) -> bool:
    one, two = cell.box, other.box
    return (
        one.left - _TOUCH <= two.right
        and two.left - _TOUCH <= one.right
        and one.top - _TOUCH <= two.bottom
        and two.top - _TOUCH <= one.bottom
    )


def _edges(edges: Iterable[float]) -> tuple[float, ...]:
    """The edges, those that nearly coincide as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _TOUCH:
            found.append(edge)
    return tuple(found)


def _interval(edges: Sequence[float], start: float, end: float) -> tuple[int, int]:
    """The first and last interval between edges that a stretch covers."""
    first = min(bisect_left(edges, start - _TOUCH), len(edges) - 2)
    last = max(bisect_left(edges, end - _TOUCH) - 1, first)
    return first, min(last, len(edges) - 2)


def grid_of(rows: Sequence[Row]) -> Grid:
    """A grid of these rows."""
    return Grid(lambda: iter(rows))
