"""Straight lines."""

from typing import NamedTuple


class Rule(NamedTuple):
    """A straight line: at `at` (x of an upright one, y of a level one), from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float
