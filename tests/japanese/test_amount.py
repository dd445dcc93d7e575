from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.japanese import (
    AmountForm,
    NotAnAmount,
    NotAUnit,
    ParsedAmount,
    find_amount,
    find_unit,
    parse_amount,
    unit_factor,
)


@pytest.mark.parametrize(
    ("cell", "unit", "yen", "value", "published_unit"),
    [
        pytest.param("1.3百万円", None, 1_300_000, "1.3", "百万円", id="hazard 14: real, 鎌倉市"),
        pytest.param("29.0百万円", None, 29_000_000, "29.0", "百万円", id="hazard 15: real, 鎌倉市"),
        pytest.param("1,425 百万円", None, 1_425_000_000, "1,425", "百万円", id="real: space before unit"),
        pytest.param("397,206,000円", None, 397_206_000, "397,206,000", "円", id="hazard 14: real, 大口町"),
        pytest.param("135百万円", "百万円", 135_000_000, "135", "百万円", id="real: 札幌市"),
        pytest.param("3089", "千円", 3_089_000, "3089", "千円", id="real: 大船渡市"),
        pytest.param("1068.978", "千円", 1_068_978, "1068.978", "千円", id="hazard 15: real, 大船渡市"),
        pytest.param("24,225", "千円", 24_225_000, "24,225", "千円", id="hazard 14: real, 横浜市"),
        pytest.param("12,345,678", "千円", 12_345_678_000, "12,345,678", "千円", id="two separators"),
        pytest.param(
            "397,206,000円", "千円", 397_206_000, "397,206,000", "円", id="the cell's own unit holds"
        ),
        pytest.param("1億1,928万円", None, 119_280_000, "1億1,928万", "円", id="hazard 13: real, 鎌倉市"),
        pytest.param("25億5,550万円", None, 2_555_500_000, "25億5,550万", "円", id="hazard 13: real, 鎌倉市"),
        pytest.param(
            "12億3,400万円", "千円", 1_234_000_000, "12億3,400万", "円", id="hazard 13: chain, other unit"
        ),
        pytest.param("1億5千万円", None, 150_000_000, "1億5千万", "円", id="千万 in a chain"),
        pytest.param("2万5,000円", None, 25_000, "2万5,000", "円", id="万 and rest"),
        pytest.param("1億", None, 100_000_000, "1億", "円", id="円 left out"),
        pytest.param("3千万円", None, 30_000_000, "3", "千万円", id="千万円"),
        pytest.param("2百万円", None, 2_000_000, "2", "百万円", id="百万円"),
        pytest.param("1.5億円", None, 150_000_000, "1.5", "億円", id="decimal of 億円"),
        pytest.param("0", "千円", 0, "0", "千円", id="hazard 18: zero is stated"),
        pytest.param("▲ 39", "千円", -39_000, "▲ 39", "千円", id="hazard 21: real, 横浜市"),
        pytest.param("▲ 298,907", "千円", -298_907_000, "▲ 298,907", "千円", id="hazard 21: real, 神戸市"),
        pytest.param("△10", "千円", -10_000, "△10", "千円", id="hazard 21: white triangle"),
        pytest.param("−39", "千円", -39_000, "−39", "千円", id="hazard 21: minus sign"),
        pytest.param("△0", "円", 0, "△0", "円", id="no minus before zero"),
        pytest.param(
            "１，４２５", "百万円", 1_425_000_000, "１，４２５", "百万円", id="full width, as printed"
        ),
        pytest.param("５百 万 円", None, 5_000_000, "５", "百万円", id="hazard 5: letter-spaced unit"),
        pytest.param(" 540　", "千円", 540_000, "540", "千円", id="space around"),
    ],
)
def test_stated_amount(cell: str, unit: str | None, yen: int, value: str, published_unit: str) -> None:
    assert parse_amount(cell, unit) == ParsedAmount(AmountForm.STATED, Decimal(yen), value, published_unit)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        pytest.param("－", AmountForm.DASH, id="hazard 19: real, 札幌市"),
        pytest.param("-", AmountForm.DASH, id="hazard 18: real, 池田市"),
        *[pytest.param(dash, AmountForm.DASH, id=f"hazard 56: U+{ord(dash):04X}") for dash in "―ー–—−─"],
        pytest.param("--", AmountForm.DASH, id="two hyphens"),
        pytest.param("", AmountForm.BLANK, id="hazard 20: empty"),
        pytest.param(" 　\n", AmountForm.BLANK, id="hazard 20: white space"),
        *[
            pytest.param(word, AmountForm.UNDECIDED, id=word)
            for word in ("未定", "調整中", "検討中", "（未定）")
        ],
        *[
            pytest.param(word, AmountForm.INCLUDED, id=word)
            for word in ("内数", "（内数）", "広報事業の内数")
        ],
        pytest.param("1,200（内数）", AmountForm.INCLUDED, id="a number that is part of another"),
    ],
)
@pytest.mark.parametrize("unit", [None, "千円"])
def test_four_ways_of_printing_none(cell: str, status: AmountForm, unit: str | None) -> None:
    assert parse_amount(cell, unit) == ParsedAmount(status, None, cell.strip(), "")


@pytest.mark.parametrize(
    ("cell", "unit", "said"),
    [
        pytest.param("197,770(１)", "千円", "2 numbers (197,770, １)", id="hazard 16: real, 京都市"),
        pytest.param("326,800（0）", "千円", "2 numbers (326,800, 0)", id="hazard 16: mixed brackets"),
        pytest.param(
            "480 5,432 8 千円", None, "3 numbers (480, 5,432, 8 千円)", id="hazard 12: split digits"
        ),
        pytest.param("※既存分含む", "千円", "not a sum of money", id="hazard 17: real, 京都市"),
        pytest.param("※他事業予算も含む", "千円", "not a sum of money", id="hazard 17: real, 京都市"),
        pytest.param("- -", "千円", "not a sum of money", id="hazard 18: two dashes"),
        pytest.param("- 39", "千円", "“-” is no part", id="hazard 18: a dash and a number"),
        pytest.param("△10％", "千円", "“％” is no part", id="hazard 21: not money"),
        pytest.param("1,425", None, "has no unit", id="hazard 53: unit nowhere"),
        pytest.param("5千", None, "has no unit", id="千 of what"),
        pytest.param("1億", "千円", "which one holds is unclear", id="億 under 千円"),
        pytest.param("30人", "千円", "“人” is no part", id="people"),
        pytest.param("約3億円", None, "“約” is no part", id="about"),
        pytest.param("1,42", "千円", "misplaced separators", id="separator before two digits"),
        pytest.param("１２，３４５６", "千円", "misplaced separators", id="separator before four digits"),
        pytest.param("1.2.3", "千円", "misplaced separators", id="two points"),
        pytest.param("1234567890123456", "千円", "too many digits", id="sixteen digits"),
        pytest.param("12億34,000万円", None, "out of order", id="more 万 than an 億 holds"),
        pytest.param("5万1億円", None, "out of order", id="億 behind 万"),
        pytest.param("1.5億2000万円", None, "out of order", id="decimal before the end"),
        pytest.param("百万円", None, "not a sum of money", id="no number"),
        pytest.param("△", "千円", "not a sum of money", id="sign alone"),
    ],
)
def test_what_is_no_amount(cell: str, unit: str | None, said: str) -> None:
    with pytest.raises(NotAnAmount) as caught:
        parse_amount(cell, unit)
    assert said in caught.value.what.en
    assert cell in caught.value.what.ja


@pytest.mark.parametrize(
    ("line", "unit", "found"),
    [
        pytest.param(
            "小学校区での地域会議の設立 1.3百万円 ", None, ("1.3百万円", 1_300_000), id="hazard 2: glued"
        ),
        pytest.param(
            "小学校区での地域会議の設立1.3百万円", None, ("1.3百万円", 1_300_000), id="hazard 2: no space"
        ),
        pytest.param("29.0百万円 ", None, ("29.0百万円", 29_000_000), id="real: alone"),
        pytest.param(
            "推計事業費（３ヵ年合計）：1,425 百万円 ", None, ("1,425 百万円", 1_425_000_000), id="real: total"
        ),
        pytest.param(
            "㈱整備 １，４２５百万円　", None, ("１，４２５百万円", 1_425_000_000), id="hazard 57: offsets"
        ),
        pytest.param("総額 25億5,550万円", None, ("25億5,550万円", 2_555_500_000), id="hazard 13: chain"),
        pytest.param("相談室の運営 29,000", "千円", ("29,000", 29_000_000), id="unit from outside"),
        pytest.param("増減 ▲ 298,907", "千円", ("▲ 298,907", -298_907_000), id="hazard 21: negative"),
        pytest.param("増減：-39千円", None, ("-39千円", -39_000), id="minus"),
        pytest.param("第2期 1.3百万円", None, ("1.3百万円", 1_300_000), id="a number in a word before it"),
        pytest.param("相談室の運営 29,000", None, None, id="no unit"),
        pytest.param("参加者 3万", None, None, id="万 of what"),
        pytest.param("相談室29", "千円", None, id="unit from outside, number inside a word"),
        pytest.param("1.3百万円を見込みます。", None, None, id="not at the end"),
        pytest.param("10～20百万円", None, None, id="part of a range"),
        pytest.param("10-20百万円", None, None, id="part of a range with a hyphen"),
        pytest.param("約3億円", None, None, id="about"),
        pytest.param("480 5,432 8 千円", None, None, id="hazard 12: split digits"),
        pytest.param("12,3456百万円", None, None, id="misplaced separator"),
        pytest.param("12億34,000万円", None, None, id="out of order"),
        pytest.param("△10％", "千円", None, id="hazard 21: not money"),
        pytest.param("利用者 30人", "千円", None, id="people"),
        pytest.param(
            "1兆1億1万1千1百1十1円", None, ("1兆1億1万1千1百1十1円", 1_000_100_011_111), id="long chain"
        ),
        pytest.param("", "千円", None, id="empty"),
    ],
)
def test_amount_at_the_end_of_a_line(line: str, unit: str | None, found: tuple[str, int] | None) -> None:
    amount = find_amount(line, unit)
    assert (amount and (line[amount[1] : amount[2]], amount[0].value)) == found


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        pytest.param("（単位：千円）", "千円", id="hazard 14: real, 神戸市"),
        pytest.param("推計事業費（千円）", "千円", id="in brackets"),
        pytest.param("事業費[百万円]", "百万円", id="in square brackets"),
        pytest.param("単位　百 万 円", "百万円", id="hazard 5: letter-spaced"),
        pytest.param("（単位：人、千円）", "千円", id="two units, one of money"),
        pytest.param("億円", "億円", id="a header of its own"),
        pytest.param("単位：千円 推計事業費", "千円", id="words behind the unit"),
        pytest.param("予算（千円） 決算（千円）", "千円", id="the same unit twice"),
        pytest.param("予算（千円） 決算（円）", None, id="hazard 14: two units"),
        pytest.param("（単位：千円・百万円）", None, id="two units named"),
        pytest.param("単位：円/人", None, id="a rate"),
        pytest.param("円滑な議会運営", None, id="a word that begins with 円"),
        pytest.param("(1万円未満は切り捨て)", None, id="hazard 13: a note on rounding"),
        pytest.param("推計事業費（３ヵ年合計）：1,425 百万円", None, id="an amount, no header"),
        pytest.param("（単位：％）", None, id="no unit of money"),
        pytest.param("", None, id="empty"),
    ],
)
def test_unit_of_a_header(header: str, unit: str | None) -> None:
    assert find_unit(header) == unit


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("円", 1),
        ("千円", 10**3),
        ("万円", 10**4),
        ("百万円", 10**6),
        ("千万円", 10**7),
        ("億円", 10**8),
        ("兆円", 10**12),
    ],
)
def test_unit_factor(unit: str, factor: int) -> None:
    assert unit_factor(unit) == factor


@pytest.mark.parametrize("unit", ["千人", "万", "", "円円", "千円台"])
def test_what_is_no_unit(unit: str) -> None:
    with pytest.raises(NotAUnit):
        unit_factor(unit)


def test_a_wrong_unit_from_outside_is_said() -> None:
    with pytest.raises(NotAUnit, match="千人"):
        parse_amount("100", "千人")


UNITS = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8}
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@given(
    number=st.integers(0, 10**12 - 1),
    decimals=st.text("0123456789", max_size=4),
    unit=st.sampled_from(sorted(UNITS)),
    sign=st.sampled_from(["", "△", "▲ ", "-", "−", "－"]),
    separators=st.booleans(),
    wide=st.booleans(),
    space=st.sampled_from(["", " ", "　"]),
    in_cell=st.booleans(),
)
def test_an_amount_in_any_printed_form(
    number: int, decimals: str, unit: str, sign: str, separators: bool, wide: bool, space: str, in_cell: bool
) -> None:
    digits = f"{number:,}" if separators else str(number)
    digits += f".{decimals}" if decimals else ""
    printed = sign + (digits.translate(WIDE) if wide else digits)
    parsed = parse_amount(f"{printed}{space}{unit}") if in_cell else parse_amount(printed, unit)
    exact = Fraction(f"{number}.{decimals or 0}") * UNITS[unit] * (-1 if sign else 1)
    assert parsed.value is not None
    assert Fraction(parsed.value) == exact
    assert (parsed.published_value, parsed.published_unit) == (printed, unit)


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999), st.booleans())
def test_a_chain_in_any_printed_form(oku: int, man: int, yen: int, separators: bool) -> None:
    group = ",d" if separators else "d"
    printed = f"{oku:{group}}億{man:{group}}万{yen:{group}}"
    parsed = parse_amount(f"{printed}円")
    assert parsed == ParsedAmount(AmountForm.STATED, Decimal(oku * 10**8 + man * 10**4 + yen), printed, "円")


@given(st.integers(1, 10**6), st.sampled_from(sorted(UNITS)))
def test_an_amount_is_found_behind_any_words(number: int, unit: str) -> None:
    line = f"地域福祉支援室との連携 {number:,}{unit} "
    found = find_amount(line)
    assert found is not None
    amount, start, end = found
    assert (line[start:end], amount.value) == (f"{number:,}{unit}", number * UNITS[unit])


amount_text = st.text("0129,.億万千百円△▲-－ー 　（）()内数未定％人約，．１", max_size=25)


@given(st.text() | amount_text, st.sampled_from([None, "千円", "円"]))
def test_any_text_is_read_or_refused(text: str, unit: str | None) -> None:
    with suppress(NotAnAmount):
        parsed = parse_amount(text, unit)
        assert (parsed.value is not None) == (parsed.status is AmountForm.STATED)
        assert parsed.published_value in text
    if found := find_amount(text, unit):
        amount, start, end = found
        assert text[start:end].startswith(amount.published_value)
        assert not text[end:].strip()
    find_unit(text)


def test_a_long_line_of_numbers_is_refused_at_once() -> None:
    with pytest.raises(NotAnAmount):
        parse_amount("1億" * 2000 + "円")
    assert find_amount("1億" * 2000 + "×") is None
    assert find_amount("1" + " " * 4000 + "×") is None
