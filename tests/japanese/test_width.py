import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.japanese import key_text, plain, plain_with_offsets

# Kana, half-width kana with voice marks, kanji, full-width and circled forms, dashes, squared eras, radicals.
printed = st.text("アがｶﾞﾊﾟー事業０1２.,（)①㈱㍻㋿㎡⼾⻑髙−－―〜～ 　\u3099\n", max_size=30)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("０－１－１－１", "0-1-1-1", id="hazard 4: full-width code"),
        pytest.param("0−1‐1‑1", "0-1-1-1", id="minus sign, hyphen, non-breaking hyphen"),
        pytest.param("‒–—―", "----", id="figure dash, en dash, em dash, horizontal bar"),
        pytest.param("０ー１", "0-1", id="prolonged sound mark between digits"),
        pytest.param("地域コミュニティー推進", "地域コミュニティー推進", id="prolonged sound mark in a word"),
        pytest.param("ｽﾎﾟｰﾂ", "スポーツ", id="hazard 57: half-width kana"),
        pytest.param("㈱ ⑴ Ⅱ", "(株) (1) II", id="hazard 57: compatibility characters"),
        pytest.param("⼾籍", "戸籍", id="Kangxi radical: the Japanese character, not 戶"),
        pytest.param("⼈⼝", "人口", id="Kangxi radicals"),
        pytest.param("⻑寿⺠生", "長寿民生", id="radicals of the supplement, which NFKC leaves alone"),
        pytest.param("\uf9dc", "隆", id="compatibility ideograph"),
        pytest.param("髙﨑", "髙﨑", id="characters of their own"),
        pytest.param("令和8〜12～13", "令和8~12~13", id="wave dash, full-width tilde"),
        pytest.param("事 業 C D", "事 業 C D", id="hazard 5: spaced letters stay apart"),
    ],
)
def test_plain(printed: str, expected: str) -> None:
    assert plain(printed) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("(仮称 )地域福祉相談室", "（仮称）地域福祉相談室", id="hazard 3: space inside bracket"),
        pytest.param("事 業 C D", "事業CD", id="hazard 5: letter-spaced label"),
        pytest.param("事 業 費 Ａ", "事業費A", id="hazard 5: full-width letter"),
        pytest.param("建築等紛争調整事\n業", "建築等紛争調整事業", id="hazard 1: wrapped in mid-word"),
        pytest.param(
            "人づくり基金(甲府の事業）", "人づくり基金（甲府の事業)", id="hazard 39: mixed brackets"
        ),
        pytest.param("50617000\u200b ", "50617000", id="hazard 59: trailing space, zero-width space"),
        pytest.param("葛\U000e0100城市", "葛城市", id="variation selector"),
    ],
)
def test_key_text_compares_names(one: str, other: str) -> None:
    assert key_text(one) == key_text(other)


def test_key_text_keeps_different_names_apart() -> None:
    assert key_text("高崎") != key_text("髙﨑")
    assert key_text("(仮称)相談室") != key_text("相談室")


@given(st.text())
def test_plain_and_key_text_are_final(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert key_text(key_text(text)) == key_text(text)


@given(printed)
def test_offsets_lead_back_to_the_printed_text(text: str) -> None:
    line, offsets = plain_with_offsets(text)
    assert line == plain(text)
    assert len(offsets) == len(line) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    for at, character in enumerate(line):
        assert 0 <= offsets[at] < len(text), character


def test_offsets_of_characters_that_change_their_length() -> None:
    line, offsets = plain_with_offsets("㍻26ｶﾞ")
    assert line == unicodedata.normalize("NFKC", "㍻26ｶﾞ") == "平成26ガ"
    assert offsets == [0, 0, 1, 2, 3, 5]
