"""Municipalities' folders as one dataset: their quads, and where the documents behind them are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from keikaku.plan import Doubt, Plan, Policy, Project, Severity
from keikaku.rdf import Iris, fiscal_year_quads, municipality_quads, place_quads, plan_quads
from keikaku.read import places_around, read_folder


@dataclass(slots=True)
class Dataset:
    """Quads of plans and what they point to; documents by IRI (for reports) and by name (for releases)."""

    plans: list[Plan] = field(default_factory=list)
    quads: list[Quad] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Path] = field(default_factory=dict)


def read_dataset(folders: Iterable[Path], iris: Iris) -> Dataset:
    """The plans of the folders; a Problem for the first folder that cannot be read."""
    dataset = Dataset()
    for folder in folders:
        add_folder(dataset, folder, iris)
    add_fiscal_years(dataset, iris)
    add_places(dataset, iris)
    return dataset


def add_folder(dataset: Dataset, folder: Path, iris: Iris) -> None:
    """Add one municipality's plans; a Problem if it cannot be read."""
    plans = read_folder(folder)
    municipality = plans[0].municipality
    dataset.plans += plans
    dataset.quads += municipality_quads(municipality, iris)
    for plan in plans:
        dataset.quads += plan_quads(plan, iris)
        for document in plan.documents:
            path = folder / document.file
            dataset.files[iris.document(municipality.code, document.key).value] = str(path)
            dataset.documents[f"{municipality.code}/{path.name}"] = path


def add_fiscal_years(dataset: Dataset, iris: Iris) -> None:
    """Describe every fiscal year that anything in the plans names."""
    dataset.quads += fiscal_year_quads({year for plan in dataset.plans for year in _years(plan)}, iris)


def add_places(dataset: Dataset, iris: Iris) -> None:
    """Describe all prefectures, and the municipalities that have no folder among these."""
    described = [plan.municipality for plan in dataset.plans]
    dataset.quads += place_quads(places_around(described), iris)


def unsettled_errors(plan: Plan) -> list[Doubt]:
    """What the reader could not read and no correction settled."""
    return [doubt for doubt in plan.doubts if doubt.severity is Severity.ERROR and doubt.correction is None]


def _years(plan: Plan) -> Iterator[int]:
    if plan.first_fiscal_year and plan.last_fiscal_year:
        yield from range(plan.first_fiscal_year, plan.last_fiscal_year + 1)
    yield from (step.fiscal_year for project in plan.projects for step in project.steps)
    owners: list[Plan | Policy | Project] = [plan, *plan.policies, *plan.projects]
    for amount in (amount for owner in owners for amount in owner.amounts):
        yield from (amount.first_fiscal_year, amount.last_fiscal_year)
    measured: list[Policy | Project] = [*plan.policies, *plan.projects]
    for indicator in (indicator for owner in measured for indicator in owner.indicators):
        yield from (value.fiscal_year for value in indicator.values)
    yield from (evaluation.fiscal_year for evaluation in plan.evaluations)
    for project in plan.projects:
        yield from filter(None, (project.first_fiscal_year, project.last_fiscal_year))
