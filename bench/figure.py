"""Figures: what was measured in several rounds, against a peer in the same rounds, and against a target."""

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """The smallest, the middle and the largest of some measurements."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """The spread of at least one value."""
        found = sorted(values)
        return cls(found[0], median(found), found[-1])

    def __str__(self) -> str:
        if self.least == self.most:
            return short(self.middle)
        return f"{short(self.middle)} ({short(self.least)}–{short(self.most)})"


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should come to, in words and as a test of a number."""

    text: str
    holds: Callable[[float], bool]

    @classmethod
    def at_most(cls, value: float, of: str = "") -> "Target":
        """Met by this value and any lower one."""
        return cls(f"≤ {short(value)}{of}", lambda found: found <= value)

    @classmethod
    def at_least(cls, value: float, of: str = "") -> "Target":
        """Met by this value and any higher one."""
        return cls(f"≥ {short(value)}{of}", lambda found: found >= value)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table. `judged` is the number that the target is about."""

    name: str
    unit: str
    ours: Spread
    peer: Spread | None = None
    ratio: Spread | None = None
    target: Target | None = None
    judged: float | None = None

    @property
    def verdict(self) -> str:
        """The target, and whether it is met."""
        if self.target is None:
            return ""
        met = self.target.holds(self.ours.middle if self.judged is None else self.judged)
        return f"{self.target.text}: {'met' if met else '**missed**'}"


def alone(name: str, unit: str, values: Sequence[float], target: Target | None = None) -> Figure:
    """A figure without a peer; the target is about its median."""
    return Figure(name, unit, Spread.of(values), target=target)


def compared(
    name: str, unit: str, ours: Sequence[float], peer: Sequence[float], target: Target | None = None
) -> Figure:
    """A figure beside a peer's; the target is about the median of the ratios, round by round."""
    ratio = _ratio(ours, peer)
    return Figure(name, unit, Spread.of(ours), Spread.of(peer), ratio, target, ratio.middle)


def beside(
    name: str, unit: str, ours: Sequence[float], peer: Sequence[float], target: Target | None = None
) -> Figure:
    """A figure beside a peer's; the target is about our median alone."""
    return Figure(name, unit, Spread.of(ours), Spread.of(peer), target=target)


def above(
    name: str, unit: str, ours: Sequence[float], peer: Sequence[float], target: Target | None = None
) -> Figure:
    """A figure beside a peer's; the target is about the median of the differences, round by round."""
    difference = Spread.of(mine - theirs for mine, theirs in zip(ours, peer, strict=True))
    return Figure(name, unit, Spread.of(ours), Spread.of(peer), _ratio(ours, peer), target, difference.middle)


def _ratio(ours: Sequence[float], peer: Sequence[float]) -> Spread:
    return Spread.of(mine / theirs if theirs else inf for mine, theirs in zip(ours, peer, strict=True))


def table(title: str, figures: Iterable[Figure]) -> str:
    """Figures as a table in Markdown: median (smallest–largest) of the rounds."""
    rows = [
        (
            f"{figure.name}, {figure.unit}",
            str(figure.ours),
            str(figure.peer or ""),
            str(figure.ratio or ""),
            figure.verdict,
        )
        for figure in figures
    ]
    lines = [f"\n### {title}\n", "| | ours | peer | ratio | target |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values does not exceed (nearest rank)."""
    found = sorted(values)
    rank = -int(-share * len(found) // 1)
    return found[max(rank, 1) - 1]


def short(value: float) -> str:
    """Three digits that matter, and all before the point."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def machine() -> str:
    """What ran this, and how busy it was already."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; {busy()}"
    )


def busy() -> str:
    """How many processes have wanted a processor of late, ours included."""
    return f"load average {os.getloadavg()[1]:.1f} over the last 5 minutes"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []
