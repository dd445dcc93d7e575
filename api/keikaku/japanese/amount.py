"""Sums of money as documents print them: 1,425 百万円, 25億5,550万円, ▲ 298,907, －, 未定."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from math import prod

from keikaku.japanese.unreadable import Unreadable
from keikaku.japanese.width import key_text, plain_with_offsets
from keikaku.language import Text


class AmountForm(StrEnum):
    """Stated as a number (0 included), or which of the four ways of printing none."""

    STATED = "stated"
    DASH = "dash"
    BLANK = "blank"
    UNDECIDED = "undecided"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """An amount as printed; `value` in yen, exact, None unless `status` is STATED.

    `published_value` is the number part (of 1億1,928万円 all before 円), or the whole cell where no amount is
    stated; `published_unit` the printed unit, else the one given from outside.
    """

    status: AmountForm
    value: Decimal | None
    published_value: str
    published_unit: str


class NotAnAmount(Unreadable):
    """A string that is neither one sum of money nor a way of printing none."""


class NotAUnit(Unreadable):
    """A string that is not a unit of yen."""


_FACTORS = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
_PRECISION = 60  # digits: no number that _AMOUNT admits is rounded
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![0-9.,])"
_MULTIPLIER = r"(?:[十百千]\s*[万億兆]|[十百千万億兆])"
_GROUP = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<multiplier>{_MULTIPLIER})?")
_AMOUNT = re.compile(
    r"(?P<sign>[△▲]\s*|-)?"
    rf"(?P<groups>(?:{_NUMBER}\s*{_MULTIPLIER}\s*){{0,15}}{_NUMBER}(?:\s*{_MULTIPLIER})?)"
    r"(?P<yen>\s*円)?"
)
_AT_END = re.compile(rf"(?<![0-9.,]){_AMOUNT.pattern}\s*$")

_DASH = re.compile("[-ー─]+")
_UNDECIDED = re.compile(r"\(?(?:未定|未確定|調整中|検討中|協議中|精査中|算定中)\)?")

# Before an amount at the end of a line: what may stand before a minus or a number that has its unit from
# outside, and what makes it part of something else (約3億円, 10～20百万円, the digits 480 of 480 5,432千円).
_APART = re.compile(r"(?:^|[\s:(])$")
_CUT_OFF = re.compile(r"[0-9A-Za-z.,]$|(?:[-~]|約|およそ|概ね)\s*$|(?:^|\s)[0-9.,]+\s+$")

_UNIT = r"[十百千]?[万億兆]?円"
_UNITS_NAMED = re.compile(r"単位[:は]?([^()\[\]【】〔〕]*)")
_UNIT_NAMED = re.compile(rf"({_UNIT})(?![/未当])")  # not 円/人, 千円未満, 円当たり
_UNIT_IN_BRACKETS = re.compile(rf"[(\[【〔<]({_UNIT})[)\]】〕>]")


def unit_factor(unit: str) -> int:
    """How many yen one unit is: 千円 is 1000; raises NotAUnit."""
    name = key_text(unit)
    if not re.fullmatch(_UNIT, name):
        raise NotAUnit(Text(f"「{unit}」は円の単位ではありません。", f"“{unit}” is not a unit of yen."))
    return _factor(name.removesuffix("円"))


def find_unit(text: str) -> str | None:
    """The unit of money that a header gives: （単位：人、千円）, 推計事業費（百万円）, or 円 alone.

    None where it gives none, or two that differ.
    """
    header = key_text(text)
    if named := _UNITS_NAMED.search(header):
        matches = map(_UNIT_NAMED.match, re.split("[、,・]", named[1]))
        units = {each[1] for each in matches if each}
    elif re.fullmatch(_UNIT, header):
        units = {header}
    else:
        units = set(_UNIT_IN_BRACKETS.findall(header))
    return units.pop() if len(units) == 1 else None


def parse_amount(text: str, unit: str | None = None) -> ParsedAmount:
    """The amount of a cell that holds nothing else; a unit printed in the cell stands above `unit`.

    Raises NotAnAmount (text, two numbers, no unit, misplaced separators), and NotAUnit for a wrong `unit`.
    """
    printed = text.strip()
    line, offsets = plain_with_offsets(printed)
    if status := _not_stated(line.strip()):
        return ParsedAmount(status, None, printed, "")
    found = _AMOUNT.fullmatch(line)
    if found is None:
        raise NotAnAmount(_not_read(printed))
    return _stated(found, printed, offsets, unit)


def find_amount(text: str, unit: str | None = None) -> tuple[ParsedAmount, int, int] | None:
    """The stated amount at the end of a line of text, with its start and end offset in `text`.

    None where there is none, or only part of one (約3億円, 10～20百万円, 480 5,432千円). A number without a
    printed unit counts when `unit` is given. Raises NotAUnit for a wrong `unit`.
    """
    line, offsets = plain_with_offsets(text)
    found = _AT_END.search(line)
    if found is None or not (found["yen"] or unit) or not _is_whole(found, line):
        return None
    try:
        amount = _stated(found, text, offsets, unit)
    except NotAnAmount:
        return None
    return amount, offsets[found.start()], offsets[max(found.end("groups"), found.end("yen"))]


def _not_stated(line: str) -> AmountForm | None:
    if not line:
        return AmountForm.BLANK
    if _DASH.fullmatch(line):
        return AmountForm.DASH
    if _UNDECIDED.fullmatch(line):
        return AmountForm.UNDECIDED
    return AmountForm.INCLUDED if "内数" in line else None


def _stated(found: re.Match[str], printed: str, offsets: list[int], unit: str | None) -> ParsedAmount:
    """The amount of a match in the plain form of `printed`: one number and its unit, or a chain (億, 万)."""
    groups = list(_GROUP.finditer(found.string, *found.span("groups")))
    with localcontext(prec=_PRECISION):
        if len(groups) > 1 or (groups[0]["multiplier"] and not found["yen"]):
            if not found["yen"] and not _speaks_for_itself(found["groups"], unit):
                raise NotAnAmount(_unclear_unit(printed, unit))
            value, end, published_unit = _chain(groups, printed), found.end("groups"), "円"
        else:
            published_unit = _joined(groups[0]["multiplier"]) + "円" if found["yen"] else key_text(unit or "")
            if not published_unit:
                raise NotAnAmount(_unclear_unit(printed, unit))
            value, end = _number(groups[0]) * unit_factor(published_unit), groups[0].end("number")
        yen = _shortest(-value if found["sign"] else value)
    published_value = printed[offsets[found.start()] : offsets[end]]
    return ParsedAmount(AmountForm.STATED, yen, published_value, published_unit)


def _chain(groups: list[re.Match[str]], printed: str) -> Decimal:
    """The sum of 12億3,400万: each part less than one of the multiplier before it, decimals last."""
    total, limit = Decimal(0), None
    for group in groups:
        factor = _factor(_joined(group["multiplier"]))
        part = _number(group) * factor
        if limit is not None and part >= limit:
            raise NotAnAmount(_out_of_order(printed))
        total, limit = total + part, factor if "." not in group["number"] else 0
    return total


def _speaks_for_itself(groups: str, unit: str | None) -> bool:
    """Whether a chain without 円 is one of yen: 1億 is, unless a unit from outside multiplies it again."""
    return bool(re.search("[万億兆]", groups)) and (unit is None or unit_factor(unit) == 1)


def _number(group: re.Match[str]) -> Decimal:
    return Decimal(group["number"].replace(",", ""))


def _factor(multiplier: str) -> int:
    return prod(_FACTORS[each] for each in multiplier)


def _joined(multiplier: str | None) -> str:
    return "".join((multiplier or "").split())


def _shortest(value: Decimal) -> Decimal:
    """29000000.0 as 29000000, and no minus before a zero."""
    return Decimal(int(value)) if value == int(value) else value.normalize()


def _is_whole(found: re.Match[str], line: str) -> bool:
    before = line[: found.start()]
    if _CUT_OFF.search(before):
        return False
    return bool(found["yen"] and found["sign"] != "-") or bool(_APART.search(before))


def _not_read(printed: str) -> Text:
    line, offsets = plain_with_offsets(printed)
    for number in re.finditer("[0-9][0-9.,]*", line):
        if not re.fullmatch(_NUMBER, number[0]):
            return Text(
                f"「{printed}」の「{number[0]}」は桁区切りが正しくないか、桁数が多すぎます。",
                f"“{printed}”: “{number[0]}” has misplaced separators or too many digits.",
            )
    found = list(_AMOUNT.finditer(line))
    if not found:
        return Text(f"「{printed}」は金額ではありません。", f"“{printed}” is not a sum of money.")
    if len(found) > 1:
        numbers = [printed[offsets[each.start()] : offsets[each.end()]] for each in found]
        return Text(
            f"「{printed}」には数が{len(found)}つあります（{'、'.join(numbers)}）。",
            f"“{printed}” holds {len(found)} numbers ({', '.join(numbers)}), not one amount.",
        )
    around = printed[: offsets[found[0].start()]].strip(), printed[offsets[found[0].end()] :].strip()
    rest = " … ".join(filter(None, around))
    return Text(
        f"「{printed}」の「{rest}」は金額の一部として読めません。",
        f"“{printed}”: “{rest}” is no part of a sum of money.",
    )


def _unclear_unit(printed: str, unit: str | None) -> Text:
    if unit:
        return Text(
            f"「{printed}」は万・億などを含み、単位「{unit}」と合いません。",
            f"“{printed}” multiplies by itself, and the unit is {unit}: which one holds is unclear.",
        )
    return Text(f"「{printed}」には単位がありません。", f"“{printed}” has no unit, and none is given.")


def _out_of_order(printed: str) -> Text:
    return Text(
        f"「{printed}」の億・万などの並びが正しくありません。",
        f"“{printed}”: the parts of the number are out of order.",
    )
