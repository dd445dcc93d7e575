"""Doubts of the reader and corrections by people as triples."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.plan import Correction, Doubt
from keikaku.rdf import literal
from keikaku.rdf.description import about
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import in_both, string
from keikaku.rdf.namespaces import CODE, DCTERMS, MP, PROV, RDF, RDFS


def doubt_triples(doubt: Doubt, iris: PlanIris) -> Iterator[Triple]:
    """What the reader was not sure of, and the correction that settled it."""
    return about(
        iris.doubt(doubt.key),
        (RDF.type, MP.Doubt),
        (RDFS.label, in_both(doubt.message)),
        (MP.doubtCode, string(doubt.code)),
        (MP.severity, CODE.term(f"severity/{doubt.severity}")),
        (MP.about, _matter(doubt.project, iris)),
        (MP.settledBy, iris.correction(doubt.correction) if doubt.correction else None),
        (PROV.wasDerivedFrom, map(iris.source, doubt.sources)),
    )


def correction_triples(correction: Correction, iris: PlanIris) -> Iterator[Triple]:
    """A person's decision: who, when and why."""
    return about(
        iris.correction(correction.id),
        (RDF.type, MP.Correction),
        (RDFS.label, in_both(Text(f"訂正 {correction.id}", f"correction {correction.id}"))),
        (MP.about, _matter(correction.project, iris)),
        (MP.decidedBy, string(correction.by)),
        (DCTERMS.date, literal.date(correction.on)),
        (RDFS.comment, in_both(correction.why)),
        (PROV.wasDerivedFrom, map(iris.source, correction.sources)),
    )


def _matter(project: str | None, iris: PlanIris) -> NamedNode:
    return iris.project(project) if project else iris.plan
