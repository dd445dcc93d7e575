"""SHACL Core's constraint components (section 4) as tests of value nodes, one line of a table for each.

A test may say None where pySHACL must decide, and then costs only time. What it says otherwise is what
pySHACL says, as tests/check/test_screen.py shows. A component that is not here is pySHACL's alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Protocol, TypeVar

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from keikaku.check.facts import Facts
from keikaku.check.report import Term
from keikaku.check.term import ox_term
from keikaku.check.verdict import Verdict, every, just_one, opposite, some
from keikaku.rdf.namespaces import RDF, RDFS

T = TypeVar("T")
Test = Callable[[Facts, Sequence[Term]], Verdict]
"""Whether the value nodes of one focus node satisfy a constraint."""

Conforms = Callable[[Facts, Term], Verdict]
"""Whether a node conforms to a shape, whatever the shape's targets."""


class Unknown(Exception):
    """A shape, or something in it, that only pySHACL understands."""


class Shapes(Protocol):
    """What a component needs to know of the shapes around it."""

    graph: rdflib.Graph

    def shape(self, node: Node) -> Conforms:
        """The shape at a node."""


def test_of(parameter: Node, shapes: Shapes, shape: Node, value: Node) -> Test:
    """The test for the value of a parameter of a shape; Unknown if there is none."""
    if parameter not in _COMPONENTS:
        raise Unknown(parameter)
    return _COMPONENTS[parameter](shapes, shape, value)


def _each(test: Callable[[Term], Verdict]) -> Test:
    return lambda _, values: every(map(test, values))


def _class(_shapes: Shapes, _shape: Node, value: Node) -> Test:
    cls = ox_term(value)

    def test(facts: Facts, values: Sequence[Term]) -> Verdict:
        classes = facts.of(RDF.type)
        # Whether a class is below another is left to pySHACL.
        otherwise = None if facts.of(RDFS.subClassOf) else False
        return every(cls in classes.get(each, ()) or otherwise for each in values)

    return test


def _datatype(_shapes: Shapes, _shape: Node, value: Node) -> Test:
    datatype = ox_term(value)
    form = _known(_FORMS.get(str(value)))

    def test(each: Term) -> Verdict:
        right = isinstance(each, ox.Literal) and each.datatype == datatype
        return (right and form.fullmatch(each.value) is not None) or None

    return _each(test)


_NODE_KINDS: dict[Node, tuple[type, ...]] = {
    SH.IRI: (ox.NamedNode,),
    SH.BlankNode: (ox.BlankNode,),
    SH.Literal: (ox.Literal,),
    SH.BlankNodeOrIRI: (ox.BlankNode, ox.NamedNode),
    SH.BlankNodeOrLiteral: (ox.BlankNode, ox.Literal),
    SH.IRIOrLiteral: (ox.NamedNode, ox.Literal),
}


def _node_kind(_shapes: Shapes, _shape: Node, value: Node) -> Test:
    kinds = _known(_NODE_KINDS.get(value))
    return _each(lambda each: isinstance(each, kinds))


def _count(holds: Callable[[int, int], bool]) -> "Component":
    def component(_shapes: Shapes, _shape: Node, value: Node) -> Test:
        number = _whole(value)
        return lambda _, values: holds(len(values), number)

    return component


def _length(holds: Callable[[int, int], bool]) -> "Component":
    def component(_shapes: Shapes, _shape: Node, value: Node) -> Test:
        number = _whole(value)
        return _each(lambda each: None if (text := _text(each)) is None else holds(len(text), number))

    return component


def _limit(holds: Callable[[Decimal, Decimal], bool]) -> "Component":
    def component(_shapes: Shapes, _shape: Node, value: Node) -> Test:
        limit = _known(_number(ox_term(value)))
        return _each(lambda each: None if (number := _number(each)) is None else holds(number, limit))

    return component


def _pattern(_shapes: Shapes, _shape: Node, value: Node) -> Test:
    pattern = re.compile(str(value))
    return _each(lambda each: None if (text := _text(each)) is None else bool(pattern.search(text)))


