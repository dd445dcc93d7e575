from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.japanese import ERAS, Era, NotAnEra, era_labels, era_named, parse_fiscal_years, western_year


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("平成", "平成"),
        ("H", "平成"),
        ("Ｈ", "平成"),
        ("㍻", "平成"),
        ("令 和", "令和"),
        ("S", "昭和"),
        ("T", "大正"),
        ("M", "明治"),
    ],
)
def test_era_named(text: str, name: str) -> None:
    assert era_named(text).name == name


@pytest.mark.parametrize("text", ["", "X", "西暦", "平", "平成26"])
def test_what_names_no_era(text: str) -> None:
    with pytest.raises(NotAnEra) as caught:
        era_named(text)
    assert text in caught.value.what.ja
    assert text in caught.value.what.en


@pytest.mark.parametrize(
    ("era", "n", "western"),
    [
        ("明治", 1, 1868),
        ("大正", 15, 1926),
        ("昭和", 64, 1989),
        ("平成", 1, 1989),
        ("平成", 26, 2014),
        ("令和", 1, 2019),
        pytest.param("平成", 37, 2025, id="hazard 9: a year that never came"),
        pytest.param("平成", 52, 2040, id="hazard 9: far ahead"),
    ],
)
def test_western_year(era: str, n: int, western: int) -> None:
    assert western_year(era_named(era), n) == western


def test_no_era_has_a_year_zero() -> None:
    with pytest.raises(NotAnEra, match="令和 has no year 0"):
        western_year(era_named("令和"), 0)


def test_eras_begin_on_the_days_of_the_law() -> None:
    assert era_named("平成").first_day == date(1989, 1, 8)
    assert era_named("令和").first_day == date(2019, 5, 1)


@pytest.mark.parametrize(
    ("fiscal_year", "labels"),
    [
        (1867, ()),
        (1988, ("昭和63年度",)),
        (1989, ("平成元年度", "昭和64年度")),
        (2014, ("平成26年度",)),
        (2018, ("平成30年度",)),
        pytest.param(2019, ("令和元年度", "平成31年度"), id="hazard 10: first year of an era"),
        pytest.param(2020, ("令和2年度", "平成32年度"), id="hazard 9: a year that never came"),
        (2030, ("令和12年度", "平成42年度")),
        (2031, ("令和13年度",)),
        (2040, ("令和22年度",)),
    ],
)
def test_era_labels(fiscal_year: int, labels: tuple[str, ...]) -> None:
    assert era_labels(fiscal_year) == labels


@given(st.integers(1868, 2100))
def test_every_label_reads_back_as_its_year(fiscal_year: int) -> None:
    labels = era_labels(fiscal_year)
    assert labels
    for label in labels:
        assert list(parse_fiscal_years(label)) == [fiscal_year]


@given(st.sampled_from(ERAS), st.integers(1, 99))
def test_years_of_an_era_are_counted_from_its_first(era: Era, n: int) -> None:
    assert western_year(era, n) - western_year(era, 1) == n - 1
    assert western_year(era, 1) == era.first_day.year
