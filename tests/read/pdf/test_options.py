"""Options of which some are chosen: by a mark in a box or before the words, a circle, or larger letters."""

from collections.abc import Callable

import pytest

from keikaku.plan import Marker, Plan, Severity
from read.pdf.drawing import Drawing

ReadPdf = Callable[..., Plan]

PROFILE = """\
genre: pdf-sheet
columns: {name: 事業名, markers: 事業の区分}
find: {options: 事業の区分}
"""


def form(draw: Callable[[Drawing], None]) -> bytes:
    drawing = Drawing()
    drawing.table(40, 40, [100, 300], [["事業名", "公園の整備"]])
    drawing.box(40, 80, 140, 110, "事業の区分")
    drawing.box(140, 80, 440, 110)
    draw(drawing)
    return drawing.data()


def marks_within(drawing: Drawing) -> None:
    drawing.words(150, 90, "□新規　☑拡充　□継続".replace("☑", "■"))


def filled_and_empty(drawing: Drawing) -> None:
    drawing.words(150, 90, "○新規　●拡充　○継続")


def circled(drawing: Drawing) -> None:
    for x, words in ((150, "新規"), (200, "拡充"), (250, "継続")):
        drawing.words(x, 90, words)
    drawing.circle(209, 95, 12)


def circle_in_a_box(drawing: Drawing) -> None:
    for x, words in ((140, "新規"), (240, "拡充"), (340, "継続")):
        drawing.box(x, 80, x + 20, 110)
        drawing.box(x + 20, 80, x + 100, 110, words)
    drawing.circle(250, 95, 6)


def larger(drawing: Drawing) -> None:
    for x, words, size in ((150, "新規", 8), (200, "拡充", 13), (250, "継続", 8)):
        drawing.words(x, 90, words, size)


@pytest.mark.parametrize("draw", [marks_within, filled_and_empty, circled, circle_in_a_box, larger])
def test_hazard_49_the_chosen_option(read_pdf: ReadPdf, draw: Callable[[Drawing], None]) -> None:
    (project,) = read_pdf(form(draw), PROFILE).projects
    assert project.markers == (Marker.EXPANDED,)


def test_nothing_is_chosen(read_pdf: ReadPdf) -> None:
    def none(drawing: Drawing) -> None:
        drawing.words(150, 90, "□新規　□拡充　□継続")

    plan = read_pdf(form(none), PROFILE)
    assert plan.projects[0].markers == ()
    assert [doubt.code for doubt in plan.doubts if doubt.severity is Severity.ERROR] == []
