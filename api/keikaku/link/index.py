"""Which projects are worth comparing: those that share a telling word, found without looking at all pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from keikaku.link.likeness import Corpus, Side

# The most telling words and letter pairs of a name that are looked up; a word that more works than MOST have
# is looked up only within its own list's first MOST, so that the time for a project has a bound.
LOOKED_UP = 14
MOST = 4000
KEPT = 12


class Index:
    """An inverted index over a corpus; near-linear in its size, since each project looks at bounded lists."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lists: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, side in enumerate(corpus.sides):
            for key, _ in self._keys(side):
                if len(self._lists[key]) < MOST:
                    self._lists[key].append(number)

    def candidates(self, number: int, municipalities: frozenset[str]) -> list[int]:
        """The best candidates for the project of that number in each of the municipalities but its own."""
        side = self._corpus.sides[number]
        scores: defaultdict[int, float] = defaultdict(float)
        keys = sorted(self._keys(side), key=lambda pair: (-pair[1], pair[0]))[:LOOKED_UP]
        for key, weight in keys:
            for other in self._lists[key]:
                scores[other] += weight * weight
        kept: Counter[str] = Counter()
        found = []
        for other in sorted(scores, key=lambda other: (-scores[other], other)):
            at = self._corpus.sides[other].work.municipality
            if at in municipalities and at != side.work.municipality and kept[at] < KEPT:
                kept[at] += 1
                found.append(other)
        return found

    def _keys(self, side: Side) -> Iterator[tuple[tuple[str, str], float]]:
        for word in side.wording.objects:
            yield ("word", word), self._corpus.weight(word)
        for pair in side.grams:
            yield ("pair", pair), self._corpus.gram_weight(pair) / 2
