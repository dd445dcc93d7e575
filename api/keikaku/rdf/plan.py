"""A whole plan as its named graph."""

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, Quad, Triple

from keikaku.plan import Listing, Plan
from keikaku.rdf.amount import amount_triples, amounts_of
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.document import document_triples, source_triples
from keikaku.rdf.doubt import correction_triples, doubt_triples
from keikaku.rdf.evaluation import evaluation_triples
from keikaku.rdf.iri import Iris, PlanIris
from keikaku.rdf.literal import in_both, ja
from keikaku.rdf.namespaces import CODE, DCTERMS, MP, PROV, RDF, RDFS, SKOS
from keikaku.rdf.policy import level_triples, policy_triples
from keikaku.rdf.project import listing_triples, project_triples
from keikaku.rdf.quality import quality_of, quality_triples


def plan_quads(plan: Plan, iris: Iris) -> Iterator[Quad]:
    """The graph `id/graph/{code}/{plan}`: all that the plan's documents say, and how it was read."""
    within = iris.of(plan)
    return in_graph(within.graph, _triples(plan, within))


def _triples(plan: Plan, iris: PlanIris) -> Iterator[Triple]:
    yield from _plan(plan, iris)
    for level in plan.levels:
        yield from level_triples(level, iris)
    for policy in plan.policies:
        yield from policy_triples(policy, iris)
    listings: defaultdict[str | None, list[Listing]] = defaultdict(list)
    for listing in plan.listings:
        listings[listing.project].append(listing)
        yield from listing_triples(listing, iris)
    for project in plan.projects:
        yield from project_triples(project, listings[project.key], iris)
    for evaluation in plan.evaluations:
        yield from evaluation_triples(evaluation, iris)
    for note in plan.quality_notes:
        yield from quality_triples(note, iris)
    for doubt in plan.doubts:
        yield from doubt_triples(doubt, iris)
    for correction in plan.corrections:
        yield from correction_triples(correction, iris)
    for document in plan.documents:
        yield from document_triples(document, iris)
    yield from source_triples(plan, iris)


def _plan(plan: Plan, iris: PlanIris) -> Iterator[Triple]:
    owner = ("plan",)
    first, last = plan.first_fiscal_year, plan.last_fiscal_year
    yield from about(
        iris.plan,
        (RDF.type, (MP.Plan, SKOS.ConceptScheme)),
        (RDFS.label, ja(plan.title)),
        (RDFS.label, Literal(plan.title_en, language="en") if plan.title_en else None),
        (MP.municipality, iris.municipality),
        (MP.planType, CODE.term(f"plan-type/{plan.type}") if plan.type else None),
        (MP.firstFiscalYear, iris.fiscal_year(first) if first else None),
        (MP.lastFiscalYear, iris.fiscal_year(last) if last else None),
        (DCTERMS.isPartOf, iris.sibling(plan.part_of) if plan.part_of else None),
        (PROV.wasRevisionOf, iris.sibling(plan.revision_of) if plan.revision_of else None),
        (SKOS.hasTopConcept, [iris.policy(policy.key) for policy in plan.policies if not policy.broader]),
        (RDFS.comment, in_both(plan.note) if plan.note else None),
        amounts_of(owner, plan.amounts, iris),
        quality_of(plan, iris),
        (DCTERMS.source, [iris.document(document.key) for document in plan.documents]),
        (PROV.wasDerivedFrom, map(iris.source, plan.sources)),
    )
    yield from amount_triples(owner, plan.amounts, iris)
