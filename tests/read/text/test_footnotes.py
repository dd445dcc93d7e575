"""Footnotes (※) between the lines of a text: told with their lines, and never part of what stands around them."""

from collections.abc import Callable

import pytest

from keikaku.plan import Doubt, Plan

ReadPage = Callable[..., Plan]

PAGE = """\
基本目標２ 安心して暮らせるまち_
政策１ 子育て支援の充実_
■主な事業_
事務事業名 担当課 事業の概要_
相談事業 保育課 相談に応じます。また、関係
{footnote}
\f事務事業名 担当課 事業の概要_
機関との連携を図ります。_
防災訓練事業 防災課 訓練をします。_"""
FOOTNOTE_LINE = 11  # each printed line is followed by an empty one


def footnotes(plan: Plan) -> list[Doubt]:
    return [doubt for doubt in plan.doubts if doubt.code == "unread-line"]


def descriptions(plan: Plan) -> dict[str, str | None]:
    return {project.name: project.description for project in plan.projects}


@pytest.fixture
def read_list(read_page: ReadPage) -> ReadPage:
    def read(page: str) -> Plan:
        return read_page(page, without="policies, sheets")

    return read


@pytest.mark.parametrize(
    ("footnote", "words", "last"),
    [
        pytest.param("※ 窓口の名称は仮称です。_", "※ 窓口の名称は仮称です。", FOOTNOTE_LINE, id="one line"),
        pytest.param(
            "※ 窓口の名称は\n仮称です。_", "※ 窓口の名称は仮称です。", FOOTNOTE_LINE + 2, id="wrapped"
        ),
        pytest.param("※ 仮称です。", "※ 仮称です。", FOOTNOTE_LINE, id="no end before the page's"),
    ],
)
def test_a_description_goes_on_behind_a_footnote(
    read_list: ReadPage, footnote: str, words: str, last: int
) -> None:
    plan = read_list(PAGE.replace("{footnote}", footnote))
    assert descriptions(plan) == {
        "相談事業": "相談に応じます。また、関係機関との連携を図ります。",
        "防災訓練事業": "訓練をします。",
    }
    (doubt,) = footnotes(plan)
    assert words in doubt.message.ja
    assert [(each.first, each.last) for each in doubt.sources] == [(FOOTNOTE_LINE, last)]


def test_two_footnotes_are_told_apart(read_list: ReadPage) -> None:
    plan = read_list(PAGE.replace("{footnote}", "※１ 仮称\n※２ 予定_"))
    assert [doubt.message.en for doubt in footnotes(plan)] == [
        "not understood: “※１ 仮称”",
        "not understood: “※２ 予定”",
    ]


def test_a_sentence_that_ends_before_a_footnote_is_the_end_of_its_cell(read_list: ReadPage) -> None:
    page = PAGE.replace("また、関係\n{footnote}", "\n※ 予定です。_").replace(
        "機関との連携を図ります。_\n", ""
    )
    assert descriptions(read_list(page)) == {"相談事業": "相談に応じます。", "防災訓練事業": "訓練をします。"}


def test_a_statement_goes_on_behind_a_footnote(read_page: ReadPage) -> None:
    plan = read_page(
        "基本目標２ 安心_\n政策１ 子育て_\n■取組の方向_\n（１）支援_\n① 妊娠期から切れ目なく\n※ 予定です。_\n"
        "\f支援します。_",
        without="projects, sheets",
    )
    (statement,) = plan.policies[-1].statements
    assert statement.text == "妊娠期から切れ目なく支援します。"


@pytest.mark.parametrize(
    ("page", "line"),
    [
        pytest.param(PAGE.split("\f", maxsplit=1)[0].replace("{footnote}", "※ 予定です。_"), 9, id="before"),
        pytest.param(PAGE + "\n※ 窓口の名称は", 19, id="within"),
    ],
)
def test_a_document_that_ends_around_a_footnote_in_mid_cell_is_cut_off(
    read_list: ReadPage, page: str, line: int
) -> None:
    (error,) = (doubt for doubt in read_list(page).doubts if doubt.code == "cut-off")
    assert f"ends at line {line}," in error.message.en
    assert error.sources[0].first == line
