"""Rules on a page enclose regions: the cells, of any shape, however their rules were drawn."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from keikaku.read.pdf.box import Box
from keikaku.read.pdf.rule import Rule

# Rules nearer to each other than this are one; a rule reaches so far beyond its ends.
_SAME = 2.0
_REACH = 1.5
# A side is closed where rules cover this much of it.
_CLOSED = 0.6

OUTSIDE = 0


class TooManyRules(ValueError):
    """A page whose rules make more boxes than are allowed."""


class Grid:
    """The regions of a page; region 0 is what lies outside all rules."""

    def __init__(self, rules: Sequence[Rule], most_boxes: int) -> None:
        upright = [rule for rule in rules if rule.upright]
        level = [rule for rule in rules if not rule.upright]
        self._xs, self._ys = _lines(upright), _lines(level)
        self._columns, self._rows = len(self._xs) + 1, len(self._ys) + 1
        if self._columns * self._rows > most_boxes:
            raise TooManyRules
        self._walls = _walls(upright, self._xs, self._ys)
        self._floors = _walls(level, self._ys, self._xs)
        self._region = self._regions()

    def region_at(self, x: float, y: float) -> int:
        """The region of a point."""
        return self._region[bisect_right(self._ys, y) * self._columns + bisect_right(self._xs, x)]

    def parts(self) -> dict[int, list[Box]]:
        """Each region but the outside as boxes from top to bottom: one box, unless it has corners."""
        parts: dict[int, list[Box]] = {}
        for row in range(1, self._rows - 1):
            for region, first, last in self._strips(row):
                box = Box(self._xs[first - 1], self._ys[row - 1], self._xs[last], self._ys[row])
                boxes = parts.setdefault(region, [])
                if boxes and (boxes[-1].left, boxes[-1].right, boxes[-1].bottom) == (
                    box.left, box.right, box.top,
                ):  # fmt: skip
                    boxes[-1] = boxes[-1]._replace(bottom=box.bottom)
                else:
                    boxes.append(box)
        return parts

    def _strips(self, row: int) -> Iterable[tuple[int, int, int]]:
        """The stretches of a row that belong to one region: region, first and last column."""
        start = 1
        for column in range(1, self._columns - 1):
            region = self._region[row * self._columns + column]
            ends = column == self._columns - 2 or self._region[row * self._columns + column + 1] != region
            if ends:
                if region != OUTSIDE:
                    yield region, start, column
                start = column + 1

    def _regions(self) -> list[int]:
        """The region of every box, by flooding from each box through its open sides; the first is the outside."""
        region = [-1] * (self._columns * self._rows)
        number = 0
        for start in range(len(region)):
            if region[start] >= 0:
                continue
            waiting = [start]
            region[start] = number
            while waiting:
                at = waiting.pop()
                for near in self._open_sides(at):
                    if region[near] < 0:
                        region[near] = number
                        waiting.append(near)
            number += 1
        return region

    def _open_sides(self, at: int) -> Iterable[int]:
        row, column = divmod(at, self._columns)
        if column > 0 and not self._walls[column - 1][row]:
            yield at - 1
        if column < self._columns - 1 and not self._walls[column][row]:
            yield at + 1
        if row > 0 and not self._floors[row - 1][column]:
            yield at - self._columns
        if row < self._rows - 1 and not self._floors[row][column]:
            yield at + self._columns


def _lines(rules: Sequence[Rule]) -> list[float]:
    """The places of the rules, those that are nearly the same as one."""
    groups: list[list[float]] = []
    for at in sorted({rule.at for rule in rules}):
        if groups and at - groups[-1][0] <= _SAME:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(group) / len(group) for group in groups]


def _walls(rules: Sequence[Rule], at: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """For each line of rules and each interval between the lines across it: whether it is closed there."""
    covered = [[0.0] * (len(across) + 1) for _ in at]
    for rule in _joined(rules, at):
        line = covered[int(rule.at)]
        first = bisect_right(across, rule.start)
        for interval in range(max(first, 1), len(across)):
            if across[interval - 1] >= rule.end:
                break
            line[interval] += min(rule.end, across[interval]) - max(rule.start, across[interval - 1])
    return (
        [
            [False]
            + [
                line[interval] >= _CLOSED * (across[interval] - across[interval - 1])
                for interval in range(1, len(across))
            ]
            + [False]
            for line in covered
        ]
        if len(across) > 1
        else [[False] * (len(across) + 1) for _ in at]
    )


def _joined(rules: Sequence[Rule], at: Sequence[float]) -> Iterable[Rule]:
    """The rules with their ends stretched and those that overlap as one; `at` is the index of the line."""
    lines: dict[int, list[Rule]] = {}
    for rule in rules:
        # The line is the mean of a group, which may lie on either side of the rule.
        near = bisect_right(at, rule.at)
        index = min(
            (each for each in (near - 1, near) if 0 <= each < len(at)),
            key=lambda each: abs(at[each] - rule.at),
        )
        lines.setdefault(index, []).append(Rule(rule.upright, index, rule.start - _REACH, rule.end + _REACH))
    for index, found in lines.items():
        found.sort(key=lambda rule: rule.start)
        start, end = found[0].start, found[0].end
        for rule in found[1:]:
            if rule.start > end:
                yield Rule(rule.upright, index, start, end)
                start, end = rule.start, rule.end
            else:
                end = max(end, rule.end)
        yield Rule(found[0].upright, index, start, end)
