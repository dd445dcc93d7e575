"""Sheets of one project each; the expected values are what tests/read/pdf/forms.py draws."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from keikaku.plan import Amount, AmountKind, AmountStatus, Plan, Project, Severity, ValueKind
from keikaku.problem import Problem
from read.pdf.drawing import Drawing
from read.pdf.forms import SHEET, sheet

ReadPdf = Callable[..., Plan]


def told(plan: Plan) -> list[str]:
    return [doubt.code for doubt in plan.doubts if doubt.severity is not Severity.NOTE]


def one(plan: Plan) -> Project:
    (project,) = plan.projects
    return project


def money(project: Project) -> dict[tuple[str, int], Decimal | str | None]:
    return {
        (amount.kind.value, amount.first_fiscal_year): amount.value
        if amount.status is AmountStatus.STATED
        else amount.status.value
        for amount in project.amounts
    }


def read(read_pdf: ReadPdf, **changes: object) -> Plan:
    drawing = Drawing()
    sheet(drawing, **changes)  # type: ignore[arg-type]
    return read_pdf(drawing.data(), SHEET)


def test_a_sheet(read_pdf: ReadPdf) -> None:
    plan = read(read_pdf)
    project = one(plan)
    names = {department.key: department.name for department in plan.municipality.departments}
    assert (project.code, project.name) == ("1", "環境学習推進事業")
    assert [names[key] for key in project.departments] == ["環境政策課"]
    assert project.description == "環境を学ぶ取組を支える。"
    upper, lower = plan.policies
    assert (upper.depth, upper.name) == (1, "①価値を高めるまちづくり")
    assert (lower.depth, lower.name, lower.broader) == (2, "①「環境共創」のまちづくり", upper.key)
    assert project.policy == lower.key
    assert [level.name for level in plan.levels] == ["施策の柱", "施策"]
    assert told(plan) == []
    assert {source.fragment for source in project.sources} == {"page=1"}


def test_hazard_5_letter_spaced_labels(read_pdf: ReadPdf) -> None:
    """事 業 費 Ａ, 決 算 and 区　分 are labels for all their spaces."""
    assert money(one(read(read_pdf))) == {
        ("settlement", 2022): Decimal(5_690_000),
        ("settlement", 2023): Decimal(5_691_000),
        ("budget", 2024): Decimal(5_700_000),
        ("settlement", 2024): Decimal(5_692_000),
    }


def test_hazard_8_era_letters_of_mixed_width(read_pdf: ReadPdf) -> None:
    """Ｒ４年度 and R５年度 stand in one header."""
    years = {amount.first_fiscal_year for amount in one(read(read_pdf)).amounts}
    assert years == {2022, 2023, 2024}


def test_hazard_11_a_period_cut_by_spaces(read_pdf: ReadPdf) -> None:
    """令和 5 年度 ～ 令和 9 年度, each printed apart, beside a label that names years itself."""
    project = one(read(read_pdf))
    assert (project.first_fiscal_year, project.last_fiscal_year) == (2023, 2027)


def test_hazard_18_a_dash_is_not_zero(read_pdf: ReadPdf) -> None:
    """- - 3,500 0: two years without, a budget, and nothing spent."""
    project = one(read(read_pdf, amounts=("-", "－", "3,500", "0")))
    assert money(project) == {
        ("settlement", 2022): "dash",
        ("settlement", 2023): "dash",
        ("budget", 2024): Decimal(3_500_000),
        ("settlement", 2024): Decimal(0),
    }


def test_hazard_19_20_full_width_dash_and_blank(read_pdf: ReadPdf) -> None:
    project = one(read(read_pdf, amounts=("―", "", "未定", "1")))
    assert money(project) == {
        ("settlement", 2022): "dash",
        ("settlement", 2023): "blank",
        ("budget", 2024): "undecided",
        ("settlement", 2024): Decimal(1_000),
    }


def test_hazard_21_negative_marks(read_pdf: ReadPdf) -> None:
    project = one(read(read_pdf, amounts=("▲ 39", "△298,907", "1", "1")))
    assert money(project)["settlement", 2022] == Decimal(-39_000)
    assert money(project)["settlement", 2023] == Decimal(-298_907_000)


@pytest.mark.parametrize("printed", ["480 5,432", "197,770(1)", "約300", "※既存分", "1,23"])
def test_hazard_12_16_17_what_is_no_single_amount_is_an_error(read_pdf: ReadPdf, printed: str) -> None:
    """Digits that fell apart, a second number in brackets, words in a number's cell."""
    plan = read(read_pdf, amounts=(printed, "1", "1", "1"))
    assert told(plan) == ["amount"]
    assert ("settlement", 2022) not in money(one(plan))


def test_hazard_16_a_number_in_brackets_by_the_profile(read_pdf: ReadPdf) -> None:
    """197,770(１): the total, and in brackets the general funds."""
    drawing = Drawing()
    sheet(drawing, amounts=("197,770(1)", "326 （0）", "1", "2"))
    project = one(read_pdf(drawing.data(), SHEET + "in_brackets: ignored\n"))
    assert money(project)["settlement", 2022] == Decimal(197_770_000)
    assert money(project)["settlement", 2023] == Decimal(326_000)


def test_hazard_17_a_note_behind_an_amount(read_pdf: ReadPdf) -> None:
    plan = read(read_pdf, amounts=("1,234\n※既存分", "1", "2", "3"))
    assert money(one(plan))["settlement", 2022] == Decimal(1_234_000)
    assert "amount-note" in {doubt.code for doubt in plan.doubts}


