from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.japanese import (
    Era,
    FiscalYears,
    NotAFiscalYear,
    era_named,
    find_fiscal_years,
    first_day,
    last_day,
    parse_fiscal_years,
)

HEISEI, REIWA = era_named("平成"), era_named("令和")


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        pytest.param("平成26年度", 2014, 2014, id="era"),
        pytest.param("令和元年度", 2019, 2019, id="first year"),
        pytest.param("R7", 2025, 2025, id="letter"),
        pytest.param("H26-28", 2014, 2016, id="letters, bare end"),
        pytest.param("R7〜R11", 2025, 2029, id="letters, wave dash"),
        pytest.param("H30～R2", 2018, 2020, id="over a change of era"),
        pytest.param("令和5年度～令和9年度", 2023, 2027, id="range"),
        pytest.param("令和８年度～令和12年度", 2026, 2030, id="real: さいたま市"),
        pytest.param("2026～2028年度", 2026, 2028, id="real: 千葉市"),
        pytest.param("2023～2027年度(計画期間計)", 2023, 2027, id="real: 札幌市"),
        pytest.param("R6", 2024, 2024, id="real: 北本市"),
        pytest.param("Ｒ４年度", 2022, 2022, id="hazard 8: real, full-width letter"),
        pytest.param("R５年度", 2023, 2023, id="hazard 8: real, mixed width"),
        pytest.param("平成37年度", 2025, 2025, id="hazard 9: a year that never came"),
        pytest.param("平成52(2040)年度", 2040, 2040, id="hazard 9: western year in brackets"),
        pytest.param("令和4年度(平成34年度)", 2022, 2022, id="hazard 9: never-came year in brackets"),
        pytest.param("令和元年度(平成31年度)", 2019, 2019, id="hazard 10: paired"),
        pytest.param("平成31（令和元）年度", 2019, 2019, id="hazard 10: paired before 年度"),
        pytest.param("令和\n5\n年度\n～\n令和\n9\n年度", 2023, 2027, id="hazard 11: split over lines"),
        pytest.param("平 成 ２６ 年 度", 2014, 2014, id="hazard 5: letter-spaced"),
        pytest.param("2014年度", 2014, 2014, id="western"),
        pytest.param("2014", 2014, 2014, id="western without 年度"),
        pytest.param("2014(平成26)年度", 2014, 2014, id="era in brackets"),
        pytest.param("平成31年(2019年)度", 2019, 2019, id="度 behind the brackets"),
        pytest.param("令和8～12年度(2026～2030年度)", 2026, 2030, id="range paired with a range"),
        pytest.param("平成29年度～平成33年度(令和3年度)", 2017, 2021, id="range with a paired end"),
        pytest.param("平成31・令和元年度", 2019, 2019, id="one year said twice"),
        pytest.param("平成26・27・28年度", 2014, 2016, id="years listed"),
        pytest.param("自令和5年度至令和9年度", 2023, 2027, id="自 … 至"),
        pytest.param("令和5年度から令和9年度まで", 2023, 2027, id="から … まで"),
        pytest.param("平成28～30年度(３ヵ年合計)", 2016, 2018, id="three-year total"),
        pytest.param("R6当初予算", 2024, 2024, id="kind of sum"),
        pytest.param("㍻26年度", 2014, 2014, id="squared era"),
        pytest.param("S54年度", 1979, 1979, id="letter out of use"),
        *[
            pytest.param(f"H26{dash}H28", 2014, 2016, id=f"dash U+{ord(dash):04X}")
            for dash in "~〜～-－―–—−ー"
        ],
    ],
)
def test_printed_label(label: str, first: int, last: int) -> None:
    assert parse_fiscal_years(label) == FiscalYears(first, last)


