"""Pages of six invented cities, read by their profiles alone: facts, places, doubts and violations by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from keikaku.check import Severity as Gravity
from keikaku.check import check
from keikaku.plan import Amount, Plan, Severity, Sources
from keikaku.rdf import DEFAULT_BASE, Iris, fiscal_year_quads, municipality_quads, place_quads, plan_quads
from keikaku.read.places import places_around
from keikaku.read.reader import read_folder
from keikaku.resources import content_folder

CITIES = sorted((Path(__file__).parent / "cities").glob("*-*"))
assert len(CITIES) >= 6


@pytest.fixture(scope="module", params=CITIES, ids=lambda path: path.name)
def city(request: pytest.FixtureRequest) -> tuple[tuple[Plan, ...], dict[str, Any]]:
    return read_folder(request.param), yaml.safe_load((request.param / "expected.yaml").read_text("utf-8"))


def test_policies(city: tuple[tuple[Plan, ...], dict[str, Any]]) -> None:
    plan = city[0][-1]
    names = {policy.key: policy.name for policy in plan.policies}
    levels = {level.depth: level.name for level in plan.levels}
    assert [
        present(
            level=levels[policy.depth],
            number=policy.notation,
            name=policy.name,
            above=names.get(policy.broader or ""),
            lines=lines(policy.sources),
            statements=[[each.number, each.text, lines(each.sources)] for each in policy.statements],
            amounts=[amount(each) for each in policy.amounts],
        )
        for policy in plan.policies
    ] == city[1]["policies"]


def test_projects(city: tuple[tuple[Plan, ...], dict[str, Any]]) -> None:
    plan = city[0][-1]
    assert [read_project(plan, key) for key in range(len(plan.projects))] == [
        {"priority": True, **project} if "code" in project else project for project in city[1]["projects"]
    ]


def read_project(plan: Plan, index: int) -> dict[str, Any]:
    project = plan.projects[index]
    steps: dict[int, list[str]] = {}
    for step in project.steps:
        steps.setdefault(step.fiscal_year, []).append(step.text)
    return present(
        code=project.code,
        name=project.name,
        priority=project.priority,
        under=policy_names(plan)[project.policy],
        departments=departments(plan, project.departments),
        supporting=departments(plan, project.supporting_departments),
        goal=project.goal,
        description=project.description,
        lines=lines(project.sources),
        steps=steps,
        amounts=[amount(each) for each in project.amounts],
    )


def test_listings(city: tuple[tuple[Plan, ...], dict[str, Any]]) -> None:
    plan = city[0][-1]
    projects = {project.key: project.code or project.name for project in plan.projects}
    assert [
        present(
            label=listing.label,
            relisted=listing.relisted,
            project=projects.get(listing.project or ""),
            under=policy_names(plan)[listing.policy],
            departments=departments(plan, listing.departments),
            description=listing.description,
            lines=lines(listing.sources),
        )
        for listing in plan.listings
    ] == city[1]["listings"]


def test_doubts_and_errors(city: tuple[tuple[Plan, ...], dict[str, Any]]) -> None:
    plan, expected = city[0][-1], city[1]["doubts"]
    open_ = [doubt for doubt in plan.doubts if doubt.severity is not Severity.NOTE and not doubt.correction]
    assert sorted([doubt.code, lines(doubt.sources)] for doubt in open_) == sorted(expected)


def test_what_the_check_finds(city: tuple[tuple[Plan, ...], dict[str, Any]]) -> None:
    iris = Iris(DEFAULT_BASE)
    plans = city[0]
    years = {year for plan in plans for year in range(plan.first_fiscal_year, plan.last_fiscal_year + 1)}
    report = check(
        [
            *(quad for plan in plans for quad in plan_quads(plan, iris)),
            *municipality_quads(plans[0].municipality, iris),
            *fiscal_year_quads(sorted(years), iris),
        ],
        {},
        place_quads(places_around([plans[0].municipality]), iris),
    )
    found = {finding.rule.key for finding in report.findings if finding.severity is Gravity.VIOLATION}
    assert found == set(city[1]["violations"])


@pytest.mark.parametrize(
    "folder", [*CITIES, content_folder("data") / "142042-kamakura"], ids=lambda path: path.name
)
def test_every_printed_line_is_the_source_of_something(folder: Path) -> None:
    for plan in read_folder(folder):
        named = set(sourced_lines(plan))
        for document in plan.documents:
            data = (folder / document.file).read_bytes()
            encoding = "cp932" if "minato" in folder.name else "utf-8-sig"
            printed = {
                number
                for number, line in enumerate(data.decode(encoding).split("\n"), 1)
                if line.strip("\f \r")
            }
            assert printed - {line for key, line in named if key == document.key} == set()


def sourced_lines(plan: Plan) -> Iterator[tuple[str, int]]:
    """Every line that something in the plan names as its source."""
    sources = [
        *(policy.sources for policy in plan.policies),
        *(statement.sources for policy in plan.policies for statement in policy.statements),
        *(amount.sources for thing in (*plan.policies, *plan.projects) for amount in thing.amounts),
        *(project.sources for project in plan.projects),
        *(listing.sources for listing in plan.listings),
        *(doubt.sources for doubt in plan.doubts),
    ]
    for places in sources:
        for source in places:
            for line in range(source.first, source.last + 1):
                yield source.document, line


def present(**facts: Any) -> dict[str, Any]:
    """The facts without those that say nothing."""
    return {name: fact for name, fact in facts.items() if fact not in (None, False, [], {})}


def lines(sources: Sources) -> str:
    spans = (
        (source.first,) if source.first == source.last else (source.first, source.last) for source in sources
    )
    return ", ".join("-".join(map(str, span)) for span in spans)


def amount(amount: Amount) -> list[Any]:
    value = int(amount.value) if amount.value is not None else str(amount.status)
    return [str(amount.kind), amount.published_value + amount.published_unit, value]


def policy_names(plan: Plan) -> dict[str | None, str]:
    return {policy.key: policy.name for policy in plan.policies}


def departments(plan: Plan, keys: tuple[str, ...]) -> list[str]:
    names = {department.key: department.name for department in plan.municipality.departments}
    return [names[key] for key in keys]
