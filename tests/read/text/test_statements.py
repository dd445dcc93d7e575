"""Policies and their statements on an invented city's page."""

from collections.abc import Callable

import pytest

from keikaku.plan import Plan

ReadPage = Callable[..., Plan]
Doubts = Callable[[Plan], list[str]]

PAGE = """\
基本目標２ 安心して暮らせるまち_
政策１ 子育て支援の充実_
■取組の方向_
（１）子育て家庭への支援_
{statements}
■主な事業_
事務事業名 担当課 事業の概要_
相談事業 保育課 応じ
ます。_"""


@pytest.mark.parametrize(
    ("statements", "expected", "doubts"),
    [
        pytest.param("① 支援\nします。_", [("①", "支援します。")], [], id="wrapped"),
        pytest.param(
            "①支援します。_\n② 守ります。_", [("①", "支援します。"), ("②", "守ります。")], [], id="two"
        ),
        pytest.param(
            "支援します。_\n守ります。_", [(None, "支援します。"), (None, "守ります。")], [], id="no numbers"
        ),
        pytest.param(
            "・支援します。_\n・守ります。_", [(None, "支援します。"), (None, "守ります。")], [], id="bullets"
        ),
        pytest.param(
            "支援します。_\n① 守ります。_", [(None, "支援します。"), ("①", "守ります。")], [], id="lead"
        ),
        pytest.param(
            "① 支援します。_\nまた、守ります。_",
            [("①", "支援します。\nまた、守ります。")],
            [],
            id="paragraph",
        ),
        pytest.param(
            "⑴ 支援します。_\n⑶ 守ります。_",
            [("⑴", "支援します。"), ("⑶", "守ります。")],
            ["number-gap"],
            id="gap",
        ),
        pytest.param("① 家庭を支\n12_\n 援します。_", [("①", "家庭を支援します。")], [], id="page break"),
        pytest.param(
            "① 家庭を、_\n12_\n 支援します。_",
            [("①", "家庭を、支援します。")],
            [],
            id="page break after a cell end",
        ),
        pytest.param(
            "① 支援します。_\n※ 予定です。_", [("①", "支援します。")], ["unread-line"], id="footnote"
        ),
        pytest.param(
            "① 支援します。_\nSDGs 3 4_", [("①", "支援します。")], ["unread-line"], id="SDG marks below"
        ),
        pytest.param(
            "SDGs 3 4_\n① 支援します。_",
            [(None, "SDGs 3 4"), ("①", "支援します。")],
            ["no-sentence"],
            id="SDG marks above",
        ),
        pytest.param(
            "（２）は、この後に述べます。_",
            [(None, "（２）は、この後に述べます。")],
            [],
            id="a sentence like a heading",
        ),
    ],
)
def test_statements(
    read_page: ReadPage,
    doubts_of: Doubts,
    statements: str,
    expected: list[tuple[str | None, str]],
    doubts: list[str],
) -> None:
    plan = read_page(PAGE.format(statements=statements), without="sheets")
    (policy,) = plan.policies[2:]
    assert [(each.number, each.text) for each in policy.statements] == expected
    assert [each.order for each in policy.statements] == list(range(1, len(expected) + 1))
    assert doubts_of(plan) == doubts


def test_text_before_the_first_policy_is_the_field_s(read_page: ReadPage) -> None:
    page = PAGE.format(statements="① 支援します。_").replace("（１）", "市をあげて取り組みます。_\n（１）")
    plan = read_page(page, without="sheets")
    assert [each.text for each in plan.policies[1].statements] == ["市をあげて取り組みます。"]


def test_two_levels_in_the_section(read_page: ReadPage) -> None:
    level = '  - {name: 取組の方向, where: policies, headings: "（{number}）{name}"}\n'
    lower = '  - {name: 施策, where: policies, headings: "{number}．{name}"}\n'
    statements = (
        "１．相談の充実_\n① 応じます。_\n２．居場所づくり_\n① つくります。_\n"
        "（２）保育の充実_\n１．定員の増_\n① 増やします。_"
    )
    plan = read_page(
        PAGE.format(statements=statements), without="sheets", replacing=((level, level + lower),)
    )
    names = {policy.key: policy.name for policy in plan.policies}
    assert [(each.depth, each.name, names.get(each.broader or "")) for each in plan.policies[2:]] == [
        (3, "子育て家庭への支援", "子育て支援の充実"),
        (4, "相談の充実", "子育て家庭への支援"),
        (4, "居場所づくり", "子育て家庭への支援"),
        (3, "保育の充実", "子育て支援の充実"),
        (4, "定員の増", "保育の充実"),
    ]
    assert [policy.key for policy in plan.policies[2:]] == ["2-1-1", "2-1-1-1", "2-1-1-2", "2-1-2", "2-1-2-1"]


def test_a_policy_without_number_has_a_key_of_its_name(read_page: ReadPage) -> None:
    level = '"（{number}）{name}"'
    plan = read_page(
        PAGE.format(statements="① 支援します。_").replace("（１）子", "□子"),
        without="sheets",
        replacing=((level, '"□{name}"'),),
    )
    (policy,) = plan.policies[2:]
    assert policy.notation is None
    assert policy.name == "子育て家庭への支援"
    assert policy.key.startswith("2-1-")
    assert policy.key.isascii()


def test_a_policy_below_no_heading_is_doubtful(read_page: ReadPage, doubts_of: Doubts) -> None:
    page = PAGE.split("\n", maxsplit=2)[2].replace("{statements}", "① 支援します。_")
    assert doubts_of(read_page(page, without="sheets")) == ["policy-without-place"]
