"""Fiscal years (年度): 1 April to 31 March, named by the western year in which they begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keikaku.japanese.era import REIWA, Era
from keikaku.japanese.unreadable import Unreadable
from keikaku.japanese.width import plain, plain_with_offsets
from keikaku.japanese.year_label import ERA, Reference, YearLabel, read_label
from keikaku.language import Text


class NotAFiscalYear(Unreadable):
    """A string that is not one fiscal year or one period of them."""


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """The fiscal years `first`..`last`, inclusive; iterates over them. Raises ValueError if out of order."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"fiscal years {self.first} to {self.last} are out of order")

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def __len__(self) -> int:
        return self.last - self.first + 1


def first_day(fiscal_year: int) -> date:
    """1 April of the year."""
    return date(fiscal_year, 4, 1)


def last_day(fiscal_year: int) -> date:
    """31 March of the year after."""
    return date(fiscal_year + 1, 3, 31)


# What a label may say besides its years: which kind of sum it heads.
_KIND = (
    r"(?:予算|決算|実績|計画|推計|見込み?|概算|目標|予定|実施|当初|補正|現計|最終|事業|経費|期間"
    r"|[0-9]{1,2}[ヵカかヶケ箇]年|合計|累計|総計|費|後|現|額|案|値|計|分)"
)
_LEAD = re.compile(r"^\s*(?:自\s*)?")
_REST = re.compile(rf"\s*{_KIND}*+\s*(?:\(\s*{_KIND}++\s*\))?\s*")

# In a line of other words no year starts inside a number or a code (0-1-1-1), nor in an ordinal (第5年度).
_START = re.compile(rf"(?<![0-9A-Za-z.,第])(?<![0-9]-)(?:(?P<era>{ERA})\s*)?[元0-9]")
_COUNTED = re.compile(r"\s*(?:目(?!標)|間)")
_STANDS_ALONE = re.compile(rf"$|[\s()\[\]【】/|・、:]|{_KIND}")
_LETTERS_OUT_OF_USE = ("S", "T", "M")


def parse_fiscal_years(text: str, era: Era | None = None) -> FiscalYears:
    """The years of a label that says nothing else (平成26年度, H26-28, 20年度決算 with `era` 平成).

    `era` is that of a bare number. Raises NotAFiscalYear, also where paired years contradict each other.
    """
    line = _LEAD.sub("", plain(text))
    label = _whole_label(line, era)
    if label is None:
        raise NotAFiscalYear(_no_era(text) if era is None and _whole_label(line, REIWA) else _not_read(text))
    if label.suffix == "年":
        raise NotAFiscalYear(_calendar(text))
    if label.fault:
        raise NotAFiscalYear(_with_fault(text, label.fault))
    return FiscalYears(label.first, label.last)


def find_fiscal_years(text: str, era: Era | None = None) -> list[tuple[FiscalYears, int, int]]:
    """All years in a header line, each with its start and end offset in `text`.

    A bare number takes the era of the year before it, at first `era`. It must say 年度, and so must a western
    year; 平成26, H26 and R7 need not. Raises NotAFiscalYear where a year or period contradicts itself.
    """
    line, offsets = plain_with_offsets(text)
    found: list[tuple[FiscalYears, int, int]] = []
    reference = Reference(era)
    at = 0
    while start := _START.search(line, at):
        label = read_label(line, start.start(), reference)
        if label is None or not _is_fiscal(label, line, start["era"]):
            at = start.end()
            continue
        if label.fault:
            raise NotAFiscalYear(_with_fault(line[start.start() : label.end], label.fault))
        years = FiscalYears(label.first, label.last)
        found.append((years, offsets[start.start()], offsets[label.end]))
        reference, at = label.last_year, label.end
    return found


def _whole_label(line: str, era: Era | None) -> YearLabel | None:
    label = read_label(line, 0, Reference(era))
    return label if label and _REST.fullmatch(line, label.end) else None


def _is_fiscal(label: YearLabel, line: str, era: str | None) -> bool:
    """Whether a line of other words means a fiscal year here, and not a count, a code or a calendar year."""
    if label.suffix == "年度":
        return not _COUNTED.match(line, label.end)
    named = era is not None and era[0] not in _LETTERS_OUT_OF_USE
    alone = _STANDS_ALONE.match(line, label.end) is not None
    return named and alone and label.suffix == "" and label.fault is None


def _no_era(text: str) -> Text:
    shown = text.strip()
    return Text(
        f"「{shown}」には元号がありません。既定の元号を決めてください。",
        f"“{shown}” names no era, and no default era is set.",
    )


def _not_read(text: str) -> Text:
    shown = text.strip()
    return Text(
        f"「{shown}」は年度として読めません。",
        f"“{shown}” cannot be read as a fiscal year or a period of fiscal years.",
    )


def _calendar(text: str) -> Text:
    shown = text.strip()
    return Text(
        f"「{shown}」は暦年で、年度ではありません。",
        f"“{shown}” is a calendar year (年), not a fiscal year (年度).",
    )


def _with_fault(text: str, fault: Text) -> Text:
    shown = text.strip()
    return Text(f"「{shown}」: {fault.ja}", f"“{shown}”: {fault.en}")
