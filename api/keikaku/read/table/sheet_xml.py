"""What a worksheet's XML (ECMA-376 part 1, 18.3) says beyond values: how far it reaches, which cells lack one."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from keikaku.read.table.column import index_of
from keikaku.read.table.number_format import NumberFormat

# Attributes come in any order, in either sort of quotation marks. No tag is looked through beyond its end.
_AT = rb"""(?=[^<>]*\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'])"""
_FORMULA = rb"(?:<(?:\w+:)?f(?:\s[^<>]*)?/>|<(?:\w+:)?f(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?f>)"
_START = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACE = re.compile(rb"<(?:\w+:)?c(?=\s)" + _AT)
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?=[^<>]*?\br\s*=\s*["']([0-9]{1,7})["'])""")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*ref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)
_ESCAPED = re.compile(rb"<(?:\w+:)?(?:c|row|mergeCell)\s[^<>]*&")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c(?=\s)(?=[^<>]*\st\s*=\s*["']e["'])"""
    + _AT
    + rb"[^<>]*>(?:"
    + _FORMULA
    + rb")?(?:<(?:\w+:)?v>([^<]*)<)?"
)
_NOT_COMPUTED = re.compile(
    rb"""<(?:\w+:)?c(?=\s)(?![^<>]*\st\s*=\s*["'](?:str|e)["'])"""
    + _AT
    + rb"[^<>]*>\s*"
    + _FORMULA
    + rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)"
)
_STYLED = re.compile(rb"""<(?:\w+:)?c(?=\s)(?=[^<>]*\ss\s*=\s*["']([0-9]{1,5})["'])""" + _AT)


class Extent(NamedTuple):
    """How many rows, columns and cells a sheet has, how many cells its merged ones cover, and if it can be trusted."""

    rows: int
    columns: int
    cells: int
    merged: int
    is_plain: bool

    @property
    def largest(self) -> int:
        """The cells that have to be held in memory."""
        return max(self.rows * self.columns, self.cells, self.merged)


def extent(part: bytes) -> Extent:
    """How far a sheet reaches, by all that it says of places."""
    placed, names, numbers = 0, set[bytes](), set[bytes]()
    for place in _PLACE.finditer(part):
        placed += 1
        names.add(place[1])
        numbers.add(place[2])
    cells = sum(1 for _ in _START.finditer(part))
    columns = max((index_of(name.decode()) + 1 for name in names), default=0)
    rows = max(map(int, (*numbers, *(row[1] for row in _ROW.finditer(part)))), default=0)
    if placed < cells:
        # Cells that do not say where they are follow each other.
        in_row = [len(_START.findall(row)) for row in re.split(rb"<(?:\w+:)?row[\s>]", part)]
        columns, rows = max(columns, *in_row), max(rows, len(in_row))
    merged = sum(
        (index_of(right.decode()) - index_of(left.decode()) + 1) * (int(bottom) - int(top) + 1)
        for left, top, right, bottom in _MERGED.findall(part)
    )
    return Extent(rows, columns, cells, merged, _ESCAPED.search(part) is None)


def faults(part: bytes) -> dict[int, dict[int, str]]:
    """What stands in cells that have no value, by row and column: an error, or a formula that was never computed."""
    found: dict[int, dict[int, str]] = {}
    for column, row, _, error in _ERROR.findall(part):
        found.setdefault(int(row), {})[index_of(column.decode())] = error.decode(errors="replace") or "#ERROR"
    for column, row, formula in _NOT_COMPUTED.findall(part):
        found.setdefault(int(row), {})[index_of(column.decode())] = "=" + formula.decode(errors="replace")
    return found


def formatted(part: bytes, formats: Mapping[int, NumberFormat]) -> dict[int, dict[int, NumberFormat]]:
    """The cells whose format changes what their number says, by row and column."""
    found: dict[int, dict[int, NumberFormat]] = {}
    for style, column, row in _STYLED.findall(part) if formats else ():
        if (number_format := formats.get(int(style))) is not None:
            found.setdefault(int(row), {})[index_of(column.decode())] = number_format
    return found
