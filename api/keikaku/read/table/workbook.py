"""Excel workbooks (.xlsx): bytes to grids, one a worksheet."""

import datetime
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

from defusedxml import ElementTree  # type: ignore[import-untyped]
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.table.archive import Archive, encrypted, too_large
from keikaku.read.table.grid import Grid, Merge, Row
from keikaku.read.table.number_format import NumberFormat, number_formats
from keikaku.read.table.sheet_xml import extent, faults, formatted

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Cells from the first used row and column to the last ones, blank or not: about 350 MB while they are read.
_MOST_CELLS = 10_000_000

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def workbook(data: bytes, file: str) -> dict[str, Grid]:
    """The visible worksheets by name, in their order; a Problem if the file is no workbook, damaged or hostile."""
    _refuse_old_office(data, file)
    archive = Archive(data, file)
    parts = _sheet_parts(archive, file)
    for name, part in archive.parts.items():
        # Which of them are sheets is what the file says of itself; what is shared by all sheets has no places.
        if not name.endswith(("sharedStrings.xml", "styles.xml")):
            _refuse_large(part, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.stored()))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        sheets = {name: book.get_sheet_by_name(name) for name in names}
    except CalamineError as error:
        raise _unreadable(file, str(error)) from error
    formats = number_formats(archive.parts.get("xl/styles.xml", b""))
    return {name: _grid(name, sheet, parts.get(name, b""), formats) for name, sheet in sheets.items()}


def _refuse_old_office(data: bytes, file: str) -> None:
    """A Problem for what is no .xlsx: an encrypted workbook, or one of the format before 2007."""
    if not data.startswith(_OLD_OFFICE):
        return
    if _ENCRYPTED_PACKAGE in data:
        raise encrypted(file)
    raise Problem(
        Text("古い形式(.xls)のブックです。", "this is a workbook of the old format (.xls)."),
        Place(file),
        Text(".xlsx の形式で保存してください。", "Save it as .xlsx."),
    )


def _sheet_parts(archive: Archive, file: str) -> dict[str, bytes]:
    """The XML of each sheet by the sheet's name."""
    try:
        book = ElementTree.fromstring(archive.parts["xl/workbook.xml"])
        relations = ElementTree.fromstring(archive.parts["xl/_rels/workbook.xml.rels"])
    except (KeyError, ElementTree.ParseError) as error:
        raise _unreadable(file, str(error)) from error
    targets = {
        relation.get("Id"): "xl/" + str(relation.get("Target")).removeprefix("/xl/") for relation in relations
    }
    return {
        sheet.get("name", ""): archive.parts.get(targets.get(_relation(sheet.attrib), ""), b"")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }


def _relation(attributes: Mapping[str, str]) -> str:
    """The `r:id` of a sheet, whose namespace is another one in a strict workbook."""
    return next((value for name, value in attributes.items() if name.endswith("}id")), "")


def _refuse_large(part: bytes, file: str) -> None:
    """A Problem before a cell far away, or a huge merged one, makes the sheet fill the memory."""
    found = extent(part)
    if found.largest > _MOST_CELLS:
        rows, columns = found.rows, found.columns
        raise too_large(file, Text(f"{rows:,}行×{columns:,}列", f"{rows:,} rows of {columns:,} columns"))
    if not found.is_plain:
        raise _unreadable(file, "&")


def _grid(name: str, sheet: CalamineSheet, part: bytes, formats: Mapping[int, NumberFormat]) -> Grid:
    merges = [
        Merge(top + 1, bottom + 1, left, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    # Rows come from the sheet's first one on, but cells only from the first column that is used.
    unused = [""] * (sheet.start[1] if sheet.start else 0)
    broken = faults(part)
    shown = formatted(part, formats)
    by_row: dict[int, list[Merge]] = {}
    for merge in merges:
        for number in range(merge.first_row, merge.last_row + 1):
            by_row.setdefault(number, []).append(merge)

    def rows() -> Iterator[Row]:
        values: dict[Merge, str] = {}
        for number, cells in enumerate(sheet.iter_rows(), 1):
            texts = unused + [_text(value) for value in cells]
            for column, number_format in shown.get(number, {}).items():
                value = cells[column - len(unused)] if len(unused) <= column < len(texts) else ""
                if isinstance(value, int | float) and not isinstance(value, bool):
                    texts[column] = number_format.shown(texts[column])
            for column, fault in broken.get(number, {}).items():
                texts += [""] * (column + 1 - len(texts))
                texts[column] = fault
            covered = _spread(number, texts, by_row.get(number, []), values)
            yield Row(number, tuple(texts), covered)

    return Grid(rows, sheet=name, faults=broken)


def _spread(
    number: int, texts: list[str], merges: list[Merge], values: dict[Merge, str]
) -> Mapping[int, Merge]:
    """Writes each merged cell's words into all the columns that it covers; the columns with their merges."""
    covered: dict[int, Merge] = {}
    for merge in merges:
        if number == merge.first_row:
            values[merge] = texts[merge.first_column] if merge.first_column < len(texts) else ""
        for column in range(merge.first_column, min(merge.last_column + 1, len(texts))):
            texts[column] = values.get(merge, "")
            covered[column] = merge
    return covered


def _text(value: _Value) -> str:
    """A value as Excel shows it in a cell without a format: numbers to 15 digits."""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _decimal(value)
    return str(value)


def _decimal(value: float) -> str:
    return format(Decimal(format(value, ".15g")), "f")


def _unreadable(file: str, why: str) -> Problem:
    return Problem(
        Text(f"Excelブックとして読めません({why})。", f"this cannot be read as an Excel workbook ({why})."),
        Place(file),
        Text("Excelでもう一度保存してください。", "Save it again in Excel."),
    )
