"""The steps of a sheet: cells of a table of yearly columns whose columns the text has lost.

Cells come column by column. Which column a step stood in is inferred only on evidence: as many steps as years, or
topics that come again in each year. Without evidence nothing is placed.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from keikaku.japanese import key_text

# Two steps are on one topic from this similarity on (Dice coefficient of character bigrams).
_SAME_TOPIC = 0.35
# How much better than every other split the best one has to be.
_MARGIN = 0.2
_MOST_STEPS = 24


@dataclass(frozen=True, slots=True)
class Placement:
    """How many of the steps, in order, stand in each year's column, and on what evidence."""

    sizes: tuple[int, ...]
    evidence: str


def place(texts: Sequence[str], columns: int) -> Placement | None:
    """The split of the steps into columns that the evidence shows, None where it shows none."""
    if not columns or len(texts) < columns or len(texts) > _MOST_STEPS:
        return None
    if len(texts) == columns:
        return Placement((1,) * columns, "count")
    ranked = sorted(
        ((_score(texts, sizes), sizes) for sizes in _splits(len(texts), columns)),
        key=lambda scored: (-scored[0], scored[1]),
    )
    best, second = ranked[0], ranked[1]
    return Placement(best[1], "topics") if best[0] > 0 and best[0] - second[0] >= _MARGIN else None


def _splits(count: int, columns: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut the steps into columns with at least one step each."""
    for cuts in itertools.combinations(range(1, count), columns - 1):
        yield tuple(end - start for start, end in itertools.pairwise((0, *cuts, count)))


def _score(texts: Sequence[str], sizes: tuple[int, ...]) -> float:
    """Steps that go on from one column to the next speak for a split, one topic twice in a column against it."""
    columns, start = [], 0
    for size in sizes:
        columns.append(range(start, start + size))
        start += size
    against = sum(
        _similarity(texts[one], texts[other])
        for column in columns
        for one, other in itertools.combinations(column, 2)
    )
    going_on = sum(
        max(_similarity(texts[step], texts[earlier]) for earlier in before)
        for before, column in itertools.pairwise(columns)
        for step in column
    )
    return going_on - 2 * against


@lru_cache(maxsize=4096)
def _similarity(one: str, other: str) -> float:
    """Dice coefficient of the character bigrams, 0 below the threshold of one topic."""
    left, right = _bigrams(one), _bigrams(other)
    if not left or not right:
        return float(key_text(one) == key_text(other))
    dice = 2 * len(left & right) / (len(left) + len(right))
    return dice if dice >= _SAME_TOPIC else 0.0


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    plain = key_text(text)
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))
