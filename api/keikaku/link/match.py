"""Links between the plans of different municipalities: the same work under two names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from keikaku.link.index import Index
from keikaku.link.likeness import Corpus, Likeness
from keikaku.link.model import Method, Model
from keikaku.link.work import Work

# A link is kept out when a project of either side is this much more alike (in log-odds): not mutual best.
SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Link:
    """Two projects of different municipalities (`a` of the smaller code) that a method takes for the same work.

    `shared` are the words on which that rests; `score` is how likely it is by itself (log-odds), `margin` by how
    much that is above the next best of either side.
    """

    a: Work
    b: Work
    method: Method
    confidence: float
    score: float
    margin: float
    shared: tuple[str, ...]

    @property
    def mutual(self) -> bool:
        """Whether each side is (nearly) the other's best."""
        return self.margin > -SLACK


class Comparing(Protocol):
    """How a method finds and compares."""

    def candidates(self, number: int, municipalities: frozenset[str]) -> Iterable[int]:
        """The projects worth comparing with one."""
        ...

    def compare(self, one: int, other: int) -> Likeness:
        """How alike two projects are."""
        ...


class Lexical:
    """Finds and compares by words and characters."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._index = Index(corpus)

    def candidates(self, number: int, municipalities: frozenset[str]) -> Iterable[int]:
        """By the inverted index."""
        return self._index.candidates(number, municipalities)

    def compare(self, one: int, other: int) -> Likeness:
        """By the corpus."""
        return self._corpus.compare(self._corpus.sides[one], self._corpus.sides[other])


class Linker:
    """Links works, numbered as in the corpus of `comparing`, by one method."""

    def __init__(self, works: Sequence[Work], comparing: Comparing, model: Model, method: Method) -> None:
        self._works = works
        self._comparing, self._model, self._method = comparing, model, method

    def links(self, municipalities: frozenset[str]) -> list[Link]:
        """All candidates between the municipalities, the surest first, sure or not."""
        compared = dict(self._compared(municipalities))
        scores = {pair: self._model.score(likeness.values) for pair, likeness in compared.items()}
        best = _Best(scores, self._works)
        found = []
        for (one, other), likeness in compared.items():
            score = scores[one, other]
            margin = score - max(best.besides(one, other), best.besides(other, one))
            link = Link(
                self._works[one],
                self._works[other],
                self._method,
                self._model.confidence(score, margin),
                score,
                margin,
                likeness.shared,
            )
            found.append(link)
        return sorted(found, key=lambda link: (-link.confidence, _place(link.a), _place(link.b)))

    def _compared(self, municipalities: frozenset[str]) -> Iterator[tuple[tuple[int, int], Likeness]]:
        pairs = {
            self._ordered(number, other)
            for number, work in enumerate(self._works)
            if work.municipality in municipalities
            for other in self._comparing.candidates(number, municipalities)
        }
        for one, other in sorted(pairs):
            yield (one, other), self._comparing.compare(one, other)

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        return (one, other) if _place(self._works[one]) < _place(self._works[other]) else (other, one)


class _Best:
    """The best scores of each project in each other municipality, by the name of the other project."""

    _NONE = -8.0

    def __init__(self, scores: dict[tuple[int, int], float], works: Sequence[Work]) -> None:
        self._works = works
        self._scores: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
        for (one, other), score in scores.items():
            for number, rival in ((one, other), (other, one)):
                names = self._scores[number, works[rival].municipality]
                names[works[rival].name] = max(score, names.get(works[rival].name, self._NONE))

    def besides(self, number: int, other: int) -> float:
        """The score of the best rival of `other`; a project listed twice under one name is no rival."""
        rivals = self._scores[number, self._works[other].municipality]
        name = self._works[other].name
        return max((score for rival, score in rivals.items() if rival != name), default=self._NONE)


def _place(work: Work) -> tuple[str, str, str]:
    return work.municipality, work.plan, work.key
