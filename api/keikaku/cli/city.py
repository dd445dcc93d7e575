"""One municipality's folder: read, written as graphs, and checked graph by graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from keikaku.check import Report, check, together, waived
from keikaku.plan import Municipality, Plan, Policy, Project
from keikaku.plan.waiver import Waiver
from keikaku.rdf import Iris, fiscal_year_quads, municipality_quads, place_quads, plan_quads
from keikaku.read import places_around, read_folder
from keikaku.read.waivers import load_waivers


@dataclass(frozen=True, slots=True)
class City:
    """The plans of a folder and their graphs, that of the municipality first.

    Documents are by IRI (the file's name for a report) and by the path that they have in a release.
    """

    plans: tuple[Plan, ...]
    graphs: tuple[tuple[Quad, ...], ...]
    files: dict[str, str]
    documents: dict[str, Path]
    waivers: tuple[Waiver, ...]

    @property
    def municipality(self) -> Municipality:
        """Whose plans they are."""
        return self.plans[0].municipality

    @property
    def quads(self) -> Iterator[Quad]:
        """All graphs, one after the other."""
        return chain.from_iterable(self.graphs)

    @property
    def years(self) -> set[int]:
        """Every fiscal year that anything in the plans names."""
        return {year for plan in self.plans for year in _years(plan)}


def read_city(folder: Path, iris: Iris) -> City:
    """The city of a folder; a Problem if it cannot be read."""
    plans = read_folder(folder)
    municipality = plans[0].municipality
    graphs = [municipality_quads(municipality, iris), *(plan_quads(plan, iris) for plan in plans)]
    files, documents = {}, {}
    for document in (document for plan in plans for document in plan.documents):
        path = folder / document.file
        files[iris.document(municipality.code, document.key).value] = str(path)
        documents[f"{municipality.code}/{document.file.removeprefix('documents/')}"] = path
    return City(plans, tuple(map(tuple, graphs)), files, documents, load_waivers(folder))


def check_city(city: City, iris: Iris) -> Report:
    """Each graph against the shapes; a Problem for a waiver that lets nothing stand.

    A rule may ask a graph itself, its municipality, the prefecture, the fiscal years, and the city's other plans
    for what they say of themselves. So each plan is checked alone, in a time that grows with its own size.
    """
    prefecture = iris.prefecture(city.municipality.prefecture_code)
    about_plans = {
        iri for plan in city.plans for iri in (iris.of(plan).plan, *map(iris.of(plan).quality, plan.quality))
    }
    around = [
        *city.graphs[0],
        *fiscal_year_quads(city.years, iris),
        *(
            quad
            for quad in place_quads(places_around([city.municipality]), iris)
            if quad.subject == prefecture
        ),
        *(quad for quad in city.quads if quad.subject in about_plans),
    ]
    reports = [check(graph, city.files, around) for graph in city.graphs]
    return waived(together(reports), city.waivers)


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
