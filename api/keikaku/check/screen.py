"""The shapes, read once and tried fast: which focus nodes need pySHACL's word.

Almost everything in a plan is valid. What a shape surely allows is let through here; every other focus
node, and every one of a shape with anything that is not known here, goes to pySHACL, which alone reports.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from keikaku.check.component import Conforms, Unknown, test_of
from keikaku.check.facts import Facts
from keikaku.check.report import Term
from keikaku.check.term import ox_term, property_
from keikaku.check.verdict import Verdict, every

Path = Callable[[Facts, Term], Sequence[Term]]
"""The value nodes of a focus node, each once."""

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# What a shape may say that is no constraint.
_SAID_OF_SHAPES = {
    *_TARGETS,
    *(RDF.type, RDFS.label, RDFS.comment, SH.path, SH.qualifiedValueShape),
    *(SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group),
}


class Screen:
    """The shapes of a graph."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self._shapes: dict[Node, Conforms] = {}
        self._classes = {RDFS.Class, *graph.subjects(RDFS.subClassOf, RDFS.Class)}
        targeted = {shape for target in _TARGETS for shape in graph.subjects(target)}
        of_class = filter(self._is_class, graph.subjects(RDF.type))
        self._targeted = {node: self.shape(node) for node in sorted({*targeted, *of_class}, key=str)}

    def suspects(self, facts: Facts) -> Iterator[tuple[Node, list[Term]]]:
        """The shapes with those of their focus nodes that pySHACL has to look at."""
        for node, conforms in self._targeted.items():
            if found := [focus for focus in self._targets(node, facts) if not conforms(facts, focus)]:
                yield node, found

    def shape(self, node: Node) -> Conforms:
        """Whether nodes conform to the shape at a node: unknown where it has anything that is unknown here."""
        if node not in self._shapes:
            # A shape that comes back to itself finds this, and is pySHACL's.
            self._shapes[node] = _unknown
            with suppress(Unknown):
                self._shapes[node] = self._compiled(node)
        return self._shapes[node]

    def _compiled(self, node: Node) -> Conforms:
        path = _path(self.graph, node)
        said = [
            (name, value) for name, value in self.graph.predicate_objects(node) if name not in _SAID_OF_SHAPES
        ]
        names = [name for name, _ in said if name != SH.property]
        if len(names) > len(set(names)):
            raise Unknown(node)
        tests = [test_of(name, self, node, value) for name, value in said]

        def conforms(facts: Facts, focus: Term) -> Verdict:
            values = path(facts, focus)
            return every(test(facts, values) for test in tests)

        return conforms

    def _targets(self, shape: Node, facts: Facts) -> set[Term]:
        """The focus nodes of a shape (SHACL, section 2.1.3), what only surrounds the data left out."""
        targets: set[Term] = set(map(ox_term, self.graph.objects(shape, SH.targetNode)))
        for cls in self.graph.objects(shape, SH.targetClass):
            targets.update(facts.instances(ox_term(cls)))
        if self._is_class(shape):
            targets.update(facts.instances(ox_term(shape)))
        for name in self.graph.objects(shape, SH.targetSubjectsOf):
            targets.update(facts.of(property_(name)))
        for name in self.graph.objects(shape, SH.targetObjectsOf):
            targets.update(facts.backwards(property_(name)))
        return targets - facts.surroundings

    def _is_class(self, shape: Node) -> bool:
        """Whether a shape is a class as well, and so its own target (SHACL, section 2.1.3.3)."""
        types = set(self.graph.objects(shape, RDF.type))
        return bool(types & self._classes and types & {SH.NodeShape, SH.PropertyShape})


def _unknown(_facts: Facts, _node: Term) -> Verdict:
    return None


def _path(graph: rdflib.Graph, shape: Node) -> Path:
    """The path of a property shape; a node shape's value node is the focus node itself."""
    path = graph.value(shape, SH.path)
    return _way(graph, path) if path else lambda _, focus: (focus,)


def _way(graph: rdflib.Graph, path: Node) -> Path:
    if isinstance(path, rdflib.URIRef):
        name = property_(path)
        return lambda facts, focus: facts.of(name).get(focus, ())
    match list(graph.predicate_objects(path)):
        case [(SH.inversePath, rdflib.URIRef() as inverse)]:
            name = property_(inverse)
            return lambda facts, focus: facts.backwards(name).get(focus, ())
        case [(SH.alternativePath, members)]:
            ways = [_way(graph, member) for member in Collection(graph, members)]
            return lambda facts, focus: [*{value for way in ways for value in way(facts, focus)}]
    raise Unknown(path)
