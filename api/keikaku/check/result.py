"""What pySHACL reports, in words that a planner understands."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from keikaku.check.context import Context
from keikaku.check.report import Finding, Report, Severity
from keikaku.check.rule import Rule
from keikaku.check.term import ox_term
from keikaku.language import LANGUAGES, Text

_SEVERITIES = {
    str(SH.Violation): Severity.VIOLATION,
    str(SH.Warning): Severity.WARNING,
    str(SH.Info): Severity.INFO,
}


def together(reports: Iterable[Report]) -> Report:
    """Several checks' findings as one report."""
    return Report(merged(finding for report in reports for finding in report.findings))


def report_of(results: rdflib.Graph, rules: Mapping[str, Rule], context: Context) -> Report:
    """A SHACL validation report as findings: one per rule, thing and message."""
    nodes = results.subjects(RDF.type, SH.ValidationResult)
    return Report(merged(_Result(results, node).finding(rules, context) for node in nodes))


class _Result:
    """One validation result of pySHACL (SHACL section 3.6.2)."""

    def __init__(self, graph: rdflib.Graph, node: Node) -> None:
        self._messages = [str(message) for message in graph.objects(node, SH.resultMessage)]
        self._shape = graph.value(node, SH.sourceShape)
        self._severity = graph.value(node, SH.resultSeverity)
        self._component = graph.value(node, SH.sourceConstraintComponent)
        self._focus = next(graph.objects(node, SH.focusNode))
        self._path = graph.value(node, SH.resultPath)
        self._value = graph.value(node, SH.value)
        self._of_sparql = self._component == SH.SPARQLConstraintComponent
        # A constraint on a plan as a whole answers with the thing in it that is wrong.
        self._thing = self._value if self._of_sparql and self._value is not None else self._focus

    def finding(self, rules: Mapping[str, Rule], context: Context) -> Finding:
        """The result in words, with its place."""
        rule = rules[str(self._shape)]
        source = context.source(self._thing)
        return Finding(
            severity=_SEVERITIES[str(self._severity)],
            rule=rule,
            message=self._message(rule, context),
            thing=ox_term(self._thing),
            label=context.name(self._thing),
            focus=ox_term(self._focus),
            component=NamedNode(str(self._component)),
            path=NamedNode(self._path) if isinstance(self._path, rdflib.URIRef) else None,
            value=ox_term(self._value) if self._value is not None else None,
            found=self._found(context),
            place=context.place(source) if source is not None else None,
            source=NamedNode(source) if source is not None else None,
        )

    def _found(self, context: Context) -> tuple[Text, ...]:
        if self._value is not None and self._value not in (self._thing, self._focus):
            return (context.name(self._value),)
        return context.values(self._thing, self._path) if isinstance(self._path, rdflib.URIRef) else ()

    def _message(self, rule: Rule, context: Context) -> Text:
        words = {"this": context.name(self._focus)}
        if self._value is not None:
            words["value"] = context.name(self._value)
        if self._of_sparql:
            # The report keeps a solution only as the message that it filled.
            filled = next(filter(None, map(rule.values, self._messages)), {})
            words |= {name: context.spoken(value) for name, value in filled.items()}
        return Text(*(rule.fill(language, words) for language in LANGUAGES))


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding per rule, thing and message, however many of the shape's constraints it breaks; in order."""

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

    # The last of the same says most: one that found nothing comes first.
    return tuple(list(same)[-1] for _, same in groupby(sorted(findings, key=detail), key=identity))
