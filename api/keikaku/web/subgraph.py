"""A piece of the data, held in memory and walked through."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from keikaku.language import Language
from keikaku.rdf.namespaces import RDF, RDFS

Term = NamedNode | BlankNode | Literal | Triple


class Subgraph:
    """Some distinct triples, by subject and by object, in the order in which they came."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.about: dict[object, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.to: dict[object, dict[NamedNode, list[NamedNode]]] = defaultdict(lambda: defaultdict(list))
        for triple in dict.fromkeys(triples):
            self.about[triple.subject][triple.predicate].append(triple.object)
            if isinstance(triple.subject, NamedNode):
                self.to[triple.object][triple.predicate].append(triple.subject)

    def __bool__(self) -> bool:
        return bool(self.about)

    def values(self, subject: object, predicate: NamedNode) -> list[Term]:
        """The objects of a subject's property."""
        return self.about[subject][predicate] if subject in self.about else []

    def nodes(self, subject: object, predicate: NamedNode) -> list[NamedNode]:
        """The objects that are named things."""
        return [value for value in self.values(subject, predicate) if isinstance(value, NamedNode)]

    def node(self, subject: object, predicate: NamedNode) -> NamedNode | None:
        """The first named thing that a property leads to."""
        return next(iter(self.nodes(subject, predicate)), None)

    def subjects(self, predicate: NamedNode, value: object) -> list[NamedNode]:
        """The named things whose property has this value."""
        return self.to[value][predicate] if value in self.to else []

    def all_nodes(self, predicate: NamedNode) -> set[NamedNode]:
        """The named things that a property leads to from anywhere."""
        return {node for subject in list(self.about) for node in self.nodes(subject, predicate)}

    def literals(self, subject: object, predicate: NamedNode) -> list[Literal]:
        """The objects that are literals."""
        return [value for value in self.values(subject, predicate) if isinstance(value, Literal)]

    def literal(
        self, subject: object, predicate: NamedNode, language: Language | None = None
    ) -> Literal | None:
        """The first literal of a property; of several, the one in this language."""
        found = self.literals(subject, predicate)
        return next((value for value in found if value.language == language), found[0] if found else None)

    def text(self, subject: object, predicate: NamedNode, language: Language | None = None) -> str | None:
        """The string of that literal."""
        found = self.literal(subject, predicate, language)
        return found.value if found else None

    def number(self, subject: object, predicate: NamedNode) -> int:
        """The integer of a property; 0 if there is none."""
        text = self.text(subject, predicate)
        return int(text) if text and text.lstrip("+-").isdecimal() else 0

    def label(self, subject: NamedNode, language: Language) -> Literal | None:
        """What a thing is called."""
        return self.literal(subject, RDFS.label, language)

    def types(self, subject: NamedNode) -> list[NamedNode]:
        """The classes of a thing."""
        return self.nodes(subject, RDF.type)
