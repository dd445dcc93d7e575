"""The screen lets nothing through that pySHACL, run on everything, would report."""

from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse
from pyshacl.graph_abstraction import DataGraph
from rdflib import RDF, RDFS, XSD, BNode, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from keikaku.check.facts import Facts
from keikaku.check.graph import graph_of
from keikaku.check.rule import shipped_shapes
from keikaku.check.screen import Screen
from keikaku.check.term import ox_term, rdflib_term
from keikaku.check.validation import Validation

SHAPES = Path(__file__).parent.parent / "shapes"
PROPERTIES = [URIRef(f"urn:p{number}") for number in range(3)]
THINGS = [URIRef(f"urn:thing{number}") for number in range(4)] + [BNode("b")]
CLASSES = [URIRef("urn:Class"), URIRef("urn:Below")]

Results = set[tuple[rdflib.term.Node | None, ...]]


def told(report: rdflib.Graph) -> Results:
    said = (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent, SH.value, SH.resultSeverity)
    return {
        tuple(report.value(result, name) for name in said)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def facts_of(graph: rdflib.Graph) -> Facts:
    return Facts(Quad(*map(ox_term, triple)).triple for triple in graph)


def screened(data: Facts, shapes: rdflib.Graph) -> Results:
    return told(Validation(shapes).results(data, graph_of(data)))


def reference(data: rdflib.Graph, shapes: rdflib.Graph) -> Results:
    return told(pyshacl.validate(data, shacl_graph=shapes)[1])


def typed(type_: URIRef, *forms: str) -> list[Literal]:
    return [Literal(form, datatype=type_, normalize=False) for form in forms]


NUMBERS = st.integers(-2, 3).map(Literal)
LITERALS = st.sampled_from(
    [
        *map(Literal, ("a", "ab", "1", "", "a\n", "bb\nb", -1, 0, 1, 2, 3)),
        *(Literal("a", lang=language) for language in ("ja", "JA", "ja-hira", "en")),
        *(Literal("b", lang=language) for language in ("ja", "en")),
        *typed(XSD.decimal, "1.0", "01.50", "1e3", "x", "-0.5", "2"),
        *typed(XSD.integer, "007", "x", "+1", "99999999999999999999"),
        *typed(XSD.boolean, "true", "1"),
        *typed(XSD.date, "2024-02-29", "2023-02-29", "2024-01-15"),
        *typed(XSD.gYear, "2024", "24", "2024Z"),
        *(Literal("1", datatype=type_) for type_ in (XSD.int, XSD.double, URIRef("urn:type"))),
    ]
)
VALUES = st.one_of(st.sampled_from(THINGS), LITERALS)
TRIPLES = st.one_of(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(PROPERTIES), VALUES),
    st.tuples(st.sampled_from(THINGS), st.just(RDF.type), st.sampled_from(CLASSES)),
)


@st.composite
def graphs(draw: st.DrawFn) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in draw(st.lists(TRIPLES, max_size=14)):
        graph.add(triple)
    if draw(st.booleans()):
        graph.add((CLASSES[1], RDFS.subClassOf, CLASSES[0]))
    return graph


