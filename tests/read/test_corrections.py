"""Corrections: each kind, what it settles, and how loudly it fails when the document no longer says what it names."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from keikaku.plan import AmountStatus, Basis, Plan, Project
from keikaku.problem import Problem
from keikaku.read.reader import read_folder

PAGE = """\
基本目標２ 安心して暮らせるまち_
政策１ 子育て支援の充実_
■取組の方向_
（１）子育て家庭への支援_
① 妊娠期から支
援します。_
※ 予定です。_
■主な事業_
事務事業名 担当課 事業の概要_
相談事業 保育課 応じます。_
【重点】居場所事業 保育課 居場所をつくります。_
■重点プロジェクト_
事業番号 ２－１－３ 事務事業名 居場所事業_
担当課 保育課_
めざす姿 だれもが居場所を持つ。_
事業の概要 居場所をつくります。_
実施計画_
令和６年度 令和７年度 令和８年度 令和９年度 計画事業費（千円）_
調査_
試行_
実施_
評価_
改善_
1,234_"""
REMARK_LINE = 13
COMMON = "    by: 架空市 企画課\n    date: 2026-11-22\n    why: {ja: 見た。, en: Seen.}\n"

Corrected = Callable[..., Plan]


@pytest.fixture
def corrected(page_folder: Callable[..., Path]) -> Corrected:
    def read(*entries: str, page: str = PAGE) -> Plan:
        folder = page_folder(
            page, replacing=(("terms: CC BY 4.0", "terms: CC BY 4.0, corrections: corrections.yaml"),)
        )
        text = "corrections:\n" + "".join(f"  - {entry}\n{COMMON}" for entry in entries)
        (folder / "corrections.yaml").write_text(text, "utf-8")
        return read_folder(folder)[-1]

    return read


def project(plan: Plan, name: str = "居場所事業") -> Project:
    return next(each for each in plan.projects if each.name == name)


def settled(plan: Plan) -> dict[str, str | None]:
    return {doubt.code: doubt.correction for doubt in plan.doubts}


STEPS = (
    "id: steps\n    project: 2-1-3\n    steps: {2024: [調査], 2025: [試行], 2026: [実施], 2027: [評価, 改善]}"
)


def test_steps(corrected: Corrected) -> None:
    plan = corrected(STEPS)
    assert [(each.key, each.text, each.basis) for each in project(plan).steps] == [
        ("2024/1", "調査", Basis.CORRECTED),
        ("2025/1", "試行", Basis.CORRECTED),
        ("2026/1", "実施", Basis.CORRECTED),
        ("2027/1", "評価", Basis.CORRECTED),
        ("2027/2", "改善", Basis.CORRECTED),
    ]
    assert [each.sources[0].first for each in project(plan).steps] == [37, 39, 41, 43, 45]
    assert settled(plan)["steps-unplaced"] == "steps"
    (made,) = plan.corrections
    assert (made.id, made.by, made.on.isoformat(), made.why.en) == (
        "steps",
        "架空市 企画課",
        "2026-11-22",
        "Seen.",
    )
    assert made.project == "2-1-3"
    assert made.sources == project(plan).sources


def test_a_step_that_moves_keeps_the_keys_of_the_others(corrected: Corrected) -> None:
    page = PAGE.replace("改善_\n", "")
    inferred = {each.text: each.key for each in project(corrected(page=page)).steps}
    moved = corrected(
        "id: steps\n    project: 2-1-3\n    steps: {2024: [調査, 試行], 2026: [実施], 2027: [評価]}",
        page=page,
    )
    keys = {each.text: each.key for each in project(moved).steps}
    assert {text: keys[text] for text in ("調査", "実施", "評価")} == {
        text: inferred[text] for text in ("調査", "実施", "評価")
    }
    assert keys["試行"] == "2024/2"


@pytest.mark.parametrize(
    ("entry", "name", "field", "value"),
    [
        (
            "id: a\n    project: 相談事業\n    field: description\n    printed: 応じます。\n    read: 相談に応じます。",
            "相談事業",
            "description",
            "相談に応じます。",
        ),
        (
            "id: a\n    project: 相談 事業\n    field: name\n    printed: 相談事業\n    read: 子ども相談事業",
            "子ども相談事業",
            "name",
            "子ども相談事業",
        ),
        (
            "id: a\n    project: 2-1-3\n    field: goal\n    printed: だれもが居場所を持つ。\n"
            "    read: みなが居場所を持つ。",
            "居場所事業",
            "goal",
            "みなが居場所を持つ。",
        ),
    ],
)
def test_words(corrected: Corrected, entry: str, name: str, field: str, value: str) -> None:
    plan = corrected(entry)
    assert getattr(project(plan, name), field) == value


def test_departments(corrected: Corrected) -> None:
    plan = corrected(
        "id: a\n    project: 相談事業\n    field: department\n    printed: 保育課\n    read: 防災課、高齢課"
    )
    names = {each.key: each.name for each in plan.municipality.departments}
    assert [names[key] for key in project(plan, "相談事業").departments] == ["防災課", "高齢者支援課"]


def test_a_cost(corrected: Corrected) -> None:
    plan = corrected(
        "id: a\n    project: 2-1-3\n    field: cost\n    printed: 1,234千円\n    read: 12,340千円"
    )
    (cost,) = project(plan).amounts
    assert (cost.value, cost.published_value, cost.published_unit) == (Decimal(12_340_000), "12,340", "千円")
    assert (cost.basis, cost.key) == (Basis.CORRECTED, "plan-2024-2027")


def test_a_cost_that_could_not_be_read(corrected: Corrected) -> None:
    page = PAGE.replace("1,234_", "約1,234千円_")
    assert project(corrected(page=page)).amounts == ()
    plan = corrected(
        "id: a\n    project: 2-1-3\n    field: cost\n    printed: 約1,234千円\n    read: 1,234千円", page=page
    )
    (cost,) = project(plan).amounts
    assert (cost.value, cost.basis) == (Decimal(1_234_000), Basis.CORRECTED)
    assert settled(plan)["amount"] == "a"


def test_a_blank_cost(corrected: Corrected) -> None:
    page = PAGE.replace("改善_\n1,234_", "改善_\n※ 事業費は調整しています。_")
    plan = corrected('id: a\n    project: 2-1-3\n    field: cost\n    printed: ""\n    read: 未定', page=page)
    assert project(plan).amounts[0].status is AmountStatus.UNDECIDED
    assert settled(plan)["cost-blank"] == "a"


def test_a_line_to_ignore(corrected: Corrected) -> None:
    plan = corrected(f"id: a\n    ignore: {REMARK_LINE}\n    printed: 予定です。")
    assert settled(plan)["unread-line"] == "a"
    assert plan.corrections[0].project is None
    assert plan.corrections[0].sources[0].first == REMARK_LINE


def test_years_that_are_not_the_plan_s_are_settled_by_their_line_only(corrected: Corrected) -> None:
    page = PAGE.replace("令和８年度 ", "")
    steps = STEPS.replace("2026: [実施], 2027: [評価, 改善]", "2027: [実施, 評価, 改善]")
    assert settled(corrected(steps, page=page))["schedule-years"] is None
    plan = corrected(steps, "id: years\n    ignore: 35\n    printed: 令和９年度", page=page)
    assert settled(plan)["schedule-years"] == "years"


def test_a_header_that_cannot_be_read_is_settled_by_its_line_only(corrected: Corrected) -> None:
    page = PAGE.replace("令和７年度", "令和６年度")
    plan = corrected(STEPS, page=page)
    assert settled(plan)["steps-unplaced"] == "steps"
    assert settled(plan)["schedule"] is None
    plan = corrected(STEPS, "id: header\n    ignore: 35\n    printed: 令和６年度 令和６年度", page=page)
    assert settled(plan)["schedule"] == "header"


def test_steps_of_a_year_without_a_column(corrected: Corrected) -> None:
    with pytest.raises(Problem, match=r"no column for 2027; its years are 2024、2025、2026、2028"):
        corrected(STEPS, page=PAGE.replace("令和９年度", "令和10年度"))


def test_no_correction_changes_a_key(corrected: Corrected) -> None:
    before = corrected()
    after = corrected(
        STEPS,
        "id: b\n    project: 相談事業\n    field: name\n    printed: 相談事業\n    read: 子ども相談事業",
        "id: c\n    project: 2-1-3\n    field: name\n    printed: 居場所事業\n    read: みんなの居場所事業",
        "id: d\n    project: 2-1-3\n    field: cost\n    printed: 1,234千円\n    read: －",
        "id: e\n    project: 2-1-3\n    field: department\n    printed: 保育課\n    read: 防災課",
    )
    for plan in (before, after):
        assert [each.key for each in plan.projects][1] == "2-1-3"
    assert [each.key for each in before.projects] == [each.key for each in after.projects]
    assert [each.key for each in before.listings] == [each.key for each in after.listings]
    assert [each.key for each in before.policies] == [each.key for each in after.policies]
    assert [each.key for each in before.doubts] == [each.key for each in after.doubts]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("id: a\n    project: 2-1-9\n    steps: {2024: [調査]}", "'2-1-9' is not in the document"),
        ("id: a\n    project: 2-1-3\n    steps: {2024: [調査]}", "「試行」、「実施」、「評価」、「改善」"),
        ("id: a\n    project: 相談事業\n    steps: {2024: [調査]}", "not those of the document: —"),
        (
            "id: a\n    project: 相談事業\n    field: description\n    printed: 助言します。\n    read: x",
            "says “応じます。”, not “助言します。”",
        ),
        ("id: a\n    project: 相談事業\n    field: goal\n    printed: 目標\n    read: x", "says “—”"),
        (
            "id: a\n    project: 相談事業\n    field: department\n    printed: 防災課\n    read: 保育課",
            "names “保育課”, not “防災課”",
        ),
        (
            "id: a\n    project: 相談事業\n    field: department\n    printed: 保育課\n    read: 月面課",
            "'月面課' is not listed",
        ),
        (
            "id: a\n    project: 2-1-3\n    field: cost\n    printed: 1,235千円\n    read: 1千円",
            "says “1,234千円”",
        ),
        (
            "id: a\n    project: 2-1-3\n    field: cost\n    printed: 1,234千円\n    read: たくさん",
            "not a sum",
        ),
        ('id: a\n    project: 相談事業\n    field: cost\n    printed: ""\n    read: 1千円', "has no cost"),
        ("id: a\n    ignore: 19\n    printed: 応じます。", "line 19 is no unread line"),
        (f"id: a\n    ignore: {REMARK_LINE}\n    printed: 決定です。", "it says “※ 予定です。”"),
    ],
)
def test_a_correction_that_no_longer_fits(corrected: Corrected, entry: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        corrected(STEPS.replace("id: steps", "id: first"), entry)
    problem = caught.value
    assert said in problem.what.en
    assert "correction 'a' does not fit" in problem.what.en
    assert "補正「a」" in problem.what.ja
    assert problem.place is not None
    assert Path(problem.place.file).name == "corrections.yaml"
    assert problem.place.line == 8  # its own entry, below the first one's six lines


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("id: A b\n    ignore: 3\n    printed: x", "wrong value"),
        ("id: a\n    project: 相談事業", "exactly one of"),
        (
            "id: a\n    project: 相談事業\n    ignore: 3\n    steps: {2024: [x]}\n    printed: x",
            "exactly one of",
        ),
        ("id: a\n    steps: {2024: [x]}", "`project`"),
        ("id: a\n    project: 相談事業\n    field: name\n    read: x", "`printed` and `read`"),
        ("id: a\n    project: 相談事業\n    field: shade\n    printed: x\n    read: y", "wrong value"),
        ("id: a\n    ignore: 3", "needs `printed`"),
        ("id: a\n    project: x\n    steps: {R6: [x]}", "wrong value"),
        ("id: a\n    porject: x\n    steps: {2024: [x]}", "Did you mean 'project'"),
    ],
)
def test_a_correction_that_says_nothing(corrected: Corrected, entry: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        corrected(entry)
    assert said in caught.value.what.en
    assert caught.value.place is not None
    assert caught.value.place.line is not None
    assert caught.value.place.line >= 2


def test_one_id_twice(corrected: Corrected) -> None:
    entry = f"id: a\n    ignore: {REMARK_LINE}\n    printed: 予定です。"
    with pytest.raises(Problem, match="stands here twice"):
        corrected(entry, entry)


def test_a_name_that_two_projects_have(corrected: Corrected) -> None:
    page = PAGE.replace(
        "相談事業 保育課 応じます。_", "相談事業 保育課 応じます。_\n相談事業 防災課 応じます。_"
    )
    with pytest.raises(Problem, match="there are several projects"):
        corrected(
            "id: a\n    project: 相談事業\n    field: name\n    printed: 相談事業\n    read: x", page=page
        )


def with_kamakura(folder: Path, old: str, new: str) -> str:
    document = folder / "documents/implementation-plan-2014-civic-autonomy.txt"
    words = document.read_text("utf-8")
    assert old in words
    document.write_text(words.replace(old, new, 1), "utf-8")
    with pytest.raises(Problem) as caught:
        read_folder(folder)
    assert document.name in caught.value.what.en
    assert document.name in caught.value.what.ja
    assert caught.value.place is not None
    assert (Path(caught.value.place.file).name, caught.value.place.line) == ("corrections.yaml", 3)
    return caught.value.in_("en") + caught.value.in_("ja")


def test_a_year_outside_the_plan_is_told_with_the_correction_that_it_upsets(kamakura_copy: Path) -> None:
    told = with_kamakura(kamakura_copy, "平成26年度 平成27年度", "平成29年度 平成27年度")
    assert "line 234: the years of the steps (2017、2015、2016) are not those of the plan" in told
    assert "234行: 工程の年度(2017、2015、2016)が計画の期間(2014〜2016年度)と違います。" in told


def test_a_code_that_stands_twice_is_told_with_both_places(kamakura_copy: Path) -> None:
    told = with_kamakura(kamakura_copy, "０－１－１－２", "０－１－１－１")
    assert "has the name or code of" in told
    assert "there are several projects '0-1-1-1'" in told


def test_steps_that_changed_are_told_with_their_lines(kamakura_copy: Path) -> None:
    told = with_kamakura(kamakura_copy, "小学校区での地域会\n\n議の設立", "小学校区での地域会\n\n議の開催")
    assert "does not fit lines 236-238, 240-242, 244-246, 248-252, 254-256 of " in told
    assert (
        "civic-autonomy.txtの236〜238行、240〜242行、244〜246行、248〜252行、254〜256行に合いません。" in told
    )
