"""Straight lines."""

from typing import Literal, NamedTuple

# What parts cells: rules; the edges of coloured areas too; level rules, and the white between columns.
CellRules = Literal["rules", "fills", "gaps"]


class Rule(NamedTuple):
    """A straight line: at `at` (x of an upright one, y of a level one), from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float
