"""Counts over a set of triples as VoID defines them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from keikaku.rdf.namespaces import CODE, PREFIXES, RDF
from keikaku.release.sorting import Sorter


@dataclass(frozen=True, slots=True)
class Statistics:
    """Distinct triples, subjects, objects and entities; entities by class and triples by property.

    `examples` are the first things of each class.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: dict[NamedNode, int]
    properties: dict[NamedNode, int]
    examples: dict[NamedNode, NamedNode]

    @property
    def vocabularies(self) -> list[NamedNode]:
        """The namespaces, among those with a prefix, of the classes and properties."""
        used = [term.value for term in (*self.classes, *self.properties)]
        return [
            NamedNode(namespace)
            for namespace in PREFIXES.values()
            if not namespace.startswith(CODE) and any(term.startswith(namespace) for term in used)
        ]


def count(triples: Iterable[Triple], uri_space: str, scratch: Path) -> Statistics:
    """Counts of distinct triples that come subject by subject; an entity is one in the URI space (VoID, 4.6)."""
    objects = Sorter(scratch)
    classes, properties = Counter[NamedNode](), Counter[NamedNode]()
    examples: dict[NamedNode, NamedNode] = {}
    subjects = entities = 0
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        subjects += 1
        entities += isinstance(subject, NamedNode) and subject.value.startswith(uri_space)
        for triple in about:
            properties[triple.predicate] += 1
            objects.add(str(triple.object).encode())
            if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
                classes[triple.object] += 1
                if isinstance(subject, NamedNode):
                    examples[triple.object] = min(
                        subject, examples.get(triple.object, subject), key=lambda node: node.value
                    )
    return Statistics(
        triples=properties.total(),
        entities=entities,
        subjects=subjects,
        objects=sum(1 for _ in objects),
        classes=_sorted(classes),
        properties=_sorted(properties),
        examples=examples,
    )


def _sorted(counts: Counter[NamedNode]) -> dict[NamedNode, int]:
    return {term: counts[term] for term in sorted(counts, key=lambda term: term.value)}
