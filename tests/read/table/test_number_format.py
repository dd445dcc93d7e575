"""What a workbook's cells show, which may be another number than they hold."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from invented_table import sums
from keikaku.plan import Plan
from keikaku.read.table.number_format import number_format

Read = Callable[..., Plan]


@pytest.mark.parametrize(
    ("code", "held", "shown"),
    [
        ("0000", "86", "0086"),
        ('#,##0"千円"', "1234", "1234千円"),
        ('#,##0,"千円"', "1234567", "1234.567千円"),
        ("#,##0,", "1234000", "1234"),
        ("#,##0,,", "-1234000000", "-1234"),
        ('0"年度"', "2024", "2024年度"),
        ("0年度", "2024", "2024年度"),
        ('"R"0', "6", "R6"),
        ("0000", "-86", "-0086"),
    ],
)
def test_formats_that_change_what_is_said(code: str, held: str, shown: str) -> None:
    found = number_format(code)
    assert found is not None
    assert found.shown(held) == shown


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "#,##0",
        '#,##0;"▲ "#,##0',
        "#,##0_ ;[Red]\\-#,##0\\ ",
        "yyyy/m/d",
        'ggge"年"m"月"d"日"',
        "@",
    ],
)
def test_formats_that_do_not(code: str) -> None:
    assert number_format(code) is None


def test_cells_are_read_as_they_show(read_table: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["番号", "事業名", 2024, 2025])
    sheet.append([86, "甲事業", 1_234_000, 5])
    for cell, code in (
        ("C1", '0"年度"'),
        ("D1", '0"年度"'),
        ("A2", "0000"),
        ("C2", '#,##0,"千円"'),
        ("D2", '0"百万円"'),
    ):
        sheet[cell].number_format = code
    written = io.BytesIO()
    book.save(written)
    profile = "columns: {name: 事業名, code: 番号}\namounts: {column: '{year}', kind: settlement}\n"
    plan = read_table(profile, written.getvalue(), file="a.xlsx")
    assert plan.projects[0].code == "0086"
    assert sums(plan, "甲事業") == {"settlement-2024": "1234000", "settlement-2025": "5000000"}
