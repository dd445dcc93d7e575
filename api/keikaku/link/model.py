"""From likeness to confidence: weights fitted to the tune part of the gold set by `python -m bench link`."""

import json
import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Method = Literal["lexical", "embedding"]
METHODS: tuple[Method, ...] = get_args(Method)

FILE = Path(__file__).with_name("weights.json")
_WIDEST = 4.0


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model of likeness, and a second one that turns its score and margin into a confidence.

    `close` is the confidence from which a link is published: chosen on the tune part for a precision of 0.95.
    """

    weights: tuple[float, ...]
    intercept: float
    score_weight: float
    margin_weight: float
    offset: float
    close: float

    def score(self, values: Sequence[float]) -> float:
        """How likely two projects are the same work (log-odds), all others left aside."""
        return math.fsum(map(operator.mul, self.weights, values)) + self.intercept

    def confidence(self, score: float, margin: float) -> float:
        """The probability of the same work for a score that is `margin` above the next best of either side."""
        log_odds = self.score_weight * score + self.margin_weight * narrowed(margin) + self.offset
        return 1 / (1 + math.exp(-log_odds))


def narrowed(margin: float) -> float:
    """The margin, to the width beyond which it says nothing more."""
    return max(-_WIDEST, min(_WIDEST, margin))


def read_model(method: Method, file: Path = FILE) -> Model:
    """The fitted model of a method."""
    fitted = json.loads(file.read_text(encoding="utf-8"))[method]
    return Model(
        weights=tuple(fitted["weights"].values()),
        intercept=fitted["intercept"],
        score_weight=fitted["score"],
        margin_weight=fitted["margin"],
        offset=fitted["offset"],
        close=fitted["close"],
    )
