"""Counts over a set of triples as VoID defines them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from keikaku.rdf.namespaces import CODE, PREFIXES, RDF


@dataclass(frozen=True, slots=True)
class Statistics:
    """Distinct triples, subjects, objects and entities; entities by class and triples by property."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: dict[NamedNode, int]
    properties: dict[NamedNode, int]

    @property
    def vocabularies(self) -> list[NamedNode]:
        """The namespaces, among those with a prefix, of the classes and properties."""
        used = [term.value for term in (*self.classes, *self.properties)]
        return [
            NamedNode(namespace)
            for namespace in PREFIXES.values()
            if not namespace.startswith(CODE) and any(term.startswith(namespace) for term in used)
        ]


def count(triples: Iterable[Triple], uri_space: str) -> Statistics:
    """Counts of the distinct triples; an entity is a subject in the URI space (VoID, section 4.6)."""
    distinct = set(triples)
    subjects = {triple.subject for triple in distinct}
    return Statistics(
        triples=len(distinct),
        entities=sum(1 for s in subjects if isinstance(s, NamedNode) and s.value.startswith(uri_space)),
        subjects=len(subjects),
        objects=len({triple.object for triple in distinct}),
        classes=_sorted(t.object for t in distinct if t.predicate == RDF.type),
        properties=_sorted(t.predicate for t in distinct),
    )


def _sorted(terms: Iterable[object]) -> dict[NamedNode, int]:
    counts = Counter(term for term in terms if isinstance(term, NamedNode))
    return {term: counts[term] for term in sorted(counts, key=lambda term: term.value)}
