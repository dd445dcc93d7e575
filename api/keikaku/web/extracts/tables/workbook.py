"""All tables as one workbook for Excel, with Japanese headings. Nothing in it is a formula or a link."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from keikaku.release.edition import RIGHTS, TITLE
from keikaku.release.manifest import Manifest
from keikaku.web.extracts.tables.table import Table
from keikaku.web.extracts.tables.tables import TABLES

_MOST_CHARACTERS = 32_767  # what Excel takes in a cell
_WIDEST = 48
_SET_UP = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_workbook(place: Path, tables: dict[str, list[list[str]]], manifest: Manifest, cited: str) -> None:
    """Write the tables (rows by name of the table), a first sheet that says what they are, and one on the columns."""
    with xlsxwriter.Workbook(str(place), _SET_UP) as book:
        book.set_properties(
            {"title": TITLE.ja, "comments": cited, "created": datetime.combine(manifest.issued, time(), UTC)}
        )
        bold = book.add_format({"bold": True, "bottom": 1})
        about = [["版", manifest.id], ["公開日", manifest.issued.isoformat()], ["利用条件", RIGHTS.ja],
                 ["Terms", RIGHTS.en], ["引用 / Citation", cited]]  # fmt: skip
        contents = [[table.title.ja, str(len(tables[table.name])), table.title.en] for table in TABLES]
        _plain(book.add_worksheet("はじめに"), bold, [[TITLE.ja], [TITLE.en], *about, [], *contents])
        for table in TABLES:
            _table(book.add_worksheet(table.title.ja), bold, table, tables[table.name])
        columns = [
            [table.title.ja, column.title.ja, column.title.en, table.file, column.name, column.datatype]
            for table in TABLES
            for column in table.columns
        ]
        heading = ["表", "列", "Column", "CSV", "name", "datatype"]
        _plain(book.add_worksheet("列の説明"), bold, [heading, *columns])


def _table(sheet: Any, bold: Any, table: Table, rows: list[list[str]]) -> None:
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(table.columns):
        widest = max((len(row[index]) for row in rows[:200]), default=0)
        sheet.set_column(index, index, min(_WIDEST, max(widest, 2 * len(column.title.ja)) + 2))
        sheet.write_string(0, index, column.title.ja, bold)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    for number, row in enumerate(rows, 1):
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            value = column.typed(cell)
            if isinstance(value, bool):
                sheet.write_boolean(number, index, value)
            elif isinstance(value, int | float):
                sheet.write_number(number, index, value)
            elif value:
                sheet.write_string(number, index, value[:_MOST_CHARACTERS])


def _plain(sheet: Any, bold: Any, rows: Sequence[Sequence[str]]) -> None:
    sheet.set_column(0, 2, 30)
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            sheet.write_string(number, index, cell, bold if number == 0 else None)
