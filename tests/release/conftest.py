"""The hand-written 鎌倉市 graphs of tests/rdf, ready to be released."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from keikaku.check import Report
from keikaku.rdf import Iris, fiscal_year_quads, vocabulary_quads
from keikaku.release import Release, build

DAY = date(2026, 11, 22)
GOLDEN = Path(__file__).parents[1] / "rdf" / "kamakura.trig"


@pytest.fixture(scope="session")
def quads() -> list[Quad]:
    iris = Iris()
    written = parse(path=GOLDEN, format=RdfFormat.TRIG)
    plans = [quad for quad in written if quad.graph_name != iris.fiscal_year_graph]
    return [*plans, *fiscal_year_quads(range(2014, 2018), iris), *vocabulary_quads()]


@pytest.fixture
def more_quads(quads: list[Quad]) -> list[Quad]:
    """The same with one more fiscal year: a next release."""
    years = fiscal_year_quads(range(2014, 2019), Iris())
    return [*quads, *years]


@pytest.fixture(scope="session")
def conforming() -> Report:
    return Report(())


@pytest.fixture
def documents(tmp_path: Path) -> Mapping[str, Path]:
    page = tmp_path / "page.txt"
    page.write_text("実施計画の頁\n")
    return {"142042/page.txt": page}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "releases"


@pytest.fixture
def release(folder: Path, quads: list[Quad], conforming: Report, documents: Mapping[str, Path]) -> Release:
    return build(folder, quads, conforming, documents, issued=DAY).release
