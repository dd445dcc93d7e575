"""Number formats of a workbook's cells (ECMA-376 part 1, 18.8.31), as far as they change what a number says.

A cell that holds 1234000 may show 1,234千円, one that holds 86 may show 0086: the reader gives what is shown.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from defusedxml import ElementTree  # type: ignore[import-untyped]

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(?:[_*].|\[[^\]]*\])|([0#?][0#?,.]*)|(.)', re.DOTALL)
_DATE = re.compile(r"(?i)general|[ymdhsge@]")
_SCALE = re.compile(r",+$")
_PADDED = re.compile("0{2,}")


class NumberFormat(NamedTuple):
    """What is shown around a number, by how many it is divided, and to how many digits it is padded."""

    before: str
    divisor: int
    digits: int
    behind: str

    def shown(self, number: str) -> str:
        """A plain number as the cell shows it, but exact and without separators."""
        if self.divisor > 1:
            number = format((Decimal(number) / self.divisor).normalize(), "f")
        sign, plain = ("-", number[1:]) if number.startswith("-") else ("", number)
        return f"{self.before}{sign}{plain.zfill(self.digits)}{self.behind}"


def number_formats(styles: bytes) -> dict[int, NumberFormat]:
    """The formats that change what a number says, by the number that cells name them by (`s`)."""
    try:
        sheet = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return {}
    codes = {
        each.get("numFmtId"): found
        for each in sheet.iter()
        if each.tag.endswith("}numFmt") and (found := number_format(each.get("formatCode", "")))
    }
    cells = next((each for each in sheet if each.tag.endswith("}cellXfs")), ())
    return {at: codes[each.get("numFmtId")] for at, each in enumerate(cells) if each.get("numFmtId") in codes}


def number_format(code: str) -> NumberFormat | None:
    """A format code, None if it shows the number itself (or a date)."""
    before, behind, number = "", "", ""
    for quoted, escaped, placeholders, other in _TOKEN.findall(code.split(";", maxsplit=1)[0]):
        if placeholders:
            number += placeholders
        elif number:
            behind += quoted or escaped or other
        else:
            before += quoted or escaped or other
        if other and _DATE.match(other):
            return None
    if not number:
        return None
    scale = _SCALE.search(number)
    divisor = 1000 ** len(scale[0]) if scale else 1
    digits = len(number) if _PADDED.fullmatch(number) else 0
    found = NumberFormat(_words(before), divisor, digits, _words(behind))
    return found if found != NumberFormat("", 1, 0, "") else None


def _words(literal: str) -> str:
    """Words such as 千円 or 年度; brackets, signs and spaces say nothing new."""
    text = literal.strip()
    return text if any(map(str.isalpha, text)) else ""