@pytest.mark.parametrize(
    ("label", "era", "first", "last"),
    [
        pytest.param("20年度決算", "平成", 2008, 2008, id="hazard 7: settlement"),
        pytest.param("25年度予算", "平成", 2013, 2013, id="hazard 7: budget"),
        pytest.param("５年度", "令和", 2023, 2023, id="hazard 7: real, 横浜市"),
        pytest.param("26〜28年度", "平成", 2014, 2016, id="range"),
        pytest.param("元年度", "令和", 2019, 2019, id="first year"),
        pytest.param("30～2年度", "平成", 2018, 2020, id="over a change of era"),
        pytest.param("H26", "令和", 2014, 2014, id="a printed era stands above the default"),
    ],
)
def test_bare_number_under_a_default_era(label: str, era: str, first: int, last: int) -> None:
    assert parse_fiscal_years(label, era_named(era)) == FiscalYears(first, last)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        pytest.param("令和4年度(平成35年度)", "outside the brackets (fiscal 2022)", id="pair contradicts"),
        pytest.param("令和8～12年度(2026～2031年度)", "inside them (fiscal 2026-2031)", id="paired ranges"),
        pytest.param("20年度決算", "no era", id="hazard 7: no era known"),
        pytest.param("26", "no era", id="bare number"),
        pytest.param("H28-26", "ends (fiscal 2014) before", id="backwards"),
        pytest.param("令和5・7年度", "do not follow", id="gap"),
        pytest.param("平成26年", "calendar year", id="calendar year"),
        pytest.param("令和6年度以降", "cannot be read", id="open end"),
        pytest.param("令和6年度～", "cannot be read", id="open range"),
        pytest.param("令和6年4月", "cannot be read", id="month"),
        pytest.param("平成26年度 平成28年度", "cannot be read", id="two years"),
        pytest.param("平成0年度", "cannot be read", id="year zero"),
        pytest.param("1425", "cannot be read", id="no year of ours"),
        pytest.param("20142015", "cannot be read", id="too long"),
        pytest.param("令和5 6年度", "cannot be read", id="digits that may or may not belong together"),
        pytest.param("1.3百万円", "cannot be read", id="money"),
        pytest.param("", "cannot be read", id="empty"),
    ],
)
def test_what_is_no_fiscal_year(label: str, said: str) -> None:
    with pytest.raises(NotAFiscalYear) as caught:
        parse_fiscal_years(label)
    assert said in caught.value.what.en
    assert label in caught.value.what.ja


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "平成26年度 平成27年度 平成28年度 推計事業費 ",
            [("平成26年度", 2014), ("平成27年度", 2015), ("平成28年度", 2016)],
            id="real: 鎌倉市",
        ),
        pytest.param(
            "令和６年度 令和７年度 令和８年度 令和９年度 概算事業費",
            [("令和６年度", 2024), ("令和７年度", 2025), ("令和８年度", 2026), ("令和９年度", 2027)],
            id="full-width digits",
        ),
        pytest.param(
            "令和6年度 7年度 8年度",
            [("令和6年度", 2024), ("7年度", 2025), ("8年度", 2026)],
            id="era inherited",
        ),
        pytest.param(
            "平成30年度 元年度 2年度",
            [("平成30年度", 2018), ("元年度", 2019), ("2年度", 2020)],
            id="hazard 10: the next era begins",
        ),
        pytest.param(
            "令和元年度(平成31年度) 2年度",
            [("令和元年度(平成31年度)", 2019), ("2年度", 2020)],
            id="hazard 10: pair in a header",
        ),
        pytest.param("2024年度 2025年度", [("2024年度", 2024), ("2025年度", 2025)], id="western"),
        pytest.param(
            "Ｒ４年度 R５年度 R６年度",
            [("Ｒ４年度", 2022), ("R５年度", 2023), ("R６年度", 2024)],
            id="hazard 8: mixed",
        ),
        pytest.param("H26 H27 H28", [("H26", 2014), ("H27", 2015), ("H28", 2016)], id="letters"),
        pytest.param(
            "R4決算 R6予算 R6決算", [("R4", 2022), ("R6", 2024), ("R6", 2024)], id="hazard 18: header"
        ),
        pytest.param(
            "㈱平成26年度 ⑴㍻27年度", [("平成26年度", 2014), ("㍻27年度", 2015)], id="hazard 57: offsets"
        ),
        pytest.param("30(R12年度までに)", [("R12年度", 2030)], id="hazard 42: note in a value column"),
        pytest.param("平成24年度に設立した「大船地域", [("平成24年度", 2012)], id="real: running text"),
        pytest.param("1.3百万円", [], id="money"),
        pytest.param("30人", [], id="people"),
        pytest.param("０－１－１－１", [], id="hazard 4: code"),
        pytest.param("国道R134 議案R6-1号 H2O 2014人", [], id="codes and counts"),
        pytest.param("令和6年4月1日 平成26年", [], id="calendar"),
        pytest.param("第5年度 令和6年度目標", [("令和6年度", 2024)], id="ordinal, 目標"),
        pytest.param("５年度 ６年度", [], id="hazard 7: no era known"),
    ],
)
def test_years_in_a_line(line: str, expected: list[tuple[str, int]]) -> None:
    found = find_fiscal_years(line)
    assert [(line[start:end], years.first) for years, start, end in found] == expected
    assert all(years.first == years.last for years, _, _ in found)


def test_hazard_6_years_out_of_order_under_a_default_era() -> None:
    found = find_fiscal_years("20年度決算 22年度決算 21年度決算 23年度決算", HEISEI)
    assert [years.first for years, _, _ in found] == [2008, 2010, 2009, 2011]


