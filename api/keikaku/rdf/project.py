"""Projects, their steps and the rows that list them as triples."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from keikaku.plan import Listing, Project, Step
from keikaku.rdf.amount import amount_triples, amounts_of
from keikaku.rdf.classification import printed
from keikaku.rdf.description import about
from keikaku.rdf.indicator import indicator_triples, indicators_of
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import boolean, integer, ja, string
from keikaku.rdf.namespaces import CODE, DCTERMS, MP, PROV, RDF, RDFS, SKOS
from keikaku.rdf.quality import quality_of


def project_triples(project: Project, listings: Iterable[Listing], iris: PlanIris) -> Iterator[Triple]:
    """A project with its steps, amounts, indicators and printed topics; `listings` are the rows that list it."""
    owner = ("project", project.key)
    subject = iris.project(project.key)
    first, last = project.first_fiscal_year, project.last_fiscal_year
    yield from about(
        subject,
        (RDF.type, (MP.Project, MP.PriorityProject) if project.priority else MP.Project),
        (RDFS.label, ja(project.name)),
        (DCTERMS.isPartOf, iris.plan),
        (MP.policy, iris.policy(project.policy) if project.policy else None),
        (MP.department, map(iris.department, project.departments)),
        (MP.supportingDepartment, map(iris.department, project.supporting_departments)),
        (DCTERMS.description, ja(project.description) if project.description else None),
        (MP.goal, ja(project.goal) if project.goal else None),
        (SKOS.notation, string(project.code) if project.code else None),
        (MP.step, [iris.step(project.key, step.key) for step in project.steps]),
        amounts_of(owner, project.amounts, iris),
        indicators_of(owner, project.indicators, iris),
        (MP.listing, [iris.listing(listing.key) for listing in listings]),
        (MP.marker, [CODE.term(f"marker/{marker}") for marker in project.markers]),
        (MP.firstFiscalYear, iris.fiscal_year(first) if first else None),
        (MP.lastFiscalYear, iris.fiscal_year(last) if last else None),
        (MP.budgetItem, string(project.budget_item) if project.budget_item else None),
        (DCTERMS.source, map(NamedNode, project.references)),
        quality_of(project, iris),
        (PROV.wasDerivedFrom, map(iris.source, project.sources)),
    )
    for step in project.steps:
        yield from _step(step, iris.step(project.key, step.key), iris)
    yield from amount_triples(owner, project.amounts, iris)
    yield from indicator_triples(owner, project.indicators, iris)
    yield from printed(subject, project.subjects, iris)


def listing_triples(listing: Listing, iris: PlanIris) -> Iterator[Triple]:
    """A row that lists a project: never a project itself, so that counts stay right."""
    return about(
        iris.listing(listing.key),
        (RDF.type, MP.Listing),
        (RDFS.label, ja(listing.label)),
        (DCTERMS.isPartOf, iris.plan),
        (MP.listedUnder, iris.policy(listing.policy) if listing.policy else None),
        (MP.listedDepartment, map(iris.department, listing.departments)),
        (MP.relisted, boolean(listing.relisted)),
        (DCTERMS.description, ja(listing.description) if listing.description else None),
        (PROV.wasDerivedFrom, map(iris.source, listing.sources)),
    )


def _step(step: Step, subject: NamedNode, iris: PlanIris) -> Iterator[Triple]:
    return about(
        subject,
        (RDF.type, MP.Step),
        (RDFS.label, ja(step.text)),
        (MP.fiscalYear, iris.fiscal_year(step.fiscal_year)),
        (MP.order, integer(step.order)),
        (MP.basis, CODE.term(f"basis/{step.basis}")),
        (PROV.wasDerivedFrom, map(iris.source, step.sources)),
    )
