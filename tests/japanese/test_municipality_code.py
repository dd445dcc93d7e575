from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.japanese import (
    NotACorporateNumber,
    NotAMunicipalityCode,
    Unreadable,
    check_digit,
    corporate_number_check_digit,
    parse_corporate_number,
    parse_municipality_code,
)

# As the Ministry of Internal Affairs publishes them; 鎌倉市 first, and cities with check digits 0, 2 … 9.
CODES = [
    "142042", "011002", "032034", "111007", "112330", "121002", "131091", "141003",
    "222216", "232033", "272043", "272141", "282049", "282251",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_published_codes_verify(code: str) -> None:
    assert parse_municipality_code(code) == code
    assert check_digit(code[:5]) == int(code[5])


def test_a_code_in_full_width() -> None:
    assert parse_municipality_code(" １４２０４２　") == "142042"


def test_an_invented_city_may_have_a_prefecture_that_does_not_exist() -> None:
    assert parse_municipality_code("990019") == "990019"  # 9·6 + 9·5 + 0·4 + 0·3 + 1·2 = 101 = 9·11 + 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("142043", "for 14204 it is 2", id="wrong check digit"),
        pytest.param("14204", "142042", id="five digits: the full code"),
        pytest.param("11002", "011002", id="hazard 52: leading zero lost"),
        pytest.param("1420420", "six digits", id="seven digits"),
        pytest.param("14204X", "six digits", id="letter"),
        pytest.param("", "six digits", id="empty"),
        pytest.param("142 042", "six digits", id="space inside"),
    ],
)
def test_what_is_no_municipality_code(text: str, said: str) -> None:
    with pytest.raises(NotAMunicipalityCode) as caught:
        parse_municipality_code(text)
    assert said in caught.value.what.en
    assert text in caught.value.what.ja


@given(st.sampled_from(CODES), st.integers(0, 5), st.integers(0, 9))
def test_a_code_with_another_digit_verifies_only_by_its_weights(code: str, at: int, digit: int) -> None:
    changed = f"{code[:at]}{digit}{code[at + 1 :]}"
    weighted = sum(int(each) * weight for each, weight in zip(changed, (6, 5, 4, 3, 2, 0), strict=True))
    if int(changed[5]) == (11 - weighted % 11) % 10:
        assert parse_municipality_code(changed) == changed
    else:
        with pytest.raises(NotAMunicipalityCode):
            parse_municipality_code(changed)


def test_corporate_number_of_kamakura() -> None:
    assert parse_corporate_number("3000020142042") == "3000020142042"
    assert corporate_number_check_digit("000020142042") == 3


def test_corporate_number_of_the_national_tax_agency() -> None:
    assert parse_corporate_number("７００００１２０５０００２ ") == "7000012050002"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4000020142042", "it is 3"),
        ("300002014204", "thirteen"),
        ("3000020142042.0", "thirteen"),
        ("", "thirteen"),
    ],
)
def test_what_is_no_corporate_number(text: str, said: str) -> None:
    with pytest.raises(NotACorporateNumber, match=said):
        parse_corporate_number(text)


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_a_corporate_number_with_one_digit_changed_fails(base: str, at: int, step: int) -> None:
    number = f"{corporate_number_check_digit(base)}{base}"
    assert parse_corporate_number(number) == number
    digit = (int(base[at]) + step) % 10
    if (digit - int(base[at])) % 9:  # modulo 9, a 0 and a 9 are the same
        with pytest.raises(NotACorporateNumber):
            parse_corporate_number(f"{number[0]}{base[:at]}{digit}{base[at + 1 :]}")


@given(st.text() | st.text("0123456789０１－ ", max_size=14))
def test_any_text_is_a_code_or_unreadable(text: str) -> None:
    for parse in (parse_municipality_code, parse_corporate_number):
        with suppress(Unreadable):
            assert parse(text).isascii()
