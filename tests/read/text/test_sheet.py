"""Sheets of priority projects on an invented city's page."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from keikaku.plan import AmountStatus, Plan, Project

ReadPage = Callable[..., Plan]
Doubts = Callable[[Plan], list[str]]

HEAD = """\
基本目標２ 安心して暮らせるまち_
政策１ 子育て支援の充実_
■取組の方向_
（１）子育て家庭への支援_
① 妊娠期から支
援します。_
■主な事業_
事務事業名 担当課 事業の概要_
【重点】居場所事業 保育課 居場所をつくります。_
■重点プロジェクト_
"""
TOP = """\
事業番号 ２－１－３ 事 務 事 業 名 居場所事業_
担 当 課 保育課_
めざす姿_
だれもが居場所を
持つ。_
事業の概要_
居場所をつくります。_
実施計画_
"""
YEARS = "令和６年度 令和７年度 令和８年度 令和９年度 計画事業費（千円）_\n"


@pytest.fixture
def sheet(read_page: ReadPage) -> Callable[[str], Plan]:
    return lambda page: read_page(HEAD + page)


def only(plan: Plan) -> Project:
    (project,) = plan.projects
    return project


def steps(plan: Plan) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for step in only(plan).steps:
        found.setdefault(step.fiscal_year, []).append(step.text)
    return found


@pytest.mark.parametrize(
    "top",
    [
        pytest.param(TOP, id="as the first document"),
        pytest.param(
            "事業番号：2-1-3_\n事務事業名：居場所事業_\n担当課：保育課_\nめざす姿：だれもが居場所を持つ。_\n"
            "事業の概要：居場所をつくります。_\n実施計画_\n",
            id="colons",
        ),
        pytest.param(
            "担当課_\n保育課_\nめざす姿_\nだれもが居場所を持つ。_\n事務事業名　居場所事業　事業番号　２－１－３_\n"
            "事業の概要　居場所を\nつくります。_\n実施計画_\n",
            id="other order",
        ),
        pytest.param(
            "担当課 保育課 事業番号 ２－１－３_\n事務事業名 居場所事業_\n関 係 課 －_\n"
            "めざす姿 だれもが居場所を持つ。_\n"
            "事業の概要 居場所をつくります。_\n実施計画_\n",
            id="no supporting department",
        ),
    ],
)
def test_labels(sheet: Callable[[str], Plan], doubts_of: Doubts, top: str) -> None:
    plan = sheet(top + YEARS + "調査_\n試行_\n実施_\n評価_\n1,234_")
    project = only(plan)
    assert (project.code, project.key, project.name) == ("2-1-3", "2-1-3", "居場所事業")
    assert project.goal == "だれもが居場所を持つ。"
    assert project.description == "居場所をつくります。"
    assert project.supporting_departments == ()
    assert [each.name for each in plan.municipality.departments if each.key in project.departments] == [
        "保育課"
    ]
    assert steps(plan) == {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]}
    assert project.amounts[0].value == Decimal(1_234_000)
    assert doubts_of(plan) == ["steps-inferred"]


@pytest.mark.parametrize(
    ("schedule", "printed", "status", "value"),
    [
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n1,234_", "1,234千円", "stated", 1_234_000, id="own cell"
        ),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価 1,234_", "1,234千円", "stated", 1_234_000, id="glued"
        ),
        pytest.param(YEARS + "調査_\n試行_\n実施_\n評価_\n0_", "0千円", "stated", 0, id="zero"),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n1.5百万円_", "1.5百万円", "stated", 1_500_000, id="own unit"
        ),
        pytest.param(YEARS + "調査_\n試行_\n実施_\n評価_\n－_", "－", "dash", None, id="dash"),
        pytest.param(YEARS + "調査_\n試行_\n実施_\n評価_\n未定_", "未定", "undecided", None, id="undecided"),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n補助金の内数_",
            "補助金の内数",
            "included",
            None,
            id="included",
        ),
        pytest.param(
            YEARS.replace(" 計画事業費（千円）", "") + "調査_\n試行_\n実施_\n評価_\n計画事業費_\n1,234千円_",
            "1,234千円",
            "stated",
            1_234_000,
            id="a label of its own below",
        ),
        pytest.param(
            YEARS.replace(" 計画事業費（千円）", "")
            + "調査_\n試行_\n実施_\n評価_\n計画事業費（千円） 1,234_",
            "1,234千円",
            "stated",
            1_234_000,
            id="a label with its unit",
        ),
        pytest.param(
            YEARS.replace(" 計画事業費（千円）", "")
            + "調査_\n試行_\n実施_\n評価_\n計画事業費（４か年合計）：1,234千円_",
            "1,234千円",
            "stated",
            1_234_000,
            id="a label with its period",
        ),
        pytest.param(
            "令和６年度 令和７年度_\n令和８年度 令和９年度_\n計画事業費_\n（単位：千円）_\n"
            "調査_\n試行_\n実施_\n評価_\n1,234_",
            "1,234千円",
            "stated",
            1_234_000,
            id="header over several cells",
        ),
        pytest.param(
            "R6 R7 R8 R9 計画事業費（千円）_\n調査 試行 実施 評価_\n1,234_",
            "1,234千円",
            "stated",
            1_234_000,
            id="all years in one line",
        ),
    ],
)
def test_steps_and_cost(
    sheet: Callable[[str], Plan],
    doubts_of: Doubts,
    schedule: str,
    printed: str,
    status: str,
    value: int | None,
) -> None:
    plan = sheet(TOP + schedule)
    assert steps(plan) == {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]}
    (cost,) = only(plan).amounts
    assert cost.published_value + cost.published_unit == printed
    assert cost.status is AmountStatus(status)
    assert cost.value == value
    assert (cost.first_fiscal_year, cost.last_fiscal_year) == (2024, 2027)
    assert doubts_of(plan) == ["steps-inferred"]


@pytest.mark.parametrize(
    ("schedule", "placed", "doubts"),
    [
        pytest.param(
            YEARS + "調査_\n試行_\n－_\n評価_\n10_",
            {2024: ["調査"], 2025: ["試行"], 2027: ["評価"]},
            ["steps-inferred"],
            id="a year without a step",
        ),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n△1,234_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]},
            ["negative-amount", "steps-inferred"],
            id="a negative cost",
        ),
        pytest.param(
            YEARS + "調査_\n→_\n実施_\n⇒_\n10_",
            {2024: ["調査"], 2026: ["実施"]},
            ["step-continues", "step-continues", "steps-inferred"],
            id="arrows",
        ),
        pytest.param(
            YEARS + "調査 → → 評価_\n10_",
            {2024: ["調査"], 2027: ["評価"]},
            ["step-continues", "steps-inferred"],
            id="arrows in one line",
        ),
        pytest.param(
            YEARS + "調査_\n設計_\n→_\n→_\n→_\n→_\n10_",
            {},
            [*["step-continues"] * 4, "steps-unplaced"],
            id="arrows that are no evidence",
        ),
        pytest.param(YEARS + "調査_\n実施_\n10_", {}, ["steps-unplaced"], id="fewer steps than years"),
        pytest.param(
            YEARS + "調査_\n試行_\n設計_\n工事_\n検査_\n10_", {}, ["steps-unplaced"], id="more steps"
        ),
        pytest.param("調査_\n試行_\n実施_\n評価_\n計画事業費 10千円_", {}, ["steps-unplaced"], id="no years"),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n1,000 2,000 3,000 4,000_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]},
            ["amount", "steps-inferred"],
            id="a cost for each year",
        ),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n12,345千円（うち一般財源 3,000千円）_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]},
            ["amount", "steps-inferred"],
            id="two sums in the cost's cell",
        ),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n約1,000千円_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]},
            ["amount", "steps-inferred"],
            id="about",
        ),
        pytest.param(
            YEARS + "調査_\n試行_\n実施_\n評価_\n10_\nSDGs 3_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]},
            ["unread-line", "steps-inferred"],
            id="something behind the cost",
        ),
        pytest.param(
            YEARS + "調査_\n※ 見直すことがあります。_\n試行_\n実施_\n評価_\n10_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2027: ["評価"]},
            ["unread-line", "steps-inferred"],
            id="a footnote among the steps",
        ),
        pytest.param(
            YEARS.replace("令和９", "令和10") + "調査_\n試行_\n実施_\n評価_\n10_",
            {2024: ["調査"], 2025: ["試行"], 2026: ["実施"], 2028: ["評価"]},
            ["schedule-years", "steps-inferred"],
            id="a year outside the plan",
        ),
        pytest.param(
            YEARS.replace("令和９", "令和８") + "調査_\n試行_\n実施_\n評価_\n10_",
            {},
            ["schedule", "steps-unplaced"],
            id="one year twice",
        ),
        pytest.param(
            "令和６～７年度 令和８年度 令和９年度 計画事業費（千円）_\n調査_\n試行_\n実施_\n10_",
            {},
            ["schedule", "steps-unplaced"],
            id="a column for two years",
        ),
        pytest.param(
            "令和６年度～ 令和８年度 令和９年度 計画事業費（千円）_\n調査_\n試行_\n実施_\n10_",
            {},
            ["schedule", "steps-unplaced"],
            id="a column without end",
        ),
        pytest.param(
            YEARS.replace("令和８年度 ", "") + "調査_\n試行_\n実施_\n10_",
            {2024: ["調査"], 2025: ["試行"], 2027: ["実施"]},
            ["schedule-years", "steps-inferred"],
            id="a year less than the plan",
        ),
    ],
)
def test_what_is_doubtful(
    sheet: Callable[[str], Plan],
    doubts_of: Doubts,
    schedule: str,
    placed: dict[int, list[str]],
    doubts: list[str],
) -> None:
    plan = sheet(TOP + schedule)
    assert steps(plan) == placed
    assert sorted(doubts_of(plan)) == sorted(doubts)


def test_a_blank_cost_is_one_only_before_the_document_ends(
    sheet: Callable[[str], Plan], doubts_of: Doubts
) -> None:
    body = TOP + YEARS + "調査_\n試行_\n実施_\n評価_\n"
    at_the_end = sheet(body.rstrip("\n"))
    assert only(at_the_end).amounts == ()
    assert sorted(doubts_of(at_the_end)) == ["cost-missing", "steps-inferred"]
    with_more = sheet(body + "※ 事業費は調整しています。_")
    assert only(with_more).amounts[0].status is AmountStatus.BLANK
    assert sorted(doubts_of(with_more)) == ["cost-blank", "steps-inferred", "unread-line"]


@pytest.mark.parametrize(
    ("old", "new", "doubts"),
    [
        ("担 当 課 保育課_\n", "", ["label-missing"]),
        (
            "担 当 課 保育課_",
            "担当課保育課_",
            ["label-missing", "several-cells", "sheet-missing", "row-missing"],
        ),
        ("事業番号 ２－１－３ ", "", ["label-missing"]),
        ("２－１－３", "二の一", ["code"]),
        ("担 当 課 保育課_", "担 当 課 どこか_", ["department"]),
        ("担 当 課 保育課_", "担 当 課 すみよい課_", ["unlisted-department"]),
        ("めざす姿_\n", "予算科目 3.2.1_\nめざす姿_\n", ["department"]),
        ("実施計画_\n", "SDGs 3_\n実施計画_\n", ["several-cells"]),
        ("居場所事業_", "居場所づくり事業_", ["sheet-missing", "row-missing"]),
    ],
)
def test_what_a_sheet_lacks(
    sheet: Callable[[str], Plan], doubts_of: Doubts, old: str, new: str, doubts: list[str]
) -> None:
    assert old in TOP
    plan = sheet(TOP.replace(old, new) + YEARS + "調査_\n試行_\n実施_\n評価_\n10_")
    assert sorted(doubts_of(plan)) == sorted([*doubts, "steps-inferred"])


def test_two_sheets_with_one_code(read_page: ReadPage, doubts_of: Doubts) -> None:
    head = HEAD.replace("■重点", "【重点】見守り事業 防災課 見守ります。_\n■重点")
    one = TOP + YEARS + "調査_\n試行_\n実施_\n評価_\n10_\n"
    other = one.replace("居場所", "見守り").replace("保育課", "防災課").removesuffix("\n")
    plan = read_page(head + one + other)
    assert [project.code for project in plan.projects] == ["2-1-3", "2-1-3"]
    assert len({project.key for project in plan.projects}) == 2
    assert "project-twice" in doubts_of(plan)
    assert [len(project.steps) for project in plan.projects] == [4, 4]


def test_a_sheet_is_matched_to_the_row_of_its_department(read_page: ReadPage) -> None:
    head = HEAD.replace(
        "【重点】居場所事業 保育課", "居場所事業 防災課 居場所を備えます。_\n居場所事業 保育課"
    )
    plan = read_page(head + TOP + YEARS + "調査_\n試行_\n実施_\n評価_\n10_")
    assert [(project.code, project.description) for project in plan.projects] == [
        (None, "居場所を備えます。"),
        ("2-1-3", "居場所をつくります。"),
    ]