class Writer:
    """Writes a well-formed shape with drawn constraints into a graph."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.graph = draw, rdflib.Graph()

    def shape(self, node: URIRef | BNode, depth: int = 2) -> URIRef | BNode:
        of_property = self.draw(st.booleans())
        self.graph.add((node, RDF.type, SH.PropertyShape if of_property else SH.NodeShape))
        if of_property:
            self.graph.add((node, SH.path, self.path()))
        for kind in self.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3)):
            if kind is KINDS[-1] and depth:
                self.nesting(node, depth)
            elif kind is not KINDS[-1]:
                self.constraint(node, kind, of_property)
        return node

    def path(self) -> URIRef | BNode:
        kind, node = (
            self.draw(st.sampled_from(["plain", "plain", "inverse", "alternative", "sequence", "*"])),
            BNode(),
        )
        one, other = self.draw(st.permutations(PROPERTIES))[:2]
        match kind:
            case "inverse":
                self.graph.add((node, SH.inversePath, one))
            case "alternative":
                inverse = BNode()
                self.graph.add((inverse, SH.inversePath, other))
                self.graph.add((node, SH.alternativePath, self.list([one, inverse])))
            case "sequence":
                return self.list([one, other])
            case "*":
                self.graph.add((node, SH.zeroOrMorePath, one))
            case _:
                return one
        return node

    def constraint(self, node: URIRef | BNode, kind: str, of_property: bool) -> None:
        name = SH[kind]
        if name in ONLY_PROPERTY and not of_property:
            return
        value = self.draw(PARAMETERS[kind])
        if isinstance(value, list):
            value = self.list(value)
        if name not in REPEATED:
            self.graph.remove((node, name, None))
        self.graph.add((node, name, value))

    def nesting(self, node: URIRef | BNode, depth: int) -> None:
        kind = self.draw(st.sampled_from(["not", "and", "or", "xone", "node", "property", "qualified"]))
        other = self.shape(BNode(), depth - 1)
        of_property = (node, SH.path, None) in self.graph
        other_of_property = (other, SH.path, None) in self.graph
        if kind in {"and", "or", "xone"}:
            self.graph.add((node, SH[kind], self.list([other, self.shape(BNode(), depth - 1)])))
        elif kind == "qualified" and of_property and (node, SH.qualifiedValueShape, None) not in self.graph:
            self.graph.add((node, SH.qualifiedValueShape, other))
            self.graph.add((node, SH.qualifiedMinCount, Literal(self.draw(st.integers(0, 2)))))
            if self.draw(st.booleans()):
                self.graph.add((node, SH.qualifiedMaxCount, Literal(self.draw(st.integers(0, 2)))))
        elif kind == "not" or ((kind == "property") == other_of_property and kind != "qualified"):
            self.graph.add((node, SH[kind], other))

    def list(self, members: list[rdflib.term.Node]) -> BNode:
        return Collection(self.graph, BNode(), members).uri


TYPES = [XSD[name] for name in ("string", "integer", "decimal", "boolean", "date", "gYear", "double")]
KIND_NAMES = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
LENGTHS = st.integers(0, 3).map(Literal)
PARAMETERS = {
    "class": st.sampled_from(CLASSES),
    "datatype": st.sampled_from(TYPES),
    "nodeKind": st.sampled_from([SH[name] for name in KIND_NAMES]),
    **dict.fromkeys(("minCount", "maxCount", "minLength", "maxLength"), LENGTHS),
    **dict.fromkeys(("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"), NUMBERS),
    "pattern": st.sampled_from(["^a", "b$", "^[0-9]+$", ".", "^$"]).map(Literal),
    "flags": st.just(Literal("i")),
    "languageIn": st.lists(st.sampled_from(["ja", "en", "ja-Hira"]).map(Literal), min_size=1, max_size=2),
    "uniqueLang": st.booleans().map(Literal),
    "in": st.lists(VALUES.filter(lambda value: not isinstance(value, BNode)), min_size=1, max_size=3),
    "hasValue": VALUES.filter(lambda value: not isinstance(value, BNode)),
    **dict.fromkeys(("equals", "disjoint"), st.sampled_from(PROPERTIES)),
    "closed": st.just(Literal(True)),
    "deactivated": st.booleans().map(Literal),
}
KINDS = [*PARAMETERS, "nesting"]
ONLY_PROPERTY = {SH[name] for name in ("minCount", "maxCount", "uniqueLang")}
REPEATED = {SH[name] for name in ("class", "hasValue", "pattern", "equals", "disjoint")}


@st.composite
def shapes_graphs(draw: st.DrawFn) -> rdflib.Graph:
    writer = Writer(draw)
    shape = writer.shape(URIRef("urn:shape"))
    targets = {
        SH.targetClass: CLASSES[0],
        SH.targetNode: draw(st.sampled_from(THINGS[:-1])),
        SH.targetSubjectsOf: PROPERTIES[0],
        SH.targetObjectsOf: PROPERTIES[1],
    }
    for name in draw(st.lists(st.sampled_from([*targets]), min_size=1, max_size=2, unique=True)):
        writer.graph.add((shape, name, targets[name]))
    if draw(st.booleans()):
        writer.graph.add((shape, SH.severity, SH.Warning))
    return writer.graph


# What rdflib says of lexical forms that are wrong, as some here are meant to be.
ill_typed = pytest.mark.filterwarnings("ignore:Serializing weird numerical")


@ill_typed
@pytest.mark.parametrize("kind", [*PARAMETERS])
@settings(max_examples=60, deadline=None)
@given(values=st.lists(VALUES | NUMBERS, min_size=1, max_size=3), draw=st.data())
def test_a_constraint_has_the_results_of_pyshacl(kind, values, draw):
    writer = Writer(draw.draw)
    shape, focus = URIRef("urn:shape"), THINGS[0]
    writer.graph.add((shape, SH.path, PROPERTIES[0]))
    writer.graph.add((shape, SH.targetNode, focus))
    writer.constraint(shape, kind, of_property=True)
    data = rdflib.Graph()
    for triple in [(focus, PROPERTIES[0], value) for value in values] + draw.draw(
        st.lists(TRIPLES, max_size=3)
    ):
        data.add(triple)
    assert screened(facts_of(data), writer.graph) == reference(data, writer.graph)


@ill_typed
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), shapes_graphs())
def test_any_data_has_the_results_of_pyshacl_by_any_shapes(data, shapes):
    assert screened(facts_of(data), shapes) == reference(data, shapes)


PLAN = list(parse(path=SHAPES / "plan.ttl", format=RdfFormat.TURTLE))
UPDATES = [
    pytest.param(entry["update"], id=rule)
    for path in sorted(SHAPES.glob("*.yaml"))
    for rule, entries in yaml.safe_load(path.read_text("utf-8")).items()
    for entry in entries
]


class Plain(rdflib.Graph):
    """A graph of rdflib's own; only its SPARQL is answered by Oxigraph, or a test would take minutes."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.twin = graph_of(facts)
        for triple in facts.matching(None, None, None):
            self.add(tuple(map(rdflib_term, triple)))

    def query(self, *arguments: Any, **named: Any) -> Any:
        return self.twin.query(*arguments, **named)


