"""Logistic regression with signs: a few hundred rows and a dozen numbers need no library."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = 50


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights and intercept of log-odds."""

    weights: tuple[float, ...]
    intercept: float


def fit(
    rows: Sequence[Sequence[float]], truths: Sequence[bool], signs: Sequence[int], ridge: float = 0.3
) -> Fit:
    """The fit by Newton's method; a weight that comes out against its sign (1 or -1) is left out."""
    kept = list(range(len(signs)))
    while True:
        found = _newton([[*(row[at] for at in kept), 1.0] for row in rows], truths, ridge)
        wrong = [at for at, weight in zip(kept, found[:-1], strict=True) if weight * signs[at] < 0]
        if not wrong:
            break
        worst = max(wrong, key=lambda at: abs(found[kept.index(at)]))
        kept.remove(worst)
    weights = dict(zip(kept, found[:-1], strict=True))
    return Fit(tuple(weights.get(at, 0.0) for at in range(len(signs))), found[-1])


def _newton(rows: list[list[float]], truths: Sequence[bool], ridge: float) -> list[float]:
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(_STEPS):
        chances = [_sigmoid(math.fsum(w * x for w, x in zip(weights, row, strict=True))) for row in rows]
        gradient = [
            math.fsum((p - t) * row[i] for p, t, row in zip(chances, truths, rows, strict=True))
            + (ridge * weights[i] if i < size - 1 else 0)
            for i in range(size)
        ]
        curvature = [
            [
                math.fsum(p * (1 - p) * row[i] * row[j] for p, row in zip(chances, rows, strict=True))
                + (ridge if i == j and i < size - 1 else 1e-9 if i == j else 0)
                for j in range(size)
            ]
            for i in range(size)
        ]
        step = _solve(curvature, gradient)
        weights = [weight - change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return weights


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gaussian elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            rows[below] = [x - factor * y for x, y in zip(rows[below], rows[at], strict=True)]
    solution = [0.0] * size
    for at in reversed(range(size)):
        known = math.fsum(rows[at][k] * solution[k] for k in range(at + 1, size))
        solution[at] = (rows[at][size] - known) / rows[at][at]
    return solution