def _language_in(shapes: Shapes, _shape: Node, value: Node) -> Test:
    languages = {str(language).lower() for language in Collection(shapes.graph, value)}
    # What does not stand in the list may be a part of what does (`ja-Hira` of `ja`).
    return _each(lambda each: (getattr(each, "language", None) or "").lower() in languages or None)


def _unique_lang(_shapes: Shapes, _shape: Node, value: Node) -> Test:
    if value != rdflib.Literal(True):
        raise Unknown(value)

    def test(_facts: Facts, values: Sequence[Term]) -> bool:
        languages = [
            each.language.lower() for each in values if isinstance(each, ox.Literal) and each.language
        ]
        return len(languages) == len(set(languages))

    return test


def _in(shapes: Shapes, _shape: Node, value: Node) -> Test:
    members = set(map(ox_term, Collection(shapes.graph, value)))
    return _each(lambda each: each in members or None)


def _has_value(_shapes: Shapes, _shape: Node, value: Node) -> Test:
    wanted = ox_term(value)
    return lambda _, values: wanted in values or None if isinstance(wanted, ox.Literal) else wanted in values


def _node(shapes: Shapes, _shape: Node, value: Node) -> Test:
    conforms = shapes.shape(value)
    return lambda facts, values: every(conforms(facts, each) for each in values)


def _not(shapes: Shapes, _shape: Node, value: Node) -> Test:
    conforms = shapes.shape(value)
    return lambda facts, values: every(opposite(conforms(facts, each)) for each in values)


def _of_members(joined: Callable[[Iterable[Verdict]], Verdict]) -> "Component":
    def component(shapes: Shapes, _shape: Node, value: Node) -> Test:
        members = [shapes.shape(member) for member in Collection(shapes.graph, value)]
        return lambda facts, values: every(
            joined(conforms(facts, each) for conforms in members) for each in values
        )

    return component


def _qualified_min(shapes: Shapes, shape: Node, value: Node) -> Test:
    number, qualified = _whole(value), list(shapes.graph.objects(shape, SH.qualifiedValueShape))
    if len(qualified) != 1:
        raise Unknown(shape)
    conforms = shapes.shape(qualified[0])
    return lambda facts, values: sum(conforms(facts, each) is True for each in values) >= number or None


Component = Callable[[Shapes, Node, Node], Test]
_COMPONENTS: dict[Node, Component] = {
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH.minCount: _count(ge),
    SH.maxCount: _count(le),
    SH.minLength: _length(ge),
    SH.maxLength: _length(le),
    SH.minInclusive: _limit(ge),
    SH.maxInclusive: _limit(le),
    SH.minExclusive: _limit(gt),
    SH.maxExclusive: _limit(lt),
    SH.pattern: _pattern,
    SH.languageIn: _language_in,
    SH.uniqueLang: _unique_lang,
    SH["in"]: _in,
    SH.hasValue: _has_value,
    SH.node: _node,
    SH.property: _node,
    SH["not"]: _not,
    SH["and"]: _of_members(every),
    SH["or"]: _of_members(some),
    SH.xone: _of_members(just_one),
    SH.qualifiedMinCount: _qualified_min,
}

# Lexical forms that are well-typed beyond doubt; of any other, pySHACL decides.
_FORMS = {
    f"http://www.w3.org/2001/XMLSchema#{name}": re.compile(form, re.DOTALL)
    for name, form in {
        "string": r".*",
        "boolean": r"true|false",
        "integer": r"-?[0-9]{1,18}",
        "decimal": r"-?[0-9]{1,18}(\.[0-9]{1,9})?",
        "gYear": r"[12][0-9]{3}",
        "date": r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
    }.items()
}


def _known(value: T | None) -> T:
    if value is None:
        raise Unknown
    return value


def _whole(value: Node) -> int:
    return int(_known(re.fullmatch("[0-9]{1,9}", str(value)))[0])


def _number(term: Term) -> Decimal | None:
    if not isinstance(term, ox.Literal) or not term.datatype.value.endswith(("#integer", "#decimal")):
        return None
    form = _FORMS.get(term.datatype.value)
    return Decimal(term.value) if form and form.fullmatch(term.value) else None


def _text(term: Term) -> str | None:
    return None if isinstance(term, ox.BlankNode) else term.value