def test_periods_in_a_line() -> None:
    found = find_fiscal_years("計画期間：令和8年度～令和12年度（2026～2030年度）")
    assert found == [(FiscalYears(2026, 2030), 5, 30)]


def test_a_numbered_heading_is_no_year() -> None:
    assert find_fiscal_years("１．市民自治 3年間 5年度目 3か年", REIWA) == []


@pytest.mark.parametrize("line", ["推計 令和4年度(平成35年度)", "令和9年度～令和5年度 計"])
def test_a_line_whose_years_contradict_each_other(line: str) -> None:
    with pytest.raises(NotAFiscalYear):
        find_fiscal_years(line)


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    assert first_day(2014) == date(2014, 4, 1)
    assert last_day(2014) == date(2015, 3, 31)


def test_fiscal_years_are_counted_through() -> None:
    assert list(FiscalYears(2014, 2016)) == [2014, 2015, 2016]
    assert len(FiscalYears(2014, 2016)) == 3
    with pytest.raises(ValueError, match="out of order"):
        FiscalYears(2016, 2014)


ERA_YEARS = {"平成": ("H", 1988), "令和": ("R", 2018)}
WIDE = str.maketrans("0123456789HR()", "０１２３４５６７８９ＨＲ（）")


@st.composite
def printed_year(draw: st.DrawFn, year: int, suffix: str = "年度") -> str:
    """A year as some city prints it: by name or letter of an era, or western, perhaps paired, in any width."""
    forms = [f"{year}{suffix}", f"{year}年度"]
    for name, (letter, before) in ERA_YEARS.items():
        if year > before:
            n = year - before
            number = "元" if n == 1 and draw(st.booleans()) else str(n)
            forms += [f"{name}{number}{suffix}", f"{letter}{number}{suffix}", f"{name}{number}({year})年度"]
            forms += [
                f"{name}{number}年度({year}年度)",
                f"{year}({name}{number})年度",
                f"{name} {number} 年度",
            ]
    form = draw(st.sampled_from(forms))
    return form.translate(WIDE) if draw(st.booleans()) else form


@given(st.data(), st.integers(1989, 2060), st.sampled_from(["年度", ""]))
def test_a_year_in_any_printed_form(data: st.DataObject, year: int, suffix: str) -> None:
    label = data.draw(printed_year(year, suffix))
    assert parse_fiscal_years(label) == FiscalYears(year, year)


@given(
    st.data(),
    st.integers(1989, 2060),
    st.integers(0, 30),
    st.sampled_from(["～", " 〜 ", "-", "－", "から", "―"]),
)
def test_a_period_in_any_printed_form(data: st.DataObject, first: int, years: int, joint: str) -> None:
    label = data.draw(printed_year(first)) + joint + data.draw(printed_year(first + years))
    assert parse_fiscal_years(label) == FiscalYears(first, first + years)


@given(st.data(), st.lists(st.integers(1989, 2060), min_size=1, max_size=6))
def test_a_header_of_years_in_any_printed_form(data: st.DataObject, years: list[int]) -> None:
    labels = [data.draw(printed_year(year)) for year in years]
    line = " ".join(["事業内容", *labels, "推計事業費"])
    found = find_fiscal_years(line)
    assert [(line[start:end], each) for each, start, end in found] == [
        (label, FiscalYears(year, year)) for label, year in zip(labels, years, strict=True)
    ]


@given(st.integers(2010, 2018), st.integers(2019, 2028))
def test_any_contradiction_is_said(heisei: int, western: int) -> None:
    with pytest.raises(NotAFiscalYear, match=f"{heisei}.*{western}"):
        parse_fiscal_years(f"平成{heisei - 1988}年度({western}年度)")


label_text = st.text("平成令和元年度HR0123456789０-～()（）・ から至決算ヵ㍻", max_size=25)


@given(st.text() | label_text, st.sampled_from([None, HEISEI, REIWA]))
def test_any_text_is_read_or_refused(text: str, era: Era | None) -> None:
    with suppress(NotAFiscalYear):
        years = parse_fiscal_years(text, era)
        assert 1800 <= years.first <= years.last < 2200
    with suppress(NotAFiscalYear):
        end_before = 0
        for _, start, end in find_fiscal_years(text, era):
            assert end_before <= start < end <= len(text)
            end_before = end


def test_a_long_line_of_kinds_is_refused_at_once() -> None:
    with pytest.raises(NotAFiscalYear):
        parse_fiscal_years("令和6年度" + "現計" * 2000 + "×")
