import pytest

from keikaku.read.entries import MarkersEntry
from keikaku.read.text.markers import Markers
from keikaku.read.text.passage import Passage

MARKERS = Markers(
    MarkersEntry(priority=("＜重点事業＞", "★", "重点"), relisted=("（再掲）",), other=("【新規】",))
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("＜重点事業＞", "priority"),
        ("＜ 重 点 事 業 ＞", "priority"),
        ("<重点事業>", "priority"),
        ("（再掲）", "relisted"),
        ("【新規】", "other"),
        ("【拡充】", "unknown"),
        ("（拡充）", None),
        ("【子ども】の居場所", None),
        ("【長い言葉で書かれた何か】", None),
    ],
)
def test_a_line_of_its_own(text: str, mark: str | None) -> None:
    assert MARKERS.whole(Passage.of(text, 1)) == mark


@pytest.mark.parametrize(
    ("text", "name", "marks"),
    [
        ("＜重点事業＞広聴事業", "広聴事業", ("priority",)),
        ("★ 広聴事業", "広聴事業", ("priority",)),
        ("広聴事業　★", "広聴事業", ("priority",)),
        ("広聴事業(再掲)", "広聴事業", ("relisted",)),
        ("【新規】＜重点事業＞広聴事業（再掲）", "広聴事業", ("priority", "relisted", "other")),
        ("重点 道路整備事業", "道路整備事業", ("priority",)),
        ("重点道路整備事業", "重点道路整備事業", ()),
        ("道路整備の重点", "道路整備の重点", ()),
        ("広聴事業（拡充）", "広聴事業（拡充）", ()),
        ("★", "★", ()),
    ],
)
def test_beside_the_name(text: str, name: str, marks: tuple[str, ...]) -> None:
    rest, found = MARKERS.cut(Passage.of(text, 1))
    assert rest.text == name
    assert sorted(found) == sorted(marks)
