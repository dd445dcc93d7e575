"""Ruled tables of projects over several pages; the expected values are what is drawn here."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from keikaku.plan import Plan, Project, Severity
from keikaku.problem import Problem
from read.pdf.drawing import Drawing

ReadPdf = Callable[..., Plan]

TABLE = """\
genre: pdf-table
era: 令和
columns: {code: 番号, name: 事業名, departments: 担当課}
levels:
  - {name: 施策, headings: "施策{number} {name}"}
amounts:
  - {column: "事業費 > {year}", kind: plan}
"""
HEADER = [["番号", "事業名", "担当課", "事業費", "<", "<"], [None, None, None, "６年度", "７年度", "８年度"]]
WIDTHS = (40, 150, 100, 70, 70, 70)
ROWS = [
    ["1", "公園の整備", "環境政策課", "1,000", "-", ""],
    ["2", "学習支援事業", "子ども・若者\n政策課", "0", "2,500", "未定"],
]


def told(plan: Plan) -> list[str]:
    return [doubt.code for doubt in plan.doubts if doubt.severity is not Severity.NOTE]


def money(project: Project) -> list[Decimal | str]:
    return [amount.status.value if amount.value is None else amount.value for amount in project.amounts]


def departments(plan: Plan, project: Project) -> list[str]:
    names = {department.key: department.name for department in plan.municipality.departments}
    return [names[key] for key in project.departments]


def test_a_table(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(40, 30, "施策１ まちを育てる")
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, *ROWS])
    plan = read_pdf(drawing.data(), TABLE)
    park, learning = plan.projects
    assert (park.code, park.name, departments(plan, park)) == ("1", "公園の整備", ["環境政策課"])
    assert departments(plan, learning) == ["子ども・若者政策課"]
    assert money(park) == [Decimal(1_000_000), "dash", "blank"]
    assert money(learning) == [Decimal(0), Decimal(2_500_000), "undecided"]
    assert [amount.first_fiscal_year for amount in park.amounts] == [2024, 2025, 2026]
    (policy,) = plan.policies
    assert (policy.notation, policy.name, park.policy) == ("1", "まちを育てる", policy.key)
    assert told(plan) == []


def test_hazard_40_a_heading_holds_on_the_next_page(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(40, 30, "施策１ まちを育てる")
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, ROWS[0]])
    drawing.next_page()
    drawing.table(40, 60, WIDTHS, [*HEADER, ROWS[1]])
    drawing.words(40, 200, "施策２ 人を育てる")
    drawing.table(40, 220, WIDTHS, [*HEADER, ["3", "消防団の支援", "環境政策課", "7", "8", "9"]])
    plan = read_pdf(drawing.data(), TABLE)
    names = {policy.key: policy.name for policy in plan.policies}
    assert [(each.name, names[each.policy or ""], each.sources[0].first) for each in plan.projects] == [
        ("公園の整備", "まちを育てる", 1),
        ("学習支援事業", "まちを育てる", 2),
        ("消防団の支援", "人を育てる", 2),
    ]
    assert told(plan) == []


def test_hazard_41_the_header_on_each_page_is_no_project(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, ROWS[0], *HEADER, ROWS[1]])
    drawing.next_page()
    drawing.table(40, 60, WIDTHS, [*HEADER, ["3", "消防団の支援", "環境政策課", "7", "8", "9"]])
    plan = read_pdf(drawing.data(), TABLE)
    assert [project.name for project in plan.projects] == ["公園の整備", "学習支援事業", "消防団の支援"]


def test_a_table_goes_on_without_its_header(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, ROWS[0]])
    drawing.next_page()
    drawing.table(40, 60, WIDTHS, [ROWS[1], ["3", "消防団の支援", "環境政策課", "7", "8", "9"]])
    plan = read_pdf(drawing.data(), TABLE)
    assert [(project.name, project.sources[0].first) for project in plan.projects] == [
        ("公園の整備", 1),
        ("学習支援事業", 2),
        ("消防団の支援", 2),
    ]
    assert money(plan.projects[2]) == [Decimal(7_000), Decimal(8_000), Decimal(9_000)]


def test_hazard_14_the_unit_differs_from_page_to_page(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, ROWS[0]])
    drawing.next_page()
    drawing.words(440, 45, "（単位：百万円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, ["3", "消防団の支援", "環境政策課", "7", "8", "1.3"]])
    plan = read_pdf(drawing.data(), TABLE)
    assert money(plan.projects[0])[0] == Decimal(1_000_000)
    assert money(plan.projects[1]) == [Decimal(7_000_000), Decimal(8_000_000), Decimal(1_300_000)]


def test_merged_cells_hold_for_all_their_rows_and_blank_ones_for_none(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    rows = [
        ["1", "公園の整備", "環境政策課", "1", "2", "3"],
        ["2", "緑地の保全", None, "4", "5", "6"],
        ["3", "街路樹の管理", "", "7", "8", "9"],
    ]
    drawing.table(40, 60, WIDTHS, [*HEADER, *rows])
    plan = read_pdf(drawing.data(), TABLE)
    assert [departments(plan, project) for project in plan.projects] == [["環境政策課"], ["環境政策課"], []]


def test_hazard_42_values_off_the_line_of_their_row(read_pdf: ReadPdf) -> None:
    """A value stands lower than its row's words: the cell says whose it is. 30 with a note of R12 is never 302."""
    drawing = Drawing()
    drawing.words(440, 25, "（単位：千円）", 8)
    y = drawing.table(40, 40, WIDTHS, HEADER)
    for code, name, value, note in (("1", "公園の整備", "30", ""), ("2", "緑地の保全", "30", "(R12まで)")):
        for left, right, text in (
            (40, 80, code),
            (80, 230, name),
            (230, 330, "環境政策課"),
            (400, 470, ""),
            (470, 540, ""),
        ):
            drawing.box(left, y, right, y + 50, text)
        drawing.box(330, y, 400, y + 50)
        drawing.words(335, y + 17, value)
        drawing.words(335, y + 36, note, 7)
        y += 50
    plan = read_pdf(drawing.data(), TABLE)
    first, second = plan.projects
    assert first.amounts[0].value == Decimal(30_000)
    assert 2024 not in {amount.first_fiscal_year for amount in second.amounts}
    assert told(plan) == ["amount"]


