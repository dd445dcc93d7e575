"""Eras (元号) and their years."""

from dataclasses import dataclass
from datetime import date

from keikaku.japanese.unreadable import Unreadable
from keikaku.japanese.width import key_text
from keikaku.language import Text


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its name (平成), the letter that abbreviates it (H), and the day on which it began."""

    name: str
    letter: str
    first_day: date

    @property
    def first_year(self) -> int:
        """The western year that is the era's year 1 (元年)."""
        return self.first_day.year


MEIJI = Era("明治", "M", date(1868, 10, 23))
TAISHO = Era("大正", "T", date(1912, 7, 30))
SHOWA = Era("昭和", "S", date(1926, 12, 25))
HEISEI = Era("平成", "H", date(1989, 1, 8))
REIWA = Era("令和", "R", date(2019, 5, 1))
ERAS = (MEIJI, TAISHO, SHOWA, HEISEI, REIWA)

# Plans look about ten years ahead, in the era of the day they were written: 平成32..42年度 for 2020..2030.
_YEARS_PLANNED_AHEAD = 11


class NotAnEra(Unreadable):
    """A string that names no era from 明治 on, or a year that no era can have."""


def era_named(text: str) -> Era:
    """The era of a name or letter in any width (平成, ㍻, H, Ｈ); raises NotAnEra."""
    wanted = key_text(text)
    for era in ERAS:
        if wanted in (era.name, era.letter):
            return era
    raise NotAnEra(Text(f"「{text}」は元号ではありません。", f"“{text}” is not the name of an era."))


def western_year(era: Era, n: int) -> int:
    """The western year of the era's year `n` (元年 is 1), also for one that never came: 平成37年 is 2025."""
    if n < 1:
        raise NotAnEra(Text(f"{era.name}{n}年という年はありません。", f"{era.name} has no year {n}."))
    return era.first_year + n - 1


def next_era(era: Era) -> Era | None:
    """The era that followed; None after the present one."""
    later = ERAS[ERAS.index(era) + 1 :]
    return later[0] if later else None


def era_labels(fiscal_year: int) -> tuple[str, ...]:
    """Every printed form of a fiscal year, the official first: 2019 is 令和元年度, then 平成31年度.

    An era's years are continued for 11 years into the next one: plans written before the change print them
    (2020 is also 平成32年度, 2030 also 平成42年度). Empty before 明治元年度.
    """
    return tuple(
        _label(era, fiscal_year)
        for era in reversed(ERAS)
        if era.first_year <= fiscal_year <= _last_printed_year(era, fiscal_year)
    )


def _last_printed_year(era: Era, if_present: int) -> int:
    following = next_era(era)
    return following.first_year + _YEARS_PLANNED_AHEAD if following else if_present


def _label(era: Era, western: int) -> str:
    n = western - era.first_year + 1
    return f"{era.name}{'元' if n == 1 else n}年度"
