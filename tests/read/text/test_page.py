import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.plan import Source
from keikaku.read.text.page import chunks_of, has_cell_ends, lines_of, sources_of, without_page_numbers


def test_lines_have_number_page_and_cell_end() -> None:
    lines = lines_of("一 \n\n二\n\n 三 \n\n　四\n")
    assert [(line.number, line.page, line.text, line.ends_cell) for line in lines] == [
        (1, 1, "一", True),
        (3, 1, "二", False),
        (5, 2, "三", True),
        (7, 2, "四", False),
    ]


def test_with_form_feeds_an_indented_line_begins_no_page() -> None:
    lines = lines_of("一 \n 二 \n\f三 \n")
    assert [(line.text, line.page) for line in lines] == [("一", 1), ("二", 1), ("三", 2)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    assert [(line.number, line.text) for line in lines_of(f"一 {end}{end}二{end}")] == [(1, "一"), (3, "二")]


def test_wrapped_lines_are_one_chunk() -> None:
    chunks = list(chunks_of(lines_of("議会事務 議会事\n\n務局 会議録 \n\n相談事業 \n")))
    assert [chunk.text for chunk in chunks] == ["議会事務 議会事務局 会議録", "相談事業"]


def test_a_paragraph_goes_on_over_a_page() -> None:
    (chunk,) = chunks_of(lines_of("子どもが\n\f遊べます。 \n"))
    assert chunk.text == "子どもが遊べます。"


@pytest.mark.parametrize(
    ("text", "numbers", "left"),
    [
        pytest.param("一 \n12\n\f二 \n13\n", ["12", "13"], ["一", "二"], id="at the foot"),
        pytest.param("12\n一 \n\f13\n二 \n", ["12", "13"], ["一", "二"], id="at the head"),
        pytest.param(
            "一 \n9\n柱１ \n\f二 \n10\n柱１ \n",
            ["9", "10"],
            ["一", "柱１", "二", "柱１"],
            id="above a footer",
        ),
        pytest.param("一 \n- 12 -\n二 \n", ["- 12 -"], ["一", "二"], id="dressed"),
        pytest.param("一 \n― 12 ― \n", ["― 12 ―"], ["一"], id="dressed with dashes"),
        pytest.param("一 \nP.12 \n", ["P.12"], ["一"], id="P."),
        pytest.param("一 \n12ページ \n", ["12ページ"], ["一"], id="ページ"),
        pytest.param("一 \n1300 \n", [], ["一", "1300"], id="a sum on a lone page"),
        pytest.param("一 \n1300 \n二 \n\f三 \n", [], ["一", "1300", "二", "三"], id="a sum within a page"),
        pytest.param("一 \n12,345 \n\f二 \n", [], ["一", "12,345", "二"], id="a sum at the foot"),
        pytest.param("一 \n2014年度 \n\f二 \n", [], ["一", "2014年度", "二"], id="a year at the foot"),
    ],
)
def test_page_numbers(text: str, numbers: list[str], left: list[str]) -> None:
    lines, found = without_page_numbers(lines_of(text))
    assert [line.text for line in found] == numbers
    assert [line.text for line in lines] == left


def test_a_text_without_cell_ends() -> None:
    assert has_cell_ends(lines_of("一\n二 \n"))
    assert not has_cell_ends(lines_of("一\n二\n"))


def test_sources_are_spans_with_nothing_printed_in_between() -> None:
    # RFC 5147 spans: 186 to 190 and 194 to 196, since line 193 is something else.
    printed = [186, 188, 190, 193, 194, 196, 200]
    assert sources_of([188, 186, 190, 194, 196, 196], "a", printed) == (
        Source("a", "line", 186, 190),
        Source("a", "line", 194, 196),
    )


@given(st.sets(st.integers(1, 40), min_size=1), st.data())
def test_sources_cover_the_lines_and_no_other_printed_one(printed: set[int], data: st.DataObject) -> None:
    own = data.draw(st.sets(st.sampled_from(sorted(printed)), min_size=1))
    spans = [(source.first, source.last) for source in sources_of(own, "a", sorted(printed))]
    covered = {line for first, last in spans for line in range(first, last + 1)} & printed
    assert covered == own
