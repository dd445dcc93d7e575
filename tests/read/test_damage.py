"""A page with any damage is read, doubted or refused: no other error, and no line lost."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keikaku.plan import Plan
from keikaku.problem import Problem
from keikaku.read.folder import open_folder
from keikaku.read.reader import read_folder
from keikaku.resources import content_folder

SOURCES = {
    "990051-hoshikawa": Path(__file__).parent / "cities",
    "990060-tsukimi": Path(__file__).parent / "cities",
    "142042-kamakura": content_folder("data"),
}
WORDS = [
    "",
    " ",
    "\f",
    "※",
    "【新】",
    "－",
    "1,234千円",
    "令和６年度",
    "保育課",
    "（１）",
    "①",
    "。",
    "\u3000",
    "{",
    "\\",
]


@pytest.fixture(scope="module", params=list(SOURCES))
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    folder = tmp_path_factory.mktemp("damage") / request.param
    shutil.copytree(SOURCES[request.param] / request.param, folder)
    description = folder / "municipality.yaml"
    text = description.read_text("utf-8").replace("        corrections: corrections.yaml\n", "")
    description.write_text(text, "utf-8")
    document = folder / open_folder(folder).description.plans[-1].documents[0].file
    return folder, document, document.read_bytes().decode("utf-8-sig")


@st.composite
def damages(draw: st.DrawFn) -> list[tuple[str, float, float, str]]:
    place = st.floats(0, 0.999)
    kinds = st.sampled_from(["drop", "move", "write", "cut", "join"])
    return draw(st.lists(st.tuples(kinds, place, place, st.sampled_from(WORDS)), min_size=1, max_size=6))


def damaged(text: str, damages: list[tuple[str, float, float, str]]) -> str:
    lines = text.split("\n")
    for kind, where, inside, word in damages:
        at = int(where * len(lines))
        column = int(inside * (len(lines[at]) + 1))
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "move":
            lines.insert(int(inside * len(lines)), lines.pop(at))
        elif kind == "write":
            lines[at] = lines[at][:column] + word + lines[at][column:]
        elif kind == "cut":
            lines[at] = lines[at][:column]
        elif kind == "join":
            lines[at] = lines[at].rstrip()
    return "\n".join(lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=damages())
def test_damage(page: tuple[Path, Path, str], damage: list[tuple[str, float, float, str]]) -> None:
    folder, document, text = page
    words = damaged(text, damage)
    document.write_bytes(words.encode())
    try:
        plan = read_folder(folder)[-1]
    except Problem:
        return
    printed = {number for number, line in enumerate(words.split("\n"), 1) if line.strip("\f \u3000")}
    assert printed <= sourced(plan)
    for things in (plan.policies, plan.projects, plan.listings, plan.doubts):
        keys = [thing.key for thing in things]
        assert len(set(keys)) == len(keys)
        assert all(key.isascii() for key in keys)


def sourced(plan: Plan) -> set[int]:
    things = [
        *plan.policies,
        *(each for policy in plan.policies for each in (*policy.statements, *policy.amounts)),
        *plan.projects,
        *plan.listings,
        *plan.doubts,
    ]
    places = (source for thing in things for source in thing.sources)
    return {line for source in places for line in range(source.first, source.last + 1)}
