"""Quads against the shapes: the one way into this room."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyshacl
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad
from pyshacl.graph_abstraction import DataGraph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from keikaku.check.context import Context
from keikaku.check.graph import CheckedGraph, ox_term
from keikaku.check.report import Finding, Report, Severity
from keikaku.check.rule import Rule, shipped_shapes
from keikaku.language import LANGUAGES, Text

_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}


def check(quads: Iterable[Quad], documents: Mapping[str, str]) -> Report:
    """Check plans together with all they point to: their municipality and the fiscal years.

    `documents` maps each document's IRI to the name of its file, for the places in the report.
    """
    shapes, rules = shipped_shapes()
    graph = CheckedGraph(quads)
    # In place: pySHACL would copy the graph into one of its own, and with it lose the engine.
    _, results, _ = pyshacl.validate(DataGraph.from_rdflib_graph(graph), shacl_graph=shapes, inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise results
    context = Context(graph, documents)
    return Report(_merged(_Result(results, result).finding(rules, context) for result in _results(results)))


def _results(graph: rdflib.Graph) -> Iterator[Node]:
    return graph.subjects(RDF.type, SH.ValidationResult)


class _Result:
    """One validation result of pySHACL (SHACL section 3.6.2)."""

    def __init__(self, graph: rdflib.Graph, node: Node) -> None:
        def property_(name: rdflib.URIRef) -> Node | None:
            return graph.value(node, name)

        self.focus = property_(SH.focusNode)
        self.value = property_(SH.value)
        self.path = property_(SH.resultPath)
        self.shape = property_(SH.sourceShape)
        self.severity = property_(SH.resultSeverity)
        self.component = property_(SH.sourceConstraintComponent)
        self.messages = [str(message) for message in graph.objects(node, SH.resultMessage)]

    def finding(self, rules: Mapping[str, Rule], context: Context) -> Finding:
        """The result in words, with its place."""
        rule = rules[str(self.shape)]
        thing = self._thing
        source = context.source(thing)
        return Finding(
            severity=_SEVERITIES[self.severity],
            rule=rule,
            message=self._message(rule, context),
            thing=_node(thing),
            label=context.name(thing),
            focus=_node(self.focus),
            component=NamedNode(str(self.component)),
            path=NamedNode(self.path) if isinstance(self.path, rdflib.URIRef) else None,
            value=ox_term(self.value) if self.value is not None else None,
            found=self._found(thing, context),
            place=context.place(source) if source is not None else None,
            source=NamedNode(str(source)) if source is not None else None,
        )

    @property
    def _thing(self) -> Node:
        """A constraint on a plan as a whole answers with the thing in it that is wrong."""
        of_sparql = self.component == SH.SPARQLConstraintComponent
        return self.value if of_sparql and self.value is not None else self.focus

    def _found(self, thing: Node, context: Context) -> tuple[Text, ...]:
        if self.value is not None and self.value not in (thing, self.focus):
            return (context.name(self.value),)
        return context.values(thing, self.path) if isinstance(self.path, rdflib.URIRef) else ()

    def _message(self, rule: Rule, context: Context) -> Text:
        filled = next((values for message in self.messages if (values := rule.values(message))), {})
        spoken = {name: context.spoken(value) for name, value in {**filled, "this": str(self.focus)}.items()}
        return Text(
            *(
                rule.fill(language, {name: words.in_(language) for name, words in spoken.items()})
                for language in LANGUAGES
            )
        )


def _node(node: Node) -> NamedNode | BlankNode:
    term = ox_term(node)
    if not isinstance(term, NamedNode | BlankNode):
        raise TypeError(f"a rule is about a thing, not about {term}")
    return term


def _merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding per rule, thing and message, however many of the shape's constraints it breaks."""

    def identity(finding: Finding) -> tuple[object, ...]:
        place = finding.place
        return (
            list(Severity).index(finding.severity),
            place is None,
            (place.file, place.line or place.page or place.row or 0) if place else ("", 0),
            finding.rule.key,
            finding.thing.value,
            finding.message,
        )

    def detail(finding: Finding) -> tuple[object, ...]:
        return (*identity(finding), finding.found, finding.component.value, str(finding.value))

    return tuple(
        list(same)[-1] for _, same in groupby(sorted(findings, key=detail), key=identity)
    )
