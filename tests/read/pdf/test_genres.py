"""The profiles of 池田市's and 横浜市's sheets in data/, on small imitations of both."""

from collections.abc import Callable
from decimal import Decimal

from keikaku.plan import Plan, Severity, ValueKind
from keikaku.resources import content_folder
from read.pdf.drawing import Drawing
from read.pdf.forms import sheet

ReadPdf = Callable[..., Plan]


def profile(city: str) -> str:
    return (content_folder("data") / city / "sheet.yaml").read_text("utf-8")


def told(plan: Plan) -> list[str]:
    return [doubt.code for doubt in plan.doubts if doubt.severity is not Severity.NOTE]


def test_ikeda(read_pdf: ReadPdf) -> None:
    drawing = Drawing()
    sheet(drawing, department="子ども・若者政策課")
    plan = read_pdf(drawing.data(), profile("272043-ikeda"))
    (project,) = plan.projects
    assert (project.key, project.name) == ("1", "環境学習推進事業")
    assert [(each.notation, each.name) for each in plan.policies] == [
        ("1", "価値を高めるまちづくり"),
        ("1", "「環境共創」のまちづくり"),
    ]
    assert len(project.amounts) == 4
    assert told(plan) == []


def yokohama() -> bytes:
    """A sheet over two pages: the project, and a 細事業 on each page."""
    d = Drawing()
    d.box(40, 40, 550, 56, "令和７年度 事業評価書")
    d.table(40, 56, [100, 410], [["令和６年度事業名", "デジタル企画調整費"]], 16)
    item = ("歳出予算科目", "一般会計", "02", "款", "05", "項", "04", "目")
    widths = [100, 130, 60, 100, 25, 15, 25, 15, 25, 15]
    d.table(40, 72, widths, [["所管区局・課", "デジタル統括本部企画調整課", *item]], 16)
    d.table(
        40, 88, [100, 50, 80, 50, 80, 100, 50],
        [["政策・施策", "政策番号", "99", "施策番号", "99", "評価書番号", "7"]], 16,
    )  # fmt: skip
    d.box(40, 120, 550, 136, "事業概要")
    d.box(40, 136, 550, 170, "本部の運営に必要な物品やサービス等の調\n達等を行います。")
    d.box(40, 190, 550, 206, "事業決算額")
    cost = [
        ["事業費\n（千円）", "年度", "５年度", "６年度", "差引（増減）", ""],
        [None, "決算", "24,225", "0", "▲ 24,225", ""],
    ]
    d.table(40, 206, [100, 30, 80, 80, 80, 140], cost, 16)
    d.box(40, 260, 550, 276, "細事業の分析")
    part(d, 276, "端末の更新", "台", "7,710", ("1,000", "1,500", "2,000"))
    d.next_page()
    part(d, 40, "", "", "16,515", ("", "", ""))
    return d.data()


def part(d: Drawing, top: float, measure: str, unit: str, cost: str, values: tuple[str, str, str]) -> None:
    """A 細事業: its own name, cost and 事業量."""
    d.table(60, top, [80, 410], [["細事業名称", "本部運営"]], 16)
    rows = [
        ["細事業費\n（千円）", "年度", "５年度", "６年度", "差引（増減）", ""],
        [None, "決算", cost, "1", "2", ""],
    ]
    d.table(60, top + 16, [80, 30, 80, 80, 80, 140], rows, 16)
    d.table(60, top + 48, [80, 240, 70, 100], [["細事業事業量", measure, "単位", unit]], 16)
    future = ["年度", "５年度", "６年度", "７年度"], ["想定", *values], ["実績", values[0], values[1], ""]
    d.table(60, top + 64, [80, 130, 130, 150], future, 16)
    d.rule(400, top + 96, 550, top + 112)


def test_yokohama(read_pdf: ReadPdf) -> None:
    plan = read_pdf(yokohama(), profile("141003-yokohama"))
    (project,) = plan.projects
    names = {department.key: department.name for department in plan.municipality.departments}
    assert (project.key, project.name) == ("7", "デジタル企画調整費")
    assert [names[key] for key in project.departments] == ["デジタル統括本部企画調整課"]
    assert project.description == "本部の運営に必要な物品やサービス等の調達等を行います。"
    assert project.budget_item == "一般会計 02 款 05 項 04 目"
    assert [(each.depth, each.name) for each in plan.policies] == [(1, "政策99"), (2, "施策99")]
    assert {amount.key: amount.value for amount in project.amounts} == {
        "settlement-2023": Decimal(24_225_000),
        "settlement-2024": Decimal(0),
    }
    assert told(plan) == []


def test_hazard_7_years_without_an_era(read_pdf: ReadPdf) -> None:
    """５年度 is 令和5年度 by the profile's era."""
    (project,) = read_pdf(yokohama(), profile("141003-yokohama")).projects
    assert {amount.first_fiscal_year for amount in project.amounts} == {2023, 2024}


def test_what_a_part_of_a_project_does_is_measured_by_year(read_pdf: ReadPdf) -> None:
    (project,) = read_pdf(yokohama(), profile("141003-yokohama")).projects
    (indicator,) = project.indicators
    assert (indicator.name, indicator.unit) == ("端末の更新", "台")
    assert {(value.kind, value.fiscal_year): value.value for value in indicator.values} == {
        (ValueKind.TARGET, 2023): Decimal(1_000),
        (ValueKind.TARGET, 2024): Decimal(1_500),
        (ValueKind.TARGET, 2025): Decimal(2_000),
        (ValueKind.ACTUAL, 2023): Decimal(1_000),
        (ValueKind.ACTUAL, 2024): Decimal(1_500),
    }
