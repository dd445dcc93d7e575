"""Cells on a page, however their rules are drawn, and the words in them."""

import pytest

from keikaku.read.pdf.document import pages_of
from keikaku.read.pdf.page import Cell
from keikaku.read.pdf.rule import CellRules
from read.pdf.drawing import Drawing


def cells(drawing: Drawing, rules: CellRules = "rules") -> list[Cell]:
    (page,) = pages_of(drawing.data(), "a.pdf", cells=rules)
    return list(page.cells)


def texts(drawing: Drawing, rules: CellRules = "rules") -> list[str]:
    return [cell.text for cell in cells(drawing, rules)]


def lines(drawing: Drawing) -> None:
    for x in (40, 140, 240):
        drawing.rule(x, 40, x, 60)
    for y in (40, 60):
        drawing.rule(40, y, 240, y)


def thin_boxes(drawing: Drawing) -> None:
    for x in (40, 140, 240):
        drawing.thin_box(x - 0.5, 40, x + 0.5, 60)
    for y in (40, 60):
        drawing.thin_box(40, y - 0.5, 240, y + 0.5)


def double_rules(drawing: Drawing) -> None:
    lines(drawing)
    for x in (143, 237):
        drawing.rule(x, 40, x, 60)


def broken_rules(drawing: Drawing) -> None:
    for x in (40, 140, 240):
        drawing.rule(x, 40.8, x, 59.2)
    for y in (40, 60):
        for start in range(40, 240, 4):
            drawing.rule(start, y, start + 2.5, y)


@pytest.mark.parametrize("draw", [lines, thin_boxes, double_rules, broken_rules])
def test_rules_of_any_make(draw: object) -> None:
    drawing = Drawing()
    draw(drawing)  # type: ignore[operator]
    drawing.words(44, 45, "担当課")
    drawing.words(150, 45, "環境課")
    assert [(cell.text, cell.ruled) for cell in cells(drawing) if cell.text] == [
        ("担当課", True),
        ("環境課", True),
    ]


def test_a_cell_with_a_corner_cut_out_is_one() -> None:
    """その他, with うち受益者負担 in a box in its corner."""
    drawing = Drawing()
    drawing.box(40, 40, 140, 80)
    drawing.words(44, 45, "その他")
    drawing.box(60, 60, 140, 80, "うち負担")
    other, part = cells(drawing)
    assert (other.text, part.text) == ("その他", "うち負担")
    assert len(other.parts) == 2


def test_the_edges_of_coloured_areas() -> None:
    drawing = Drawing()
    for x, words in ((40, "担当課"), (140, "環境課")):
        drawing.canvas.setFillGray(0.8 if x == 40 else 0.9)
        drawing.thin_box(x, 40, x + 100, 60)
        drawing.canvas.setFillGray(0)
        drawing.words(x + 4, 45, words)
    data = drawing.data()
    (plain,), (filled,) = pages_of(data, "a.pdf"), pages_of(data, "a.pdf", cells="fills")
    assert [cell.ruled for cell in plain.cells] == [False, False]
    assert [(cell.text, cell.ruled) for cell in filled.cells] == [("担当課", True), ("環境課", True)]


def test_hazard_46_one_letter_a_line() -> None:
    drawing = Drawing()
    drawing.box(40, 40, 54, 90, "主\nな\n内\n訳")
    assert texts(drawing) == ["主な内訳"]


def test_hazard_47_columns_from_right_to_left() -> None:
    """小 子 / 学 供 / 校 土 / 低 曜 is 子供土曜 and 小学校低, written downwards."""
    drawing = Drawing()
    drawing.box(40, 40, 90, 100)
    for row, (left, right) in enumerate((("小", "子"), ("学", "供"), ("校", "土"), ("低", "曜"))):
        drawing.words(45, 44 + 12 * row, left)
        drawing.words(70, 44 + 12 * row, right)
    assert texts(drawing) == ["子供土曜小学校低"]


def test_words_that_stand_on_their_side() -> None:
    drawing = Drawing()
    drawing.box(40, 40, 60, 140)
    drawing.canvas.saveState()
    drawing.canvas.translate(54, 842 - 130)
    drawing.canvas.rotate(90)
    drawing.canvas.setFont("HeiseiKakuGo-W5", 9)
    drawing.canvas.drawString(0, 0, "事業の概要")
    drawing.canvas.restoreState()
    assert texts(drawing) == ["事業の概要"]


def test_bold_printed_twice_is_read_once() -> None:
    drawing = Drawing()
    drawing.box(40, 40, 140, 60, "1,100")
    drawing.words(42.3, 42, "1,100")
    assert texts(drawing) == ["1,100"]


def test_a_number_belongs_to_one_cell() -> None:
    """Digits that stick out over a rule are not given to the next cell."""
    drawing = Drawing()
    drawing.box(40, 40, 70, 60)
    drawing.box(70, 40, 140, 60)
    drawing.words(42, 45, "1,234,567")
    first, second = cells(drawing)
    assert (first.text + second.text, first.crossed or second.crossed) == ("1,234,567", True)


def test_hazard_57_compatibility_characters_stay() -> None:
    drawing = Drawing()
    drawing.box(40, 40, 340, 60, "㈱山田 ㎡ ① Ⅱ 髙橋")
    assert texts(drawing) == ["㈱山田 ㎡ ① Ⅱ 髙橋"]


def test_lines_that_wrap_and_lines_with_a_bullet() -> None:
    drawing = Drawing()
    drawing.box(40, 40, 240, 100, "・環境の研究会や啓発\nイベントの実施\n・冊子の配布")
    assert texts(drawing) == ["・環境の研究会や啓発イベントの実施\n・冊子の配布"]
