"""How alike two projects are, as numbers and as the words that they share."""

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from keikaku.link.wording import Wording, Words
from keikaku.link.work import Work

_BUILDING = {"整備", "改修"}
_RUNNING = {"管理運営", "給付", "収集", "開催"}
# What makes a different work of it: a council, a fund, a survey on a thing are not the work on the thing.
_TURNING = {
    "会議",
    "積立",
    "監査",
    "計画",
    "調査",
    "相談",
    "研修",
    "啓発",
    "貸付",
    "開催",
    "健診",
    "収集",
    "処理",
    "賦課",
    "収納",
}

FEATURES = (
    "objects",
    "contained",
    "rarity",
    "telling",
    "left_over",
    "left_over_less",
    "left_over_all",
    "names_left",
    "grams",
    "raw_grams",
    "same",
    "activities",
    "building_and_running",
    "turned",
    "subsidy_and_doing",
    "departments",
    "sections",
)


@dataclass(frozen=True, slots=True)
class Side:
    """A project with all that is compared of it."""

    work: Work
    wording: Wording
    grams: frozenset[str]
    departments: frozenset[str]
    section: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The numbers of FEATURES, each from 0 to 1 or so, and the shared words, the most telling first."""

    values: tuple[float, ...]
    shared: tuple[str, ...]


class Corpus:
    """The works of all cities: how telling a word is depends on how few of them have it."""

    def __init__(self, works: Iterable[Work], words: Words) -> None:
        self._words = words
        self.sides = [self._side(work) for work in works]
        self._objects = _Weights(side.wording.objects for side in self.sides)
        self._grams = _Weights(side.grams for side in self.sides)
        self._departments = _Weights(side.departments for side in self.sides)

    def weight(self, word: str) -> float:
        """How telling a word is, from 0 (in every name) to 1 (in one)."""
        return self._objects[word]

    def gram_weight(self, gram: str) -> float:
        """How telling a pair of neighbouring characters is, from 0 to 1."""
        return self._grams[gram]

    def compare(self, a: Side, b: Side) -> Likeness:
        """The likeness of two projects."""
        one, other = a.wording, b.wording
        shared = one.objects & other.objects
        left = [self._most(side.objects - shared) for side in (one, other)]
        kinds = [
            (bool(side.activities & _BUILDING), bool(side.activities & _RUNNING)) for side in (one, other)
        ]
        values = (
            self._objects.overlap(one.objects, other.objects),
            self._objects.containment(one.objects, other.objects),
            self._objects.sum(shared),
            self._most(shared),
            max(left),
            min(left),
            self._objects.sum(one.objects ^ other.objects),
            float(bool(one.names ^ other.names)),
            self._grams.overlap(a.grams, b.grams),
            self._grams.overlap(one.raw_grams, other.raw_grams),
            float(one.objects == other.objects),
            _jaccard(one.activities, other.activities),
            float({(True, False), (False, True)} == set(kinds)),
            float(len((one.activities ^ other.activities) & _TURNING)),
            float(_subsidised(one) != _subsidised(other)),
            self._departments.overlap(a.departments, b.departments),
            self._departments.overlap(a.section, b.section),
        )
        return Likeness(values, tuple(sorted(shared, key=lambda word: (-self._objects[word], word))))

    def _most(self, words: Collection[str]) -> float:
        return max((self._objects[word] for word in words), default=0.0)

    def _side(self, work: Work) -> Side:
        wording = self._words.wording(work.name, work.municipality_name)
        return Side(
            work,
            wording,
            wording.grams,
            self._context(work.departments, work.municipality_name),
            self._context(work.departments[-1:], work.municipality_name),
        )

    def _context(self, names: Iterable[str], municipality: str) -> frozenset[str]:
        wordings = [self._words.wording(name, municipality) for name in names]
        return frozenset(word for each in wordings for word in each.objects | each.activities)


class _Weights:
    """The weights of features by their inverse document frequency, scaled to at most 1."""

    def __init__(self, documents: Iterable[frozenset[str]]) -> None:
        self.counts: Counter[str] = Counter()
        self._total = 0
        for document in documents:
            self.counts.update(document)
            self._total += 1

    def __getitem__(self, feature: str) -> float:
        return math.log((self._total + 1) / (self.counts[feature] or 1)) / math.log(self._total + 1)

    def sum(self, features: Iterable[str]) -> float:
        return math.fsum(self[feature] for feature in features)

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        total = self.sum(one) + self.sum(other)
        return 2 * self.sum(one & other) / total if total else 0.0

    def containment(self, one: frozenset[str], other: frozenset[str]) -> float:
        least = min(self.sum(one), self.sum(other))
        return self.sum(one & other) / least if least else 0.0


def _subsidised(wording: Wording) -> bool:
    return "補助" in wording.activities


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
