"""Evaluations of a plan's projects as triples."""

from collections.abc import Iterator

from pyoxigraph import Literal, Triple

from keikaku.plan import Evaluation
from keikaku.rdf.description import about
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import ja
from keikaku.rdf.namespaces import DCTERMS, MP, RDF, RDFS


def evaluation_triples(evaluation: Evaluation, iris: PlanIris) -> Iterator[Triple]:
    """An evaluation (事務事業評価): which plan, which fiscal year, in which documents."""
    return about(
        iris.evaluation(evaluation.key),
        (RDF.type, MP.Evaluation),
        (RDFS.label, ja(evaluation.title)),
        (RDFS.label, Literal(evaluation.title_en, language="en") if evaluation.title_en else None),
        (MP.evaluates, iris.plan),
        (MP.municipality, iris.municipality),
        (MP.fiscalYear, iris.fiscal_year(evaluation.fiscal_year)),
        (DCTERMS.source, map(iris.document, evaluation.documents)),
    )
