"""Names of columns in a profile: header words (事業名), a path of them (令和6年度 > 決算額), or a letter (AB列)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from keikaku.japanese import Era, FiscalYears, NotAFiscalYear, key_text, parse_fiscal_years

_LETTERS = re.compile("([A-Z]{1,3})列")
_YEAR, _GOAL = "{year}", "{goal}"
_GOALS = range(1, 18)
# What a bare year consists of: 令和5年度予算 is not one, 2026～2030年度 is.
_BARE_YEAR = re.compile("[0-9元HRSTM平成令和昭大正明治年度()~・./まで自至から-]+")

HeaderPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The name of a column in a profile, or of several that differ in their `{year}` or `{goal}` (of the SDGs)."""

    printed: str

    @property
    def has_year(self) -> bool:
        """Whether it stands for a column of each fiscal year."""
        return _YEAR in self.printed

    @property
    def has_goal(self) -> bool:
        """Whether it stands for a column of each goal."""
        return _GOAL in self.printed

    def found_in(
        self, paths: Sequence[HeaderPath], era: Era | None
    ) -> Iterator[tuple[int, FiscalYears | int | None]]:
        """The columns (from 0) that it names by the paths of their headers, and the years or goal that they say."""
        if letters := _LETTERS.fullmatch(key_text(self.printed)):
            at = index_of(letters[1])
            if at < len(paths):
                yield at, None
            return
        wanted = tuple(key_text(part) for part in self.printed.split(">"))
        whole = [index for index, path in enumerate(paths) if path == wanted]
        if whole and not (self.has_year or self.has_goal):
            yield from ((index, None) for index in whole)
            return
        for index, path in enumerate(paths):
            if path and (found := _fit(wanted, path, era)) is not None:
                yield index, found or None

    def __str__(self) -> str:
        return self.printed

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_checked, core_schema.str_schema(min_length=1))


def _checked(printed: str) -> Column:
    placeholders = re.findall(r"\{[^{}]*\}", printed)
    if strange := set(placeholders) - {_YEAR, _GOAL}:
        raise ValueError(
            f"unknown placeholder {min(strange)} in {printed!r}; there are only {_YEAR} and {_GOAL}"
        )
    if len(placeholders) > 1:
        raise ValueError(f"several placeholders stand in {printed!r}")
    if not all(part.strip() for part in printed.split(">")):
        raise ValueError(f"a part of the path {printed!r} is empty")
    return Column(printed)


def letters(index: int) -> str:
    """The letters of a column from 0: A … Z, AA …"""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def index_of(name: str) -> int:
    """The column from 0 of such letters."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


_Said = FiscalYears | int | tuple[()]


def _fit(wanted: HeaderPath, path: HeaderPath, era: Era | None) -> _Said | None:
    """What a path says that has the wanted parts in their order and ends with the last; () without a placeholder."""
    years: _Said = ()
    rest = list(path)
    for position, part in enumerate(reversed(wanted)):
        while rest:
            found = _part_fits(part, rest.pop(), era)
            if found is not None:
                years = found or years
                break
            if position == 0:
                return None
        else:
            return None
    return years


def _part_fits(part: str, printed: str, era: Era | None) -> _Said | None:
    if _GOAL in part:
        return _goal(part, printed)
    if _YEAR not in part:
        return () if part == printed else None
    # A lone 5 is a number of a column rather than a year.
    if part == _YEAR and printed.isdecimal() and len(printed) < 4:
        return None
    before, _, after = part.partition(_YEAR)
    middle = printed[len(before) : len(printed) - len(after)]
    if printed != before + middle + after or not _BARE_YEAR.fullmatch(middle):
        return None
    try:
        return parse_fiscal_years(middle, era)
    except NotAFiscalYear:
        return None


def _goal(part: str, printed: str) -> int | None:
    before, after = map(re.escape, part.split(_GOAL))
    found = re.fullmatch(rf"{before}([0-9]{{1,2}})(?:[^0-9]+)?{after}", printed)
    return int(found[1]) if found and int(found[1]) in _GOALS else None
