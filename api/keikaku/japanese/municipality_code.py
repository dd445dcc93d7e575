"""Codes with a check digit: the six digits of a municipality and the thirteen of a corporation."""

import re

from keikaku.japanese.unreadable import Unreadable
from keikaku.japanese.width import plain
from keikaku.language import Text


class NotAMunicipalityCode(Unreadable):
    """A string that is not a municipality's six-digit code."""


class NotACorporateNumber(Unreadable):
    """A string that is not a thirteen-digit corporate number."""


def check_digit(five: str) -> int:
    """The sixth digit for a municipality's first five: weights 6, 5, 4, 3, 2, modulo 11."""
    weighted = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return (11 - weighted % 11) % 10


def parse_municipality_code(text: str) -> str:
    """Six ASCII digits from a code in any width (全国地方公共団体コード); raises NotAMunicipalityCode.

    Only length and check digit decide: an example may have a prefecture that does not exist (99).
    """
    code = plain(text).strip()
    if re.fullmatch("[0-9]{5}", code):
        raise NotAMunicipalityCode(_five_digits(code))
    if not re.fullmatch("[0-9]{6}", code):
        raise NotAMunicipalityCode(
            Text(
                f"「{text}」は市区町村コードではありません。検査数字を含む6桁の数字が必要です。",
                f"“{text}” is not a municipality code: six digits are needed, the check digit included.",
            )
        )
    expected = check_digit(code[:5])
    if int(code[5]) != expected:
        raise NotAMunicipalityCode(
            Text(
                f"市区町村コード「{code}」の検査数字が違います。{code[:5]} なら {expected} です。",
                f"Municipality code “{code}” has a wrong check digit: for {code[:5]} it is {expected}.",
            )
        )
    return code


def corporate_number_check_digit(twelve: str) -> int:
    """The leading digit for a corporation's other twelve: weights 1, 2, 1, 2 … from the right, modulo 9."""
    weights = (1, 2) * 6
    weighted = sum(int(digit) * weight for digit, weight in zip(reversed(twelve), weights, strict=True))
    return 9 - weighted % 9


def parse_corporate_number(text: str) -> str:
    """Thirteen ASCII digits from a number in any width (法人番号); raises NotACorporateNumber."""
    number = plain(text).strip()
    if not re.fullmatch("[0-9]{13}", number):
        raise NotACorporateNumber(
            Text(
                f"「{text}」は法人番号ではありません。13桁の数字が必要です。",
                f"“{text}” is not a corporate number: thirteen digits are needed.",
            )
        )
    expected = corporate_number_check_digit(number[1:])
    if int(number[0]) != expected:
        raise NotACorporateNumber(
            Text(
                f"法人番号「{number}」の検査数字（初めの1桁）が違います。{number[1:]} なら {expected} です。",
                f"Corporate number “{number}” has a wrong check digit (the first): for {number[1:]} "
                f"it is {expected}.",
            )
        )
    return number


def _five_digits(five: str) -> Text:
    """What a code of five digits lacks: the check digit, or a leading zero that a spreadsheet dropped."""
    codes = [f"{five}{check_digit(five)}"]
    if check_digit("0" + five[:4]) == int(five[4]):
        codes.append("0" + five)
    return Text(
        f"市区町村コード「{five}」は5桁です。検査数字を含む6桁で書いてください: {' または '.join(codes)}",
        f"Municipality code “{five}” has five digits; write six, check digit included: {' or '.join(codes)}",
    )
