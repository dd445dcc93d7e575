"""The gold set (tests/link/gold.csv), joined to the works of the data."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from keikaku.japanese import key_text
from keikaku.link import Work

FILE = Path(__file__).parents[1] / "tests" / "link" / "gold.csv"


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged pair; `ones` and `others` are the numbers of the works so named (a name can be listed twice)."""

    close: bool
    relation: str
    split: Literal["tune", "test"]
    ones: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Every combination."""
        return [(one, other) for one in self.ones for other in self.others]


def judged(works: Sequence[Work], file: Path = FILE) -> tuple[list[Judged], list[str]]:
    """The judged pairs whose works are there, and the names of those that are not."""
    named: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        named[work.municipality, key_text(work.name)].append(number)
    found, missing = [], set[str]()
    for row in _rows(file):
        sides = [(row[f"city_{side}"], row[f"project_{side}"]) for side in "ab"]
        numbers = [tuple(named.get((city, key_text(name)), ())) for city, name in sides]
        missing |= {f"{city} {name}" for (city, name), there in zip(sides, numbers, strict=True) if not there}
        if all(numbers):
            split: Literal["tune", "test"] = "tune" if row["split"] == "tune" else "test"
            found.append(Judged(row["relation"] == "close", row["relation"], split, *numbers))
    return found, sorted(missing)


def _rows(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
