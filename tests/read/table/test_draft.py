"""`keikaku profile`'s draft: of a sane table it can be read at once; what it cannot know it says."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from invented_table import departments, separated, sums, told, workbook
from keikaku.plan import Plan
from keikaku.problem import Problem
from keikaku.read import draft_profile

Read = Callable[..., Plan]

GENRE = "genre: table\n"


def drafted(table: bytes) -> str:
    """The draft, as the fixture wants it: without its first key."""
    draft = draft_profile(table, "a.xlsx")
    assert GENRE in draft
    return draft.replace(GENRE, "")


def test_a_draft_of_a_sane_table_is_read_at_once(read_table: Read) -> None:
    rows = [
        ["令和7年度 事業一覧（単位：千円）"],
        [
            "施策名",
            "事業番号",
            "事業名",
            "所管課",
            "事業概要",
            "令和5年度決算",
            "令和6年度決算",
            "令和7年度予算",
            "担当者氏名",
        ],
        ["1 子育て", "101", "相談事業", "保育課", "相談に応じる。", "1,234", "0", "－", "甲野太郎"],
        ["2 防災", "102", "訓練事業", "防災課", "訓練をする。", "▲39", "", "5億円", "乙山花子"],
    ]
    table = separated(rows)
    draft = draft_profile(table, "a.csv")
    assert "甲野太郎" not in draft
    plan = read_table(drafted(table), table)
    assert sums(plan, "相談事業") == {
        "settlement-2023": "1234000",
        "settlement-2024": "0",
        "budget-2025": "dash",
    }
    assert sums(plan, "訓練事業") == {
        "settlement-2023": "-39000",
        "settlement-2024": "blank",
        "budget-2025": "500000000",
    }
    assert [(each.notation, each.name) for each in plan.policies] == [("1", "子育て"), ("2", "防災")]
    assert departments(plan, "相談事業") == ["保育課"]
    assert plan.projects[0].description == "相談に応じる。"
    assert told(plan) == []


def wide(projects: int) -> tuple[list[list[Any]], list[str]]:
    """A workbook of 210 columns: a note, a unit, a header of three rows with merged groups, and names of persons."""
    fixed = ["事業番号", "事業名", "部", "課", "事業概要", "政策名", "施策名", "担当者名"]
    sources = [
        "国庫支出金",
        "県支出金",
        "地方債",
        "その他特定財源",
        "一般財源",
        "事業費計(A)",
        "人件費(B)",
        "総事業費",
    ]
    years = ["令和2年度", "令和3年度", "令和4年度", "令和5年度", "令和6年度", "令和7年度"]
    kinds = ["当初予算", "決算"]
    groups = len(years) * len(kinds) * len(sources)
    rest = [f"評価{number}" for number in range(210 - len(fixed) - groups)]
    first = [*fixed, *(year for year in years for _ in range(groups // len(years))), *rest]
    second = (
        ["" for _ in fixed] + [kind for _ in years for kind in kinds for _ in sources] + ["" for _ in rest]
    )
    third = (
        ["" for _ in fixed]
        + [source for _ in years for _ in kinds for source in sources]
        + ["" for _ in rest]
    )
    rows: list[list[Any]] = [
        ["調整用（このセルには必ず何か入力していること）"],
        ["（単位：千円）"],
        first,
        second,
        third,
    ]
    for number in range(1, projects + 1):
        row = [
            f"{number:04}",
            f"事業その{number}",
            "総務部",
            "総務課",
            "概要",
            f"{number % 3 + 1} 政策",
            "1 施策",
            "甲野太郎",
        ]
        rows.append([*row, *(number * 1000 + at for at in range(groups)), *("A" for _ in rest)])
    merges = [f"{letter}3:{letter}5" for letter in "ABCDEFGH"]
    return rows, merges


def test_a_draft_of_a_workbook_of_210_columns(read_table: Read) -> None:
    rows, merges = wide(12)
    assert {len(row) for row in rows[2:]} == {210}
    table = workbook(rows, merges)
    draft = draft_profile(table, "a.xlsx")
    assert "header: [3, 5]" in draft
    assert "甲野太郎" not in draft
    # Of the sums of one kind and year a person must choose one.
    with pytest.raises(Problem, match="would be amounts of the same kind and year"):
        read_table(drafted(table), table, file="a.xlsx")
    chosen = (
        "columns: {name: 事業名, code: 事業番号, departments: [部, 課], description: 事業概要}\n"
        "levels:\n  - {name: 政策, column: 政策名, forms: '{number} {name}'}\n"
        "  - {name: 施策, column: 施策名, forms: '{number} {name}'}\n"
        "amounts:\n  - {column: '{year} > 当初予算 > 総事業費', kind: budget}\n"
        "  - {column: '{year} > 決算 > 総事業費', kind: settlement}\n"
    )
    plan = read_table(chosen, table, file="a.xlsx")
    assert len(plan.projects) == 12
    assert told(plan) == ["unmapped-columns"]
    for number, project in enumerate(plan.projects, 1):
        assert (project.code, project.name) == (f"{number:04}", f"事業その{number}")
        expected = {
            f"{kind}-{year}": Decimal(number * 1000 + (year - 2020) * 16 + at) * 1000
            for year in range(2020, 2026)
            for kind, at in (("budget", 7), ("settlement", 15))
        }
        assert {amount.key: amount.value for amount in project.amounts} == expected
    assert departments(plan, "事業その1") == ["総務部 総務課"]
    everything = str(plan)
    assert "甲野太郎" not in everything


def test_what_a_draft_cannot_know(read_table: Read) -> None:
    rows: Sequence[Sequence[str]] = [["事業名", "事業費", "5年度実績"], ["相談事業", "12", "34"]]
    draft = draft_profile(separated(rows), "a.csv", "en")
    assert "of which year “事業費” is, is not known" in draft
    assert "the table does not say its unit" in draft
    assert "era: 令和" in draft
    plan = read_table(draft.replace(GENRE, "").replace("# unit", "unit"), separated(rows))
    assert sums(plan, "相談事業") == {"settlement-2023": "34000"}


def test_a_draft_of_long_form(read_table: Read) -> None:
    rows = [["事業名", "担当課", "年度", "金額区分", "金額", "単位"]]
    rows += [
        ["相談事業", "保育課", "令和5年度", "決算", "1", "千円"],
        ["相談事業", "保育課", "令和6年度", "予算", "2", "百万円"],
    ]
    plan = read_table(drafted(separated(rows)), rows)
    assert sums(plan, "相談事業") == {"settlement-2023": "1000", "budget-2024": "2000000"}


def test_a_draft_names_repeated_headers_by_their_letters(read_table: Read) -> None:
    rows = [["事業名", "概要", "備考", "備考"], ["相談事業", "相談", "甲", "乙"]]
    draft = draft_profile(separated(rows), "a.csv")
    assert "- C列" in draft
    assert "- D列" in draft
    assert told(read_table(drafted(separated(rows)), rows)) == []


@pytest.mark.parametrize("table", [b"a,b\n1,2\n", separated([["会議録"], ["発言"]])])
def test_no_table_of_projects(table: bytes, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no header with a column of projects' names"):
        draft_profile(table, str(tmp_path / "a.csv"))
