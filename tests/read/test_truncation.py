"""A document that was cut off anywhere never becomes a plan in silence."""

from pathlib import Path

import pytest

from keikaku.check import check
from keikaku.plan import Places, Prefecture, Severity
from keikaku.problem import Problem
from keikaku.rdf import DEFAULT_BASE, Iris, fiscal_year_quads, municipality_quads, place_quads, plan_quads
from keikaku.read.reader import read_folder

DOCUMENT = "documents/implementation-plan-2014-civic-autonomy.txt"
LAST_WORDS = 306


@pytest.fixture
def without_corrections(kamakura_copy: Path) -> Path:
    """The folder without corrections, which would find many of the cuts before anything else."""
    description = kamakura_copy / "municipality.yaml"
    words = description.read_text("utf-8")
    description.write_text(words.replace("        corrections: corrections.yaml\n", ""), "utf-8")
    return kamakura_copy


def is_noticed(folder: Path) -> bool:
    """Whether reading raises a Problem, or leaves an error, or the check finds a violation."""
    try:
        plans = read_folder(folder)
    except Problem as problem:
        return problem.place is not None and problem.in_("ja") != problem.in_("en")
    if any(doubt.severity is Severity.ERROR for plan in plans for doubt in plan.doubts):
        return True
    iris = Iris(DEFAULT_BASE)
    quads = [quad for plan in plans for quad in plan_quads(plan, iris)]
    quads += municipality_quads(plans[0].municipality, iris)
    quads += fiscal_year_quads(range(1996, 2026), iris)
    quads += place_quads(Places((Prefecture("14", "神奈川県"),)), iris)
    return not check(quads, {}).conforms


def test_a_cut_after_any_line_is_noticed(without_corrections: Path) -> None:
    document = without_corrections / DOCUMENT
    lines = document.read_text("utf-8").split("\n")
    unnoticed = []
    for count in range(len(lines) + 1):
        document.write_text("\n".join(lines[:count]), "utf-8")
        if not is_noticed(without_corrections):
            unnoticed.append(count)
    # The last words stand in line 306; only empty lines follow, and nothing is lost with them.
    assert unnoticed == list(range(LAST_WORDS, len(lines) + 1))


def test_a_cut_in_the_middle_of_a_line_is_noticed(without_corrections: Path) -> None:
    document = without_corrections / DOCUMENT
    lines = document.read_text("utf-8").split("\n")
    unnoticed = []
    for count, line in enumerate(lines):
        if len(line) > 1:
            document.write_text("\n".join([*lines[:count], line[: len(line) // 2]]), "utf-8")
            if not is_noticed(without_corrections):
                unnoticed.append(count + 1)
    assert unnoticed == []


def test_a_cut_within_a_character_says_where(kamakura_copy: Path) -> None:
    document = kamakura_copy / DOCUMENT
    data = document.read_bytes()
    cut = data.index("議会事務局".encode()) + 1
    document.write_bytes(data[:cut])
    with pytest.raises(Problem, match="ends in the middle of a character") as caught:
        read_folder(kamakura_copy)
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == (94, 6)


def test_a_text_without_line_ends_is_refused(kamakura_copy: Path) -> None:
    document = kamakura_copy / DOCUMENT
    stripped = [line.rstrip() for line in document.read_text("utf-8").split("\n")]
    document.write_text("\n".join(stripped), "utf-8")
    with pytest.raises(Problem, match="no line ends in a space"):
        read_folder(kamakura_copy)
