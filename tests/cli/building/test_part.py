from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from keikaku.check import check
from keikaku.cli.building.part import Figures, Part
from keikaku.rdf import Iris, fiscal_year_quads

FIGURES = Figures(
    code="142042",
    prefecture="神奈川県",
    plans=1,
    projects=2,
    statements=3,
    doubts=4,
    years=(2014, 2015),
    documents={"142042/計画.txt": "data/計画.txt"},
    seconds=0.5,
)
# Fiscal years without their labels break rules, so that there is a report to keep.
QUADS = [
    quad
    for quad in [
        *fiscal_year_quads([2014, 2015], Iris()),
        Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("改行\nと「引用」\u2028"), NamedNode("urn:g")),
    ]
    if "label" not in quad.predicate.value
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "part.zip"
    Part.write(path, FIGURES, check(QUADS, {}), QUADS)
    return path


def test_a_part_comes_back_as_it_was(file: Path) -> None:
    part = Part.read(file)
    assert part is not None
    assert part.figures == FIGURES
    assert part.report == check(QUADS, {})
    assert part.report.findings
    assert list(part.quads()) == QUADS


def test_there_is_no_part_before_it_is_written(tmp_path: Path) -> None:
    assert Part.read(tmp_path / "part.zip") is None


def test_a_write_that_fails_leaves_the_part_before(file: Path) -> None:
    def failing():
        yield QUADS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        Part.write(file, FIGURES, check([], {}), failing())
    part = Part.read(file)
    assert part is not None
    assert list(part.quads()) == QUADS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_part_is_none_or_the_same(file: Path, data: st.DataObject) -> None:
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["cut", "flip", "zeros"]))
    end = whole[at + 1 :]
    damaged = {
        "cut": whole[:at],
        "flip": whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + end,
        "zeros": whole[:at] + bytes(len(whole) - at),
    }[kind]
    beside = file.with_name("damaged.zip")
    beside.write_bytes(damaged)
    part = Part.read(beside)
    if part:
        assert (part.figures, part.report, list(part.quads())) == (FIGURES, check(QUADS, {}), QUADS)
