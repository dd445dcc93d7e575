"""Documents, and the places in them that a plan is derived from, as triples."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.plan import Document, Plan, Source, Sources
from keikaku.rdf.description import about
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import in_both, ja, string
from keikaku.rdf.namespaces import DCTERMS, RDF, RDFS, SCHEMA

_UNITS = {"line": Text("行", "line"), "page": Text("ページ", "page"), "row": Text("行目", "row")}


class _Derived(Protocol):
    @property
    def sources(self) -> Sources: ...


def document_triples(document: Document, iris: PlanIris) -> Iterator[Triple]:
    """A document with its terms of use, address and checksum."""
    return about(
        iris.document(document.key),
        (RDF.type, SCHEMA.DigitalDocument),
        (RDFS.label, ja(document.title)),
        (DCTERMS.rights, ja(document.terms)),
        (DCTERMS.publisher, string(document.publisher) if document.publisher else None),
        (DCTERMS.source, NamedNode(document.url) if document.url else None),
        (SCHEMA.encodingFormat, string(document.media_type)),
        (SCHEMA.sha256, string(document.sha256)),
        (RDFS.comment, ja(document.note) if document.note else None),
    )


def source_triples(plan: Plan, iris: PlanIris) -> Iterator[Triple]:
    """Every place in a document that anything in the plan is derived from, once."""
    titles = {document.key: document.title for document in plan.documents}
    for source in sorted(set(_sources(plan)), key=lambda s: (s.document, s.unit, s.first, s.last)):
        yield from about(
            iris.source(source),
            (RDFS.label, in_both(_label(source, titles[source.document]))),
            (DCTERMS.isPartOf, iris.document(source.document)),
        )


def _label(source: Source, title: str) -> Text:
    unit = _UNITS[source.unit]
    if source.first == source.last:
        return Text(f"{title} {source.first}{unit.ja}", f"{unit.en} {source.first}")
    places = f"{source.first}–{source.last}"
    return Text(f"{title} {places}{unit.ja}", f"{unit.en}s {places}")


def _sources(plan: Plan) -> Iterator[Source]:
    yield from plan.sources
    for policy in plan.policies:
        yield from _of_each(
            (policy, *policy.statements, *policy.amounts, *policy.indicators, *policy.subjects)
        )
    for project in plan.projects:
        yield from _of_each((project, *project.steps, *project.amounts))
        yield from _of_each((*project.indicators, *project.subjects))
    yield from _of_each((*plan.amounts, *plan.listings, *plan.doubts, *plan.corrections))


def _of_each(things: Iterable[_Derived]) -> Iterator[Source]:
    for thing in things:
        yield from thing.sources
