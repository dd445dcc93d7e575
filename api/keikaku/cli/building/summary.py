"""What became of each municipality, as a table."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from keikaku.check import Severity
from keikaku.cli.building.part import Part
from keikaku.language import Language, Text


class Outcome(Enum):
    """How a municipality's folder fared."""

    VALID = Text("適合", "valid")
    UNCHANGED = Text("適合（変更なし）", "valid, unchanged")
    INVALID = Text("不適合", "not valid")
    UNREADABLE = Text("読めない", "cannot be read")
    LEFT_OUT = Text("除外", "left out")


@dataclass(frozen=True, slots=True)
class Line:
    """A folder, what came of it, and the part that it became, if it did."""

    name: str
    outcome: Outcome
    part: Part | None = None


_HEADINGS = (
    Text("市町村", "municipality"),
    Text("計画", "plans"),
    Text("事業", "projects"),
    Text("トリプル", "triples"),
    Text("疑問", "doubts"),
    Text("違反", "violations"),
    Text("警告", "warnings"),
    Text("免除", "waived"),
    Text("秒", "seconds"),
    Text("結果", "outcome"),
)


def table(lines: Sequence[Line], language: Language) -> str:
    """The table, its columns aligned where East Asian characters are two columns wide."""
    rows = [[heading.in_(language) for heading in _HEADINGS], *(_cells(line, language) for line in lines)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_padded, row, widths, range(len(row)))).rstrip() for row in rows)


def _cells(line: Line, language: Language) -> list[str]:
    if part := line.part:
        numbers = (part.figures.plans, part.figures.projects, part.figures.statements, part.figures.doubts)
        found = (*map(part.report.count, (Severity.VIOLATION, Severity.WARNING)), part.report.waived)
        figures = [*(f"{number:,}" for number in (*numbers, *found)), f"{part.figures.seconds:.1f}"]
    else:
        figures = ["-"] * (len(_HEADINGS) - 2)
    return [line.name, *figures, line.outcome.value.in_(language)]


def _padded(cell: str, width: int, column: int) -> str:
    space = " " * (width - _width(cell))
    return cell + space if column in (0, len(_HEADINGS) - 1) else space + cell


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
