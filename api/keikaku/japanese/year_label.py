"""The grammar of a printed fiscal year, over plain text.

    label = span [ "(" span ")" ] [年度]     令和8～12年度(2026～2030年度)
    span  = pair [ joint pair ]              平成29年度～平成33年度(令和3年度)
    pair  = year [ "(" year ")" ] [年度]     平成31（令和元）年度
    year  = [era] number [年度]              Ｒ４年度, 2014, or a bare 28 that leans on the year before it

The two sides of a pair must name the same years.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from keikaku.japanese.era import Era, era_named, next_era, western_year
from keikaku.language import Text

Suffix = Literal["年度", "年", ""]

ERA = r"(?:平\s*成|令\s*和|昭\s*和|大\s*正|明\s*治|[HRSTM]\.?)"
_NUMBER = r"(?:元|0?[1-9]|[1-9][0-9])"
_YEAR = re.compile(
    rf"(?:(?P<era>{ERA})\s*(?P<of_era>{_NUMBER})|(?P<western>(?:18|19|20)[0-9]{{2}})|(?P<bare>{_NUMBER}))"
    r"(?![0-9])(?:\s*(?P<suffix>年\s*度|年))?"
)
_SUFFIX = re.compile(r"\s*年?\s*度")
_RANGE = re.compile(r"\s*(?:[-~ー─]|から|より|至)\s*")
_LIST = re.compile(r"\s*・\s*")
_UNTIL = re.compile(r"\s*まで")
_OPEN, _CLOSE = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a bare number leans on: the era of the year before it (None: western) and that year, if any."""

    era: Era | None
    year: int | None = None

    def resolve(self, number: int) -> "Reference | None":
        """The year meant by a bare number; None where nothing tells.

        平成30年度 元年度 2年度 goes on into the next era: of its year and ours, the nearer to the last year.
        """
        if self.era is None:
            return None if self.year is None else Reference(None, self.year // 100 * 100 + number)
        ours = western_year(self.era, number)
        later = next_era(self.era)
        if later is None or self.year is None:
            return Reference(self.era, ours)
        there = western_year(later, number)
        nearer = abs(there - self.year) < abs(ours - self.year)
        return Reference(later, there) if nearer else Reference(self.era, ours)


@dataclass(frozen=True, slots=True)
class YearLabel:
    """The years that a stretch of text names, where it ends, and what in it contradicts itself (`fault`).

    `last_year` is what a bare number after it leans on; `suffix` tells fiscal years (年度) from calendar.
    """

    first: int
    last: int
    last_year: Reference
    suffix: Suffix
    end: int
    fault: Text | None = None


def read_label(text: str, at: int, reference: Reference) -> YearLabel | None:
    """The longest label that starts at `at`; None where there is none, or a bare number with no era known."""
    return _paired(_span, text, at, reference)


def _paired(
    part: Callable[[str, int, Reference], YearLabel | None], text: str, at: int, reference: Reference
) -> YearLabel | None:
    """`part`, perhaps said again in brackets, and perhaps with the suffix behind the brackets."""
    left = part(text, at, reference)
    opening = _OPEN.match(text, left.end) if left else None
    if left is None or opening is None:
        return left
    right = part(text, opening.end(), Reference(None))
    closing = _CLOSE.match(text, right.end) if right else None
    if right is None or closing is None:
        return left
    behind = _SUFFIX.match(text, closing.end())
    return replace(
        left,
        suffix=max(left.suffix, right.suffix, "年度" if behind else ""),  # "" < 年 < 年度
        end=(behind or closing).end(),
        fault=left.fault or right.fault or _contradiction(left, right),
    )


def _span(text: str, at: int, reference: Reference) -> YearLabel | None:
    first = _pair(text, at, reference)
    if first is None:
        return None
    joint = _RANGE.match(text, first.end)
    last = _pair(text, joint.end(), first.last_year) if joint else None
    if last:
        until = _UNTIL.match(text, last.end)
        return _joined(first, last, until.end() if until else last.end, _backwards(first, last))
    while not first.suffix and (joint := _LIST.match(text, first.end)):
        following = _pair(text, joint.end(), first.last_year)
        if following is None:
            break
        first = _joined(first, following, following.end, _gap(first, following))
    return first


def _pair(text: str, at: int, reference: Reference) -> YearLabel | None:
    return _paired(_year, text, at, reference)


def _year(text: str, at: int, reference: Reference) -> YearLabel | None:
    found = _YEAR.match(text, at)
    if found is None:
        return None
    year = _dated(found, reference)
    if year is None or year.year is None:
        return None
    suffix: Suffix = "" if found["suffix"] is None else "年" if found["suffix"] == "年" else "年度"
    return YearLabel(year.year, year.year, year, suffix, found.end())


def _dated(found: re.Match[str], reference: Reference) -> Reference | None:
    if found["western"]:
        return Reference(None, int(found["western"]))
    if found["bare"]:
        return reference.resolve(_number(found["bare"]))
    era = era_named(found["era"].rstrip("."))
    return Reference(era, western_year(era, _number(found["of_era"])))


def _number(text: str) -> int:
    return 1 if text == "元" else int(text)


def _joined(first: YearLabel, last: YearLabel, end: int, fault: Text | None) -> YearLabel:
    return YearLabel(
        first.first,
        last.last,
        last.last_year,
        last.suffix or first.suffix,
        end,
        first.fault or last.fault or fault,
    )


def _contradiction(left: YearLabel, right: YearLabel) -> Text | None:
    if (left.first, left.last) == (right.first, right.last):
        return None
    ours, theirs = _western(left), _western(right)
    return Text(
        f"括弧の外（{ours}年度）と中（{theirs}年度）が違う年度です。",
        f"The year outside the brackets (fiscal {ours}) is not the one inside them (fiscal {theirs}).",
    )


def _backwards(first: YearLabel, last: YearLabel) -> Text | None:
    if first.first <= last.last:
        return None
    return Text(
        f"期間が逆順です（{first.first}年度から{last.last}年度）。",
        f"The period ends (fiscal {last.last}) before it begins (fiscal {first.first}).",
    )


def _gap(first: YearLabel, following: YearLabel) -> Text | None:
    """平成26・27年度 is a period; 平成31・令和元年度 is one year said twice."""
    if following.first - first.last in (0, 1):
        return None
    return Text(
        f"並べた年度が続いていません（{first.last}年度と{following.first}年度）。",
        f"The years listed do not follow each other (fiscal {first.last} and {following.first}).",
    )


def _western(label: YearLabel) -> str:
    return str(label.first) if label.first == label.last else f"{label.first}-{label.last}"
