"""Files of every format, and files that are broken, hostile or too large: what is read, and a Problem for the rest."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from invented_table import about, sums, told, workbook
from keikaku.plan import Plan
from keikaku.problem import Problem

Read = Callable[..., Plan]

PROFILE = "columns: {name: 事業名}\namounts: {column: 決算額, kind: settlement, years: 2024, unit: 千円}\n"
ROWS = [["事業名", "決算額"], ["甲事業", 5]]


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def changed(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_tabs_separate_too(read_table: Read) -> None:
    plan = read_table(PROFILE, "事業名\t決算額\n甲事業\t1,234\n".encode(), file="a.tsv")
    assert sums(plan, "甲事業") == {"settlement-2024": "1234000"}


def test_records_with_groups(read_table: Read) -> None:
    records = [
        {"事業": {"名称": "甲事業"}, "決算": {"令和5年度": 12.50, "令和6年度": None}},
        {"事業": {"名称": "乙事業"}, "決算": {"令和6年度": "未定"}},
    ]
    profile = (
        "columns: {name: 事業 > 名称}\namounts: {column: '決算 > {year}', kind: settlement, unit: 千円}\n"
    )
    plan = read_table(profile, json.dumps({"data": {"items": records}}).encode(), file="a.json")
    assert sums(plan, "甲事業") == {"settlement-2023": "12500", "settlement-2024": "blank"}
    assert sums(plan, "乙事業") == {"settlement-2023": "blank", "settlement-2024": "undecided"}
    assert [each.sources[0].fragment for each in plan.projects] == ["row=1", "row=2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[{]", "not JSON"),
        ("[]", "not exactly one list"),
        ('{"a": [{"b": 1}], "c": [{"b": 1}]}', "not exactly one list"),
        ('[{"事業名": "甲", "事業名": "乙"}]', "stands twice in one record"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_records_that_are_none(read_table: Read, text: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        read_table(PROFILE, text.encode(), file="a.json")


def test_the_records_of_several_lists(read_table: Read) -> None:
    data = {"a": [{"事業名": "甲"}], "c": [{"事業名": "乙"}]}
    plan = read_table("columns: {name: 事業名}\nrecords: c\n", json.dumps(data).encode(), file="a.json")
    assert [each.name for each in plan.projects] == ["乙"]


def test_the_sheet_with_the_columns_is_read_and_the_others_are_said(read_table: Read) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("説明").append(["この表について"])
    for row in ROWS:
        book.create_sheet("一覧") if "一覧" not in book.sheetnames else None
        book["一覧"].append(row)
    plan = read_table(PROFILE, saved(book), file="a.xlsx")
    assert "説明" in about(plan, "other-sheets").message.ja
    book.create_sheet("写し").append(ROWS[0])
    with pytest.raises(Problem, match="2 sheets have these columns: 一覧, 写し"):
        read_table(PROFILE, saved(book), file="a.xlsx")
    assert read_table(PROFILE + "sheet: 一覧\n", saved(book), file="a.xlsx").projects[0].name == "甲事業"
    with pytest.raises(Problem, match="no sheet “なし”"):
        read_table(PROFILE + "sheet: なし\n", saved(book), file="a.xlsx")


def test_a_table_that_does_not_begin_in_the_corner(read_table: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C5"], sheet["D5"], sheet["C6"], sheet["D6"] = "事業名", "決算額", "甲事業", 5
    plan = read_table(PROFILE, saved(book), file="a.xlsx")
    assert (sums(plan, "甲事業"), plan.projects[0].sources[0].fragment) == (
        {"settlement-2024": "5000"},
        "row=6",
    )
    by_letter = read_table(PROFILE.replace("決算額", "D列"), saved(book), file="a.xlsx")
    assert sums(by_letter, "甲事業") == {"settlement-2024": "5000"}


def test_readings_of_kanji_are_no_part_of_a_cell(read_table: Read) -> None:
    book = changed(
        workbook(ROWS),
        SHEET,
        lambda data: data.replace(
            "<t>甲事業</t>".encode(), '<t>甲事業</t><rPh sb="0" eb="1"><t>コウ</t></rPh>'.encode()
        ),
    )
    assert read_table(PROFILE, book, file="a.xlsx").projects[0].name == "甲事業"


def test_a_formula_is_its_value(read_table: Read) -> None:
    book = changed(
        workbook([ROWS[0], ["甲事業", "=2+3"]]), SHEET, lambda data: data.replace(b"<v />", b"<v>5</v>")
    )
    plan = read_table(PROFILE, book, file="a.xlsx")
    assert (sums(plan, "甲事業"), told(plan)) == ({"settlement-2024": "5000"}, [])


@pytest.mark.parametrize(("cell", "fault"), [("=2+3", "=2+3"), ("#REF!", "#REF!"), ("#N/A", "#N/A")])
def test_a_cell_without_a_value_is_told(read_table: Read, cell: str, fault: str) -> None:
    plan = read_table(PROFILE, [ROWS[0], ["甲事業", cell], ["乙事業", 1]], file="a.xlsx")
    assert sums(plan, "甲事業") == {}
    assert sums(plan, "乙事業") == {"settlement-2024": "1000"}
    assert fault in about(plan, "amount").message.ja
    named = read_table(
        "columns: {name: 事業名, description: 決算額}", [ROWS[0], ["甲事業", cell]], file="a.xlsx"
    )
    assert fault in about(named, "cell-fault").message.ja


def test_a_date_is_no_sum(read_table: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(ROWS[0])
    sheet.append(["甲事業", 45000])
    sheet["B2"].number_format = "yyyy-mm-dd"
    assert told(read_table(PROFILE, saved(book), file="a.xlsx")) == ["amount"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"PK\x03\x04 this is no archive", "damaged"),
        (workbook(ROWS)[:-40], "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old format"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ('事業名,決算額\n"甲事業,1\n'.encode(), "not CSV"),
        ("事業名,決算額\n".encode(), "no project below the header"),
        (workbook([]), "empty"),
    ],
)
def test_files_that_are_no_table(read_table: Read, data: bytes, said: str) -> None:
    with pytest.raises(Problem, match=said) as raised:
        read_table(PROFILE, data, file="a.csv")
    assert raised.value.place is not None
    assert raised.value.place.file.endswith("a.csv")


def test_a_table_shorter_than_its_header(read_table: Read) -> None:
    with pytest.raises(Problem, match="header ends at row 4, but the table has only 2"):
        read_table(PROFILE + "header: [3, 4]\n", "事業名,決算額\n甲事業,1\n".encode())


def test_a_workbook_with_a_part_that_is_encrypted(read_table: Read) -> None:
    book = bytearray(workbook(ROWS))
    for begin in (b"PK\x03\x04", b"PK\x01\x02"):
        flags = book.index(begin) + (6 if begin.endswith(b"\x04") else 8)
        struct.pack_into("<H", book, flags, 1)
    with pytest.raises(Problem, match="encrypted"):
        read_table(PROFILE, bytes(book), file="a.xlsx")


def test_entities_are_refused(read_table: Read) -> None:
    entity = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    book = changed(workbook(ROWS), SHEET, lambda data: entity + data)
    with pytest.raises(Problem, match="declarations"):
        read_table(PROFILE, book, file="a.xlsx")


def test_a_part_that_never_ends_is_refused(read_table: Read) -> None:
    bomb = changed(workbook(ROWS), SHEET, lambda data: data + b" " * 310_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(Problem, match="more than 300 MB"):
        read_table(PROFILE, bomb, file="a.xlsx")


def test_a_part_that_lies_about_its_size_is_refused(read_table: Read) -> None:
    bomb = bytearray(changed(workbook(ROWS), SHEET, lambda data: data + b" " * 310_000_000))
    at = bomb.index(b"PK\x01\x02")
    while bomb[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = bomb.index(b"PK\x01\x02", at + 1)
    struct.pack_into("<L", bomb, at + 24, 1_000)
    with pytest.raises(Problem, match="more than 300 MB"):
        read_table(PROFILE, bytes(bomb), file="a.xlsx")


@pytest.mark.parametrize("far", [b'<c r="XFD1048576"><v>1</v></c>', b'<c r="A1048576"><v>1</v></c>'])
def test_a_cell_far_away_is_refused(read_table: Read, far: bytes) -> None:
    wide = b"".join(b'<c r="%c1"><v>1</v></c>' % letter for letter in b"CDEFGHIJKL")
    book = changed(workbook(ROWS), SHEET, lambda data: data.replace(b"</row>", wide + far + b"</row>", 1))
    with pytest.raises(Problem, match="too large"):
        read_table(PROFILE, book, file="a.xlsx")


def test_a_huge_merged_cell_is_refused(read_table: Read) -> None:
    merged = b'<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    book = changed(
        workbook(ROWS), SHEET, lambda data: data.replace(b"</sheetData>", b"</sheetData>" + merged)
    )
    with pytest.raises(Problem, match="too large"):
        read_table(PROFILE, book, file="a.xlsx")


def test_a_file_too_large_to_be_a_table(read_table: Read, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="more than 128 MB"):
        read_table(PROFILE, b"a" * 128_000_001)


@pytest.mark.parametrize(
    "far",
    [
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c s="0" r = "XFD1048576"><v>1</v></c>',
        b'<c r="&#88;FD1048576"><v>1</v></c>',
        b'<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD1048576"><x:v>1</x:v></x:c>',
    ],
)
def test_a_cell_far_away_is_refused_however_it_is_written(read_table: Read, far: bytes) -> None:
    book = changed(workbook(ROWS), SHEET, lambda data: data.replace(b"</row>", far + b"</row>", 1))
    with pytest.raises(Problem, match=r"too large|cannot be read"):
        read_table(PROFILE, book, file="a.xlsx")


def test_words_that_the_sheets_share(read_table: Read) -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
        '<si><r><t>甲</t></r><r><t>事業</t></r><rPh sb="0" eb="1"><t>コウ</t></rPh></si></sst>'
    ).encode()
    override = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    relation = (
        b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    book = changed(
        workbook(ROWS),
        SHEET,
        lambda data: data.replace('t="inlineStr"><is><t>甲事業</t></is>'.encode(), b't="s"><v>0</v>'),
    )
    book = changed(book, "[Content_Types].xml", lambda data: data.replace(b"</Types>", override))
    book = changed(
        book, "xl/_rels/workbook.xml.rels", lambda data: data.replace(b"</Relationships>", relation)
    )
    written = io.BytesIO(book)
    with zipfile.ZipFile(written, "a") as archive:
        if "xl/sharedStrings.xml" not in archive.namelist():
            archive.writestr("xl/sharedStrings.xml", shared)
    assert read_table(PROFILE, written.getvalue(), file="a.xlsx").projects[0].name == "甲事業"


def test_dropping_all_columns_of_a_name(read_table: Read) -> None:
    rows = [["事業名", "備考", "備考"], ["甲事業", "い", "ろ"]]
    assert told(read_table("columns: {name: 事業名}\ndrop: 備考\n", rows)) == []
