"""A first profile for an unknown PDF: what a person has to change in it is little, and what it names is there."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from keikaku.plan import Plan
from keikaku.problem import Problem
from keikaku.read import draft_profile
from read.pdf.drawing import Drawing
from read.pdf.forms import sheet

ReadPdf = Callable[..., Plan]


def test_the_draft_of_a_sheet_reads_it(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing)
    data = drawing.data()
    draft = draft_profile(data, "sheet.pdf")
    assert "成果指標の達成状況" in draft, "a label whose meaning is not known is listed"
    plan = read_pdf(data, draft)
    (project,) = plan.projects
    assert (project.code, project.name) == ("1", "環境学習推進事業")
    assert project.description == "環境を学ぶ取組を支える。"
    assert (project.first_fiscal_year, project.last_fiscal_year) == (2023, 2027)
    assert [policy.name for policy in plan.policies] == [
        "①価値を高めるまちづくり",
        "①「環境共創」のまちづくり",
    ]
    assert [subject.notation for subject in project.subjects] == ["4", "11"]
    assert {(amount.kind.value, amount.first_fiscal_year): amount.value for amount in project.amounts} == {
        ("settlement", 2022): Decimal(5_690_000),
        ("settlement", 2023): Decimal(5_691_000),
        ("budget", 2024): Decimal(5_700_000),
        ("settlement", 2024): Decimal(5_692_000),
    }


def test_the_draft_of_a_table_reads_it(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(440, 45, "（単位：千円）", 8)
    rows = [[str(number), f"公園{number}の整備", "環境政策課", "1,000", "-"] for number in range(1, 6)]
    header = ["番号", "事業名", "担当課", "令和６年度予算", "令和７年度予算"]
    drawing.table(40, 60, (40, 150, 100, 90, 90), [header, *rows])
    data = drawing.data()
    draft = draft_profile(data, "table.pdf")
    assert "genre: pdf-table" in draft
    plan = read_pdf(data, draft)
    assert [project.name for project in plan.projects] == [row[1] for row in rows]
    assert plan.projects[4].amounts[0].value == Decimal(1_000_000)


def test_nothing_to_draft_from() -> None:
    drawing = Drawing()
    drawing.words(40, 40, "広報 かくう")
    with pytest.raises(Problem, match="neither"):
        draft_profile(drawing.data(), "news.pdf")
