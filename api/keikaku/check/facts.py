"""What is checked, ready to be looked up from either end of a property."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox

from keikaku.check.report import Term
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.rdf.namespaces import RDF, RDFS

Statement = tuple[Term, ox.NamedNode, Term]


class Facts:
    """Distinct triples in memory; Problem for a triple about a triple (RDF 1.2).

    What only `context` says is there to be looked up, but its things are not themselves checked.
    """

    def __init__(self, triples: Iterable[ox.Triple], context: Iterable[ox.Triple] = ()) -> None:
        checked = set(triples)
        self._triples = checked.union(context)
        self._by_property: dict[ox.NamedNode, dict[Term, list[Term]]] = defaultdict(dict)
        for subject, predicate, value in self._triples:
            if isinstance(value, ox.Triple):
                raise _rdf_1_2()
            self._by_property[predicate].setdefault(subject, []).append(value)
        self._backwards: dict[ox.NamedNode, dict[Term, list[Term]]] = {}
        around = self._triples - checked
        self.surroundings: set[Term] = _subjects(around) - _subjects(checked) if around else set()

    def __len__(self) -> int:
        return len(self._triples)

    @property
    def properties(self) -> Iterable[ox.NamedNode]:
        """Every property that occurs."""
        return self._by_property.keys()

    def of(self, predicate: ox.NamedNode) -> Mapping[Term, Sequence[Term]]:
        """The values of a property by subject."""
        return self._by_property.get(predicate, {})

    def backwards(self, predicate: ox.NamedNode) -> Mapping[Term, Sequence[Term]]:
        """The subjects of a property by value."""
        if predicate not in self._backwards:
            found = self._backwards[predicate] = {}
            for subject, values in self.of(predicate).items():
                for value in values:
                    found.setdefault(value, []).append(subject)
        return self._backwards[predicate]

    def instances(self, cls: Term) -> Iterator[Term]:
        """The things of a class or of a class below it (SHACL, section 1.1: SHACL instances)."""
        classes, below = [cls], self.backwards(RDFS.subClassOf)
        for one in classes:
            classes += [other for other in below.get(one, ()) if other not in classes]
            yield from self.backwards(RDF.type).get(one, ())

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[Statement]:
        """The triples of a pattern; None stands for anything."""
        for name in self.properties if predicate is None else (predicate,):
            if subject is not None:
                values = self.of(name).get(subject, ())
                yield from ((subject, name, each) for each in values if value is None or each == value)
            elif value is not None:
                yield from ((each, name, value) for each in self.backwards(name).get(value, ()))
            else:
                yield from ((one, name, each) for one, values in self.of(name).items() for each in values)

    @cached_property
    def sparql(self) -> ox.Store:
        """The same as a store, for queries."""
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in self._triples)
        return store


def _subjects(triples: Iterable[ox.Triple]) -> set[Term]:
    return {triple.subject for triple in triples if not isinstance(triple.subject, ox.Triple)}


def _rdf_1_2() -> Problem:
    return Problem(
        Text(
            "三つ組を項とする三つ組（RDF 1.2）は扱えません。",
            "Triples about triples (RDF 1.2) cannot be checked.",
        ),
        advice=Text("RDF 1.1 で書いてください。", "Write it in RDF 1.1."),
    )