def test_hazard_43_a_group_header_over_its_own_columns_only(read_pdf: ReadPdf) -> None:
    """予算 and 人件費 stand under groups of different width: none moves by a column."""
    drawing = Drawing()
    header = [
        ["番号", "事業名", "担当課", "５年度", "６年度", "<"],
        [None, None, None, "決算", "予算", "人件費"],
    ]
    drawing.table(40, 60, WIDTHS, [*header, ["1", "公園の整備", "環境政策課", "10", "20", "134,439"]])
    profile = TABLE.replace(
        '  - {column: "事業費 > {year}", kind: plan}\n',
        '  - {column: "{year} > 予算", kind: budget, unit: 千円}\n'
        '  - {column: "{year} > 決算", kind: settlement, unit: 千円}\n',
    )
    (project,) = read_pdf(drawing.data(), profile).projects
    assert {(amount.kind.value, amount.first_fiscal_year): amount.value for amount in project.amounts} == {
        ("budget", 2024): Decimal(20_000),
        ("settlement", 2023): Decimal(10_000),
    }


def test_hazard_44_a_row_with_fewer_cells(read_pdf: ReadPdf) -> None:
    """One sum over two years: it is neither year's, and the third year keeps its own."""
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, ["1", "公園の整備", "環境政策課", "900", "<", "8"]])
    plan = read_pdf(drawing.data(), TABLE)
    amounts = {amount.first_fiscal_year: amount.value for amount in plan.projects[0].amounts}
    assert amounts.get(2026) == Decimal(8_000)
    assert Decimal(900_000) not in (amounts.get(2024), amounts.get(2025))
    assert told(plan) != []


def test_hazard_45_a_footnote_mark_in_a_header(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    header = [["番号", "事業名 ※1", "担当課", "事業費 ※2", "<", "<"], HEADER[1]]
    drawing.table(40, 60, WIDTHS, [*header, *ROWS])
    assert [project.name for project in read_pdf(drawing.data(), TABLE).projects] == [
        "公園の整備",
        "学習支援事業",
    ]


def test_hazard_50_a_total_is_no_project(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, *ROWS, ["", "総計", "", "1,000", "2,500", ""]])
    assert [project.name for project in read_pdf(drawing.data(), TABLE).projects] == [
        "公園の整備",
        "学習支援事業",
    ]


def test_level_rules_only(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    xs = (44, 84, 236, 344, 410, 480)
    rows = [
        ["番号", "事業名", "担当課", "６年度", "７年度", "８年度"],
        *[[c.replace("\n", "") for c in row] for row in ROWS],
    ]
    for line, cells in enumerate(rows):
        drawing.rule(40, 60 + 24 * line, 540, 60 + 24 * line)
        for x, text in zip(xs, cells, strict=True):
            drawing.words(x, 66 + 24 * line, text)
    drawing.rule(40, 132, 540, 132)
    profile = TABLE.replace("事業費 > {year}", "{year}") + "cells: gaps\n"
    data = drawing.data()
    park, learning = read_pdf(data, profile).projects
    assert money(park) == [Decimal(1_000_000), "dash", "blank"]
    assert (learning.name, money(learning)[1]) == ("学習支援事業", Decimal(2_500_000))
    with pytest.raises(Problem, match="cells: gaps"):
        read_pdf(data, TABLE)


def test_no_table_with_these_columns(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(40, 40, "表紙")
    drawing.next_page()
    drawing.table(40, 60, WIDTHS, [["番号", "事業名", "所管課", "事業費", "<", "<"], HEADER[1], *ROWS])
    with pytest.raises(Problem, match="担当課") as caught:
        read_pdf(drawing.data(), TABLE)
    assert caught.value.place is not None
    assert caught.value.place.page == 2


def test_a_picture_of_a_page_is_refused(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    drawing.table(40, 60, WIDTHS, [*HEADER, *ROWS])
    drawing.next_page()
    drawing.canvas.drawInlineImage(_grey(), 40, 40, 500, 700)
    with pytest.raises(Problem, match="no text") as caught:
        read_pdf(drawing.data(), TABLE)
    assert caught.value.place is not None
    assert caught.value.place.page == 2


def _grey() -> object:
    from PIL import Image

    return Image.new("L", (8, 8), 128)
