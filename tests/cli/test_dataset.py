"""Checked city by city and plan by plan, the data have the findings that they have when checked as one."""

from pathlib import Path

import pytest
from pyoxigraph import Quad

from building_tasks import OTHERS, three_cities
from keikaku.check import Report, check
from keikaku.cli.dataset import Dataset, read_dataset
from keikaku.rdf import Iris, vocabulary_quads
from keikaku.rdf.namespaces import MP
from keikaku.read import folders

SAPPORO, _ = OTHERS


def found(report: Report) -> set[tuple[str, str, str]]:
    return {(finding.rule.key, finding.focus.value, finding.thing.value) for finding in report.findings}


def as_one(dataset: Dataset, *others: Quad) -> Report:
    return check([*dataset.quads, *vocabulary_quads(), *others], dataset.files)


@pytest.fixture
def broken(tmp_path: Path) -> Dataset:
    """Three cities; in one, a plan ends before its steps do, and one lies outside the plan above it."""
    data = three_cities(tmp_path)
    path = data / SAPPORO / "municipality.yaml"
    text = path.read_text("utf-8")
    text = text.replace("last_fiscal_year: 2016", "last_fiscal_year: 2015")
    text = text.replace("first_fiscal_year: 1996", "first_fiscal_year: 2015")
    path.write_text(text, "utf-8")
    return read_dataset(folders(data), Iris())


def test_the_shipped_data_have_the_same_findings_either_way(shipped: Dataset) -> None:
    assert found(shipped.check()) == found(as_one(shipped))


def test_rules_that_look_at_other_graphs_see_them(broken: Dataset) -> None:
    ours = found(broken.check())
    assert ours == found(as_one(broken))
    assert {"step-within-plan", "plan-period-within-parent"} <= {rule for rule, *_ in ours}


def test_other_quads_are_checked_with_all_that_the_cities_say(broken: Dataset) -> None:
    project = next(quad.subject for quad in broken.quads if quad.object == MP.Project)
    stray = Quad(project, MP.policy, Iris().id("policy", "142042", "nowhere", "1"))
    new = found(broken.check([stray])) - found(broken.check())
    assert {rule for rule, *_ in new} == {"project-policy-in-plan"}