def test_hazard_22_a_middle_dot_inside_a_department(read_pdf: ReadPdf) -> None:
    plan = read(read_pdf, department="子ども・若者政策課")
    names = {department.key: department.name for department in plan.municipality.departments}
    assert [names[key] for key in one(plan).departments] == ["子ども・若者政策課"]


def test_hazard_31_a_department_that_wrapped(read_pdf: ReadPdf) -> None:
    plan = read(read_pdf, department="子ども・若者\n政策課")
    names = {department.key: department.name for department in plan.municipality.departments}
    assert [names[key] for key in one(plan).departments] == ["子ども・若者政策課"]


def test_hazard_1_a_name_that_wrapped(read_pdf: ReadPdf) -> None:
    assert one(read(read_pdf, name="建築等紛争調整事\n業")).name == "建築等紛争調整事業"


def test_hazard_45_a_footnote_mark_inside_a_label(read_pdf: ReadPdf) -> None:
    """事業費 ※ Ａ is 事業費Ａ: no row is lost for it."""
    plan = read(read_pdf, cost_label="事業費 ※ Ａ")
    assert len(one(plan).amounts) == 4
    assert told(plan) == []


def test_hazard_46_vertical_labels_do_not_disturb(read_pdf: ReadPdf) -> None:
    """財 and 源 stand below each other in a cell beside rows; a label one letter a line is found."""
    profile = SHEET.replace("事業費Ａ > {year} > 決算", "財源 > 一般財源 > {year} > 決算")
    drawing = Drawing()
    sheet(drawing)
    assert money(one(read_pdf(drawing.data(), profile)))["settlement", 2023] == Decimal(5_000_000)


def test_hazard_49_marked_options(read_pdf: ReadPdf) -> None:
    """○ in the box before an option; トイレ holds no mark."""
    goals = [subject.notation for subject in one(read(read_pdf, goals=(3, 6))).subjects]
    assert goals == ["3", "6"]


def test_indicators_with_baseline_target_and_actual(read_pdf: ReadPdf) -> None:
    (indicator,) = one(read(read_pdf)).indicators
    assert (indicator.name, indicator.unit) == ("講座の数", "回")
    assert {
        (value.kind, value.fiscal_year): (value.value, value.published_value) for value in indicator.values
    } == {
        (ValueKind.ACTUAL, 2023): (Decimal(27), "27"),
        (ValueKind.TARGET, 2024): (Decimal(28), "28"),
        (ValueKind.ACTUAL, 2024): (None, "-"),
    }


def test_nothing_of_another_row_or_table_is_taken(read_pdf: ReadPdf) -> None:
    """一般財源 and the indicators stand in the same columns and rows as the amounts."""
    amounts: tuple[Amount, ...] = one(read(read_pdf)).amounts
    assert len(amounts) == 4
    assert {amount.kind for amount in amounts} == {AmountKind.SETTLEMENT, AmountKind.BUDGET}


def test_a_label_that_is_missing(read_pdf: ReadPdf) -> None:
    plan = read(read_pdf, cost_label="総コスト")
    (error, *_) = [doubt for doubt in plan.doubts if doubt.severity is Severity.ERROR]
    assert error.code == "label-missing"
    assert "事業費Ａ" in error.message.ja


def test_a_label_that_is_found_twice(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing)
    drawing.table(40, 400, [80, 180], [["担当部署名", "子ども・若者政策課"]])
    plan = read_pdf(drawing.data(), SHEET)
    assert told(plan) == ["label-twice"]


def test_a_sheet_on_each_page(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing, code="1", name="一つ目の事業")
    drawing.next_page()
    sheet(drawing, code="2", name="二つ目の事業")
    plan = read_pdf(drawing.data(), SHEET + "project: page\n")
    assert [(each.code, each.name, each.sources[0].first) for each in plan.projects] == [
        ("1", "一つ目の事業", 1),
        ("2", "二つ目の事業", 2),
    ]


def test_two_sheets_on_a_page(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing, code="1", name="一つ目の事業", amounts=("1", "2", "3", "4"))
    sheet(drawing, code="2", name="二つ目の事業", amounts=("5", "6", "7", "8"), top=440)
    plan = read_pdf(drawing.data(), SHEET + "project: NO.\n")
    assert [each.name for each in plan.projects] == ["一つ目の事業", "二つ目の事業"]
    printed = [{amount.published_value for amount in each.amounts} for each in plan.projects]
    assert printed == [{"1", "2", "3", "4"}, {"5", "6", "7", "8"}]


def test_projects_of_one_name_without_a_code(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing, name="徴収事務", department="環境政策課")
    drawing.next_page()
    sheet(drawing, name="徴収事務", department="子ども・若者政策課")
    plan = read_pdf(drawing.data(), SHEET.replace("  code: NO.\n", "") + "project: page\n")
    assert len({project.key for project in plan.projects}) == 2
    assert told(plan) == []


def test_hazard_48_words_without_order_are_refused(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    drawing.words(40, 40, "1,000,000 … うち市町支出額 … 総事業費 2")
    drawing.words(40, 60, "新橋区高齢化対策検 討と…")
    with pytest.raises(Problem, match="事務事業名") as caught:
        read_pdf(drawing.data(), SHEET)
    assert caught.value.place is not None
    assert caught.value.place.page == 1


def test_an_unknown_key_in_the_profile(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing)
    with pytest.raises(Problem, match="Did you mean 'find'"):
        read_pdf(drawing.data(), SHEET.replace("find:", "finds:"))
