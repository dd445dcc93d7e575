"""What things are about, and who says so, as triples."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.plan import Assertion, Subject, TopicScheme
from keikaku.rdf.description import about
from keikaku.rdf.iri import Iris, PlanIris
from keikaku.rdf.literal import decimal, in_both, string
from keikaku.rdf.namespaces import CODE, DCTERMS, MP, PROV, RDF, RDFS, SDG

_TOPICS = {TopicScheme.SDG: SDG}
_NAMES = {TopicScheme.SDG: "SDG"}
_ASSERTIONS = {
    Assertion.PRINTED: Text("文書の記載", "printed in the document"),
    Assertion.CURATOR: Text("人の判断", "a curator's judgement"),
    Assertion.METHOD: Text("プログラムの判定", "found by a method"),
}


@dataclass(frozen=True, slots=True)
class Classification:
    """That a thing is about a topic: printed (`sources`), a curator's (`by`), or a method's with its confidence."""

    thing: NamedNode
    scheme: TopicScheme
    notation: str
    assertion: Assertion
    sources: tuple[NamedNode, ...] = ()
    by: NamedNode | None = None
    method: str | None = None
    confidence: Decimal | None = None


def classification_triples(classification: Classification, iris: Iris) -> Iterator[Triple]:
    """The record of who says so, and the plain `dcterms:subject` unless only a method does."""
    thing, assertion, notation = classification.thing, classification.assertion, classification.notation
    topic = _TOPICS[classification.scheme].term(notation)
    name, says = f"{_NAMES[classification.scheme]} {notation}", _ASSERTIONS[assertion]
    confidence = classification.confidence
    if assertion is not Assertion.METHOD:
        yield Triple(thing, DCTERMS.subject, topic)
    yield from about(
        iris.classification(thing, f"{classification.scheme}-{notation}", assertion),
        (RDF.type, MP.Classification),
        (RDFS.label, in_both(Text(f"{name}：{says.ja}", f"{name}: {says.en}"))),
        (MP.classified, thing),
        (DCTERMS.subject, topic),
        (MP.assertedBy, CODE.term(f"assertion/{assertion}")),
        (MP.method, string(classification.method) if classification.method else None),
        (MP.confidence, decimal(confidence) if confidence is not None else None),
        (PROV.wasAttributedTo, classification.by),
        (PROV.wasDerivedFrom, classification.sources),
    )


def printed(thing: NamedNode, subjects: Iterable[Subject], iris: PlanIris) -> Iterator[Triple]:
    """What the document itself says that a policy or project is about."""
    for subject in subjects:
        sources = tuple(map(iris.source, subject.sources))
        said = Classification(thing, subject.scheme, subject.notation, Assertion.PRINTED, sources)
        yield from classification_triples(said, iris.iris)
