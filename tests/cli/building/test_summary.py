import unicodedata
from pathlib import Path

import pytest

from keikaku.check import Report
from keikaku.cli.building.part import Figures, Part
from keikaku.cli.building.summary import Line, Outcome, table

PART = Part(Path("x.zip"), Figures("142042", "神奈川県", 3, 1234, 56789, 7, (2014,), {}, 12.34), Report(()))
LINES = [
    Line("142042-kamakura", Outcome.VALID, PART),
    Line("鎌倉", Outcome.UNREADABLE),
    Line("x", Outcome.LEFT_OUT),
]


def test_the_table_says_what_became_of_each() -> None:
    assert table(LINES, "en").splitlines() == [
        "municipality     plans  projects  triples  doubts  violations  warnings  waived  seconds  outcome",
        "142042-kamakura      3     1,234   56,789       7           0         0       0     12.3  valid",
        "鎌倉                 -         -        -       -           -         -       -        -  cannot be read",
        "x                    -         -        -       -           -         -       -        -  left out",
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_columns_end_where_a_terminal_ends_them(language) -> None:
    rows = table(LINES, language).splitlines()
    # An outcome has no two spaces inside, so it begins behind the last two of its row.
    ends = {sum(columns(character) for character in row[: row.rindex("  ")]) for row in rows}
    assert len(ends) == 1


def columns(character: str) -> int:
    """Unicode Standard Annex 11: wide and full-width characters take two columns."""
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
