"""Headings, totals and sections of an invented city's pages, wherever on the page they stand."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from keikaku.plan import Plan, Severity
from keikaku.problem import Problem

ReadPage = Callable[..., Plan]
Doubts = Callable[[Plan], list[str]]

HEADER = "基本目標２ 安心して暮らせるまち_\n政策１ 子育て支援の充実_\n計画事業費（４か年合計）：500千円_\n"
BODY = """\
■取組の方向_
（１）子育て家庭への支援_
① 妊娠期から支
援します。_
■主な事業_
事務事業名 担当課 事業の概要_
相談事業 保育課 応じます。_
"""
POLICIES = [
    ("基本目標", "安心して暮らせるまち"),
    ("政策", "子育て支援の充実"),
    ("取組の方向", "子育て家庭への支援"),
]


def policies(plan: Plan) -> list[tuple[str, str]]:
    levels = {level.depth: level.name for level in plan.levels}
    return [(levels[policy.depth], policy.name) for policy in plan.policies]


def totals(plan: Plan) -> dict[str, Decimal | None]:
    return {policy.name: each.value for policy in plan.policies for each in policy.amounts}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(HEADER + BODY, id="at the head"),
        pytest.param(BODY + HEADER, id="at the foot"),
        pytest.param(BODY.replace("■主な", HEADER + " ■主な"), id="at the foot of the first page"),
        pytest.param("架空市行動計画_\n12_\n" + HEADER + BODY, id="below a title"),
        pytest.param(HEADER.replace("計画事業費", "_\n計画事業費") + BODY, id="with an empty line"),
    ],
)
def test_page_headings_hold_for_their_page(read_page: ReadPage, page: str) -> None:
    plan = read_page(page, without="sheets", replacing=(("table:", "furniture: 架空市行動計画\ntable:"),))
    assert policies(plan) == POLICIES
    assert [project.policy for project in plan.projects] == [plan.policies[1].key]
    assert totals(plan) == {"子育て支援の充実": Decimal(500_000)}
    assert plan.policies[2].broader == plan.policies[1].key


def test_several_fields_in_one_document(read_page: ReadPage) -> None:
    second = HEADER.replace("政策１ 子育て支援", "政策２ 高齢者支援").replace("500", "700")
    page = HEADER + BODY + " " + second + BODY.replace("相談", "見守り").replace("子育て家庭", "高齢者")
    plan = read_page(page.rstrip("\n"), without="sheets")
    names = {policy.key: policy.name for policy in plan.policies}
    assert [(each.name, names.get(each.broader or "")) for each in plan.policies] == [
        ("安心して暮らせるまち", None),
        ("子育て支援の充実", "安心して暮らせるまち"),
        ("子育て家庭への支援", "子育て支援の充実"),
        ("高齢者支援の充実", "安心して暮らせるまち"),
        ("高齢者への支援", "高齢者支援の充実"),
    ]
    assert [(each.name, names[each.policy or ""]) for each in plan.projects] == [
        ("相談事業", "子育て支援の充実"),
        ("見守り事業", "高齢者支援の充実"),
    ]
    assert totals(plan) == {"子育て支援の充実": Decimal(500_000), "高齢者支援の充実": Decimal(700_000)}


def test_a_total_below_a_policy_is_that_policy_s(read_page: ReadPage) -> None:
    page = (HEADER + BODY).replace("援します。_\n", "援します。_\n計画事業費（４か年合計）：30千円_\n")
    assert totals(read_page(page, without="sheets")) == {
        "子育て支援の充実": Decimal(500_000),
        "子育て家庭への支援": Decimal(30_000),
    }


@pytest.mark.parametrize(
    ("total", "doubts"),
    [
        ("計画事業費（４か年合計）：500千円_", []),
        ("計画事業費（四か年合計）：－_", []),
        ("計画事業費（３か年合計）：500千円_", ["total-years"]),
        ("計画事業費（４か年合計）：500_", ["amount"]),
        ("計画事業費（４か年合計）：約500千円_", ["amount"]),
        ("計画事業費（４か年合計）：500千円_\n計画事業費（４か年合計）：600千円_", ["total-twice"]),
        ("計画事業費（４か年合計）：500千円_\n計画事業費（４か年合計）：500千円_", []),
    ],
)
def test_totals(read_page: ReadPage, doubts_of: Doubts, total: str, doubts: list[str]) -> None:
    page = HEADER.replace("計画事業費（４か年合計）：500千円_", total) + BODY
    assert doubts_of(read_page(page, without="sheets")) == doubts


def test_a_total_of_nothing(read_page: ReadPage, doubts_of: Doubts) -> None:
    plan = read_page(BODY + "計画事業費（４か年合計）：500千円_", without="sheets")
    assert doubts_of(plan) == ["policy-without-place", "total-without-policy"]


def test_one_number_at_two_names(read_page: ReadPage, doubts_of: Doubts) -> None:
    page = (HEADER + BODY).replace("■主な", "（１）保育の充実_\n① 保育所を増やします。_\n■主な")
    plan = read_page(page, without="sheets")
    assert [policy.name for policy in plan.policies[2:]] == ["子育て家庭への支援", "保育の充実"]
    assert len({policy.key for policy in plan.policies}) == 4
    assert doubts_of(plan) == ["number-twice"]


@pytest.mark.parametrize(
    ("section", "missing"),
    [("■取組の方向_", "■取組の方向"), ("■主な事業_", "■主な事業"), ("", "■重点プロジェクト")],
)
def test_a_section_that_is_missing(read_page: ReadPage, section: str, missing: str) -> None:
    page = (HEADER + BODY).replace(section, "") if section else HEADER + BODY
    with pytest.raises(Problem, match=f"“{missing}” is missing"):
        read_page(page, without="sheets" if section else "")


def test_a_section_heading_that_wrapped(read_page: ReadPage, doubts_of: Doubts) -> None:
    plan = read_page((HEADER + BODY).replace("■主な事業_", "■主な\n事業_"), without="sheets")
    assert [project.name for project in plan.projects] == ["相談事業"]
    assert doubts_of(plan) == []


def test_what_stands_before_the_first_section_is_told(read_page: ReadPage, doubts_of: Doubts) -> None:
    plan = read_page(HEADER + "この政策では、次のことに取り組みます。_\n" + BODY, without="sheets")
    assert doubts_of(plan) == ["unread-line"]
    (unread,) = (doubt for doubt in plan.doubts if doubt.code == "unread-line")
    assert "この政策では" in unread.message.ja
    assert unread.sources[0].first == 7


def test_furniture_is_counted(read_page: ReadPage) -> None:
    page = "行動計画_\n" + HEADER + BODY + " 行動計画_\n" + HEADER + "見守り事業 保育課 見守ります。_"
    plan = read_page(page, without="sheets", replacing=(("table:", "furniture: 行動計画\ntable:"),))
    notes = {doubt.code: doubt for doubt in plan.doubts if doubt.severity is Severity.NOTE}
    assert {
        code: sum(each.last - each.first + 2 for each in note.sources) // 2 for code, note in notes.items()
    } == {
        "section-heading": 2,
        "column-header": 1,
        "page-heading": 2,
        "furniture": 2,
    }


def test_two_fields_on_one_page(read_page: ReadPage, doubts_of: Doubts) -> None:
    second = "政策２ 高齢者支援の充実_\n計画事業費（４か年合計）：700千円_\n"
    page = HEADER + BODY + second + BODY.replace("相談", "見守り").replace("子育て家庭", "高齢者")
    plan = read_page(page.rstrip("\n"), without="sheets")
    names = {policy.key: policy.name for policy in plan.policies}
    assert [(each.name, names[each.policy or ""]) for each in plan.projects] == [
        ("相談事業", "子育て支援の充実"),
        ("見守り事業", "高齢者支援の充実"),
    ]
    assert totals(plan) == {"子育て支援の充実": Decimal(500_000), "高齢者支援の充実": Decimal(700_000)}
    assert set(doubts_of(plan)) == {"several-headings"}
