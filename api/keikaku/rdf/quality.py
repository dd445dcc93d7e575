"""Notes on quality as triples: one note, shared by all that carry it (DQV section 4.4)."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.plan import QualityNote, Reliability
from keikaku.rdf.description import Value, about
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import in_both
from keikaku.rdf.namespaces import CODE, DQV, MP, OA, RDF, RDFS

_LABELS = {
    Reliability.TRANSCRIBED: Text("品質の注記：人が転記", "quality note: transcribed by a person"),
    Reliability.MACHINE_READ: Text("品質の注記：機械で読み取り", "quality note: read by a program"),
    Reliability.DOUBTFUL: Text("品質の注記：疑わしい", "quality note: doubtful"),
}


class _Annotated(Protocol):
    @property
    def quality(self) -> tuple[str, ...]: ...


def quality_of(thing: _Annotated, iris: PlanIris) -> tuple[NamedNode, Iterable[Value]]:
    """The statement that a plan, project or amount makes about the notes on its quality."""
    return DQV.hasQualityAnnotation, map(iris.quality, thing.quality)


def quality_triples(note: QualityNote, iris: PlanIris) -> Iterator[Triple]:
    """How far all that carries the note can be relied on, and why."""
    return about(
        iris.quality(note.key),
        (RDF.type, MP.QualityNote),
        (RDFS.label, in_both(_LABELS[note.reliability])),
        (MP.reliability, CODE.term(f"reliability/{note.reliability}")),
        (OA.motivatedBy, DQV.qualityAssessment),
        (RDFS.comment, in_both(note.text)),
    )
