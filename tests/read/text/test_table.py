"""Rows of the project list on an invented city's page: right, or doubtful where the page is."""

from collections.abc import Callable
from typing import Any

import pytest

from keikaku.plan import Plan, Project

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
"""


@pytest.fixture
def rows(read_page: ReadPage) -> Callable[[str], Plan]:
    return lambda page: read_page(HEAD + page, without="sheets")


def facts(plan: Plan) -> list[tuple[str, str, str | None]]:
    names = {department.key: department.name for department in plan.municipality.departments}
    return [
        (each.name, "、".join(names[key] for key in each.departments), each.description)
        for each in plan.projects
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "相談事業 保育課 相談に応じま\nす。_", [("相談事業", "保育課", "相談に応じます。")], id="one line"
        ),
        pytest.param(
            "子ども相\n談事業_\n保育課 相談に応じます。_",
            [("子ども相談事業", "保育課", "相談に応じます。")],
            id="name wrapped",
        ),
        pytest.param(
            "相談事業_\n保育課_\n相談に応じます。_",
            [("相談事業", "保育課", "相談に応じます。")],
            id="three cells",
        ),
        pytest.param(
            "相談事業 子ども・若者政策\n課 相談に応じます。_",
            [("相談事業", "子ども・若者政策課", "相談に応じます。")],
            id="department wrapped in the line",
        ),
        pytest.param(
            "相談事業_\n子ども・若者政策\n課_\n保育課_\n相談に応じます。_",
            [("相談事業", "子ども・若者政策課、保育課", "相談に応じます。")],
            id="departments one above the other",
        ),
        pytest.param(
            "相談事業 保育課\n相談に応じます。_",
            [("相談事業", "保育課", "相談に応じます。")],
            id="cell end lost",
        ),
        pytest.param(
            "子ども 相談 事業　保育課　相談に応じます。_",
            [("子ども 相談 事業", "保育課", "相談に応じます。")],
            id="spaces in the name",
        ),
        pytest.param(
            "相談事業 福祉部 高齢課 相談に応じます。_",
            [("相談事業", "高齢者支援課", "相談に応じます。")],
            id="parent and alias",
        ),
        pytest.param(
            "相談事業 保育課 相談に応じ、\n 事務事業名 担当課 事業の概要_\n助言します。_\n"
            "見守り事業 保育課 見守ります。_",
            [("相談事業", "保育課", "相談に応じ、助言します。"), ("見守り事業", "保育課", "見守ります。")],
            id="header again in a description",
        ),
        pytest.param(
            "相談事業 保育課 相談に応じ、\n12_\n 助言します。_",
            [("相談事業", "保育課", "相談に応じ、助言します。")],
            id="page break in a description",
        ),
        pytest.param(
            "見守り事業 防災課 高齢者支援課 とともに見守ります。_",
            [("見守り事業", "防災課、高齢者支援課", "とともに見守ります。")],
            id="departments side by side",
        ),
    ],
)
def test_rows(rows: Callable[[str], Plan], doubts_of: Doubts, page: str, expected: list[Any]) -> None:
    plan = rows(page)
    assert facts(plan) == expected
    assert doubts_of(plan) == []


@pytest.mark.parametrize(
    ("page", "names", "doubts"),
    [
        pytest.param(
            "相談事業 保育課_\n見守り事業 保育課 見守ります。_",
            ["相談事業", "見守り事業"],
            ["no-description"],
            id="blank description",
        ),
        pytest.param(
            "相談事業 相談に応じます。_\n見守り事業 保育課 見守ります。_",
            ["見守り事業"],
            ["row-without-department"],
            id="blank department",
        ),
        pytest.param(
            "見守り事業 保育課 見守ります。_\n相談事業 相談に応じます。_",
            ["見守り事業"],
            ["row-without-department"],
            id="blank department in the last row",
        ),
        pytest.param(
            "SDGs 3_\n相談事業 保育課 相談に応じます。_", ["相談事業"], ["unread-line"], id="SDG marks"
        ),
        pytest.param(
            "（単位：千円）_\n相談事業 保育課 相談に応じます。_", ["相談事業"], ["unread-line"], id="unit"
        ),
        pytest.param(
            "相談事業 保育課 相談に応じます。_\n※ 下線は新しい事業です。_",
            ["相談事業"],
            ["unread-line"],
            id="footnote",
        ),
        pytest.param(
            "相談事業 こども家庭課 相談に応じます。_",
            ["相談事業"],
            ["unlisted-department"],
            id="unlisted department",
        ),
        pytest.param(
            "相談事業 保育課 相談に応じます。_\nまた、助言します。_",
            ["相談事業"],
            ["description-continued"],
            id="paragraph",
        ),
        pytest.param(
            "【拡充】_\n相談事業 保育課 相談に応じます。_",
            ["相談事業"],
            ["unknown-marker"],
            id="unknown marker",
        ),
        pytest.param("＜新規＞_\n相談事業 保育課 相談に応じます。_", ["相談事業"], [], id="known marker"),
        pytest.param(
            "相談事業 保育課 相談に応じます。_\n見守り事業_",
            ["相談事業"],
            ["row-without-department"],
            id="cut off",
        ),
        pytest.param(
            "相談事業 保育課 相談に応じます。_\n相談事業 防災課 災害のときの相談に応じます。_",
            ["相談事業", "相談事業"],
            [],
            id="one name in two departments",
        ),
        pytest.param(
            "相談事業 保育課 相談に応じます。_\n相談事業 保育課 助言します。_",
            ["相談事業", "相談事業"],
            ["project-twice"],
            id="one name twice",
        ),
    ],
)
def test_what_is_doubtful(
    rows: Callable[[str], Plan], doubts_of: Doubts, page: str, names: list[str], doubts: list[str]
) -> None:
    plan = rows(page)
    assert [project.name for project in plan.projects] == names
    assert doubts_of(plan) == doubts
    assert len({project.key for project in plan.projects}) == len(names)


def test_no_column_headers(read_page: ReadPage, doubts_of: Doubts) -> None:
    plan = read_page(
        HEAD.replace("事務事業名 担当課 事業の概要_\n", "") + "相談事業 保育課 応じます。_", without="sheets"
    )
    assert doubts_of(plan) == ["column-header"]


@pytest.mark.parametrize(
    "header",
    [
        "事 務 事 業 名 担 当 課 事 業 の 概 要_",
        "事務事業名_\n担当課_\n事業の概要_",
        "事務事業名 担当課 事業の\n概要_",
        "事務事業名担当課事業の概要_",
    ],
)
def test_column_headers_in_every_shape(read_page: ReadPage, doubts_of: Doubts, header: str) -> None:
    page = HEAD.replace("事務事業名 担当課 事業の概要_", header) + "相談事業 保育課 応じます。_"
    plan = read_page(page, without="sheets")
    assert facts(plan) == [("相談事業", "保育課", "応じます。")]
    assert doubts_of(plan) == []


@pytest.mark.parametrize(
    ("row", "label"),
    [("（再掲）\n", None), ("見守り事業（再掲） 保育課 見守ります。_", "見守り事業（再掲）")],
)
def test_a_row_listed_again(rows: Callable[[str], Plan], row: str, label: str | None) -> None:
    plan = rows(
        "見守り事業 保育課 見守ります。_\n" + (row if label else "（再掲）_\n見守り事業 保育課 見守ります。_")
    )
    (project,) = plan.projects
    (listing,) = plan.listings
    assert listing.relisted
    assert listing.project == project.key
    assert listing.label == (label or "（再掲）見守り事業")


def test_a_row_listed_again_of_two_that_have_its_name(rows: Callable[[str], Plan], doubts_of: Doubts) -> None:
    two = "相談事業 保育課 子どもの相談。_\n相談事業 防災課 災害の相談。_\n"
    by_department = rows(two + "相談事業（再掲） 防災課 相談。_")
    assert by_department.listings[0].project == project_of(by_department, "災害の相談。").key
    unclear = rows(two + "相談事業（再掲） 高齢者支援課 相談。_")
    assert unclear.listings[0].project is None
    assert doubts_of(unclear) == ["relisted-unclear"]


def test_keys_do_not_depend_on_the_order(rows: Callable[[str], Plan]) -> None:
    lines = [
        "相談事業 保育課 子どもの相談。_",
        "相談事業 防災課 災害の相談。_",
        "見守り事業 保育課 見守ります。_",
    ]
    one, other = rows("\n".join(lines)), rows("\n".join(reversed(lines)))
    assert {each.description: each.key for each in one.projects} == {
        each.description: each.key for each in other.projects
    }


def project_of(plan: Plan, description: str) -> Project:
    return next(project for project in plan.projects if project.description == description)


@pytest.mark.parametrize("remark", ["（防災課）", "（本庁舎２階）"])
def test_words_in_brackets_behind_a_department_are_told(
    rows: Callable[[str], Plan], doubts_of: Callable[[Plan], list[str]], remark: str
) -> None:
    plan = rows(f"相談事業 保育課{remark} 相談に応じます。_")
    (project,) = plan.projects
    names = {department.key: department.name for department in plan.municipality.departments}
    assert [names[key] for key in project.departments] == ["保育課"]
    assert doubts_of(plan) == ["department-remark"]
    (message,) = (doubt.message.en for doubt in plan.doubts if doubt.code == "department-remark")
    assert remark.strip("（）").replace("２", "2") in message