def both(quads: list[Quad]) -> tuple[Results, Results]:
    """What the shipped shapes find in quads: ours, and that of pySHACL run on everything."""
    facts, (shapes, _) = Facts(quad.triple for quad in quads), shipped_shapes()
    data = DataGraph.from_rdflib_graph(Plain(facts))
    return screened(facts, shapes), told(pyshacl.validate(data, shacl_graph=shapes, inplace=True)[1])


@pytest.mark.parametrize("update", UPDATES)
def test_a_broken_plan_has_the_results_of_pyshacl(broken, update):
    ours, reference = both(broken(update))
    assert ours == reference != set()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_plan_changed_anywhere_has_the_results_of_pyshacl(data):
    quads = list(PLAN)
    for number in data.draw(st.lists(st.integers(0, len(PLAN) - 1), min_size=1, max_size=6, unique=True)):
        subject, predicate, value = PLAN[number].triple
        kind = data.draw(st.sampled_from(["away", "another value", "one more value", "another property"]))
        if kind != "one more value":
            quads[number] = quads[0]
        if kind == "another property":
            predicate = data.draw(st.sampled_from(PLAN)).predicate
        elif kind != "away":
            value = data.draw(st.sampled_from(PLAN).map(lambda quad: quad.object) | VALUES.map(ox_term))
        if kind != "away":
            quads.append(Quad(subject, predicate, value))
    ours, reference = both(quads)
    assert ours == reference


def test_a_valid_plan_is_let_through_but_for_what_only_pyshacl_knows():
    shapes, _ = shipped_shapes()
    suspected = {shape for shape, _ in Screen(shapes).suspects(Facts(quad.triple for quad in PLAN))}
    known_to_pyshacl = {*shapes.subjects(SH.sparql), *shapes.subjects(SH.equals)}
    assert suspected <= known_to_pyshacl


def test_what_only_surrounds_the_data_is_not_checked():
    data = facts_of(rdflib.Graph().parse(data="<urn:a> a <urn:Class> .", format="turtle"))
    shapes = rdflib.Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ;"
        " sh:targetClass <urn:Class> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ] .",
        format="turtle",
    )
    other = Quad(*map(ox_term, (URIRef("urn:b"), RDF.type, URIRef("urn:Class")))).triple
    (one,) = data.matching(None, None, None)
    around = Facts([Quad(*one).triple], [other])
    assert {focus for focus, *_ in screened(around, shapes)} == {URIRef("urn:a")}
    assert {focus for focus, *_ in screened(Facts([other], [Quad(*one).triple]), shapes)} == {URIRef("urn:b")}
