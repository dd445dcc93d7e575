"""The steps of a sheet: cells of a table of yearly columns whose columns the text has lost.

Cells come column by column. Which column a step stood in is inferred only on evidence: as many steps as years, or
topics that come again in each year. Without evidence nothing is placed.
"""

import itertools
from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class _Split:
    """Cells cut into columns, and what speaks for it."""

    score: float
    sizes: tuple[int, ...]


def place(texts: Sequence[str], columns: int) -> Placement | None:
    """The split of the steps into columns that the evidence shows, None where it shows none."""
    if not columns or len(texts) < columns or len(texts) > _MOST_STEPS:
        return None
    if len(texts) == columns:
        return Placement((1,) * columns, "count")
    best, *others = _two_best(texts, columns)
    clear = best.score > 0 and all(best.score - other.score >= _MARGIN for other in others)
    return Placement(best.sizes, "topics") if clear else None


def _two_best(texts: Sequence[str], columns: int) -> list[_Split]:
    """The two best splits into columns of at least one step each.

    The score adds up over neighbouring columns, so the best splits that end in one column (`start` to `end`) are
    found from those that end in the column before it.
    """
    count = len(texts)
    spans = list(itertools.combinations(range(count + 1), 2))
    best = {(0, end): [_Split(-2 * _repeated(texts, 0, end), (end,))] for end in range(1, count + 1)}
    for _ in range(columns - 1):
        longer: dict[tuple[int, int], list[_Split]] = {}
        for start, end in spans:
            own = -2 * _repeated(texts, start, end)
            splits = [
                _Split(split.score + own + _going_on(texts, before, start, end), (*split.sizes, end - start))
                for before in range(start)
                for split in best.get((before, start), ())
            ]
            if splits:
                longer[start, end] = _first_two(splits)
        best = longer
    return _first_two([split for (_, end), splits in best.items() if end == count for split in splits])


def _first_two(splits: list[_Split]) -> list[_Split]:
    return sorted(splits, key=lambda split: (-split.score, split.sizes))[:2]


def _repeated(texts: Sequence[str], start: int, end: int) -> float:
    """One topic twice in a column speaks against it."""
    return sum(_similarity(one, other) for one, other in itertools.combinations(texts[start:end], 2))


def _going_on(texts: Sequence[str], before: int, start: int, end: int) -> float:
    """Steps that go on from the column before speak for a column."""
    return sum(
        max(_similarity(texts[step], texts[earlier]) for earlier in range(before, start))
        for step in range(start, end)
    )


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
