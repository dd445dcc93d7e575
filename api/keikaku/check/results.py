"""A report as a SHACL validation report (SHACL section 3.6): the graph that a release carries."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from keikaku.check.report import Finding, Report, Severity
from keikaku.language import Text
from keikaku.rdf.canonical import canonical_quads
from keikaku.rdf.literal import date, in_both
from keikaku.rdf.namespaces import DCTERMS, PROV, RDF, RDFS, SH, XSD
from keikaku.rdf.syntax import turtle

_SEVERITIES = {Severity.VIOLATION: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}


def results(report: Report, base: str) -> bytes:
    """Turtle; `sh:conforms` is false when there is a violation that no one lets stand.

    Why and by whom another is let stand is its `rdfs:comment`, since when its `dcterms:date`.
    """
    return turtle(canonical_quads(_quads(report)), base)


def _quads(report: Report) -> Iterator[Quad]:
    node = BlankNode("report")
    yield Quad(node, RDF.type, SH.ValidationReport)
    yield Quad(node, SH.conforms, Literal("true" if report.conforms else "false", datatype=XSD.boolean))
    for number, finding in enumerate(report.findings, 1):
        result = BlankNode(f"result{number}")
        yield Quad(node, SH.result, result)
        yield from _result(result, finding)


def _result(node: BlankNode, finding: Finding) -> Iterator[Quad]:
    values: dict[NamedNode, NamedNode | BlankNode | Literal | None] = {
        RDF.type: SH.ValidationResult,
        SH.focusNode: finding.focus,
        SH.resultPath: finding.path,
        SH.value: finding.value,
        SH.resultSeverity: _SEVERITIES[finding.severity],
        SH.sourceShape: NamedNode(finding.rule.iri),
        SH.sourceConstraintComponent: finding.component,
        PROV.wasDerivedFrom: finding.source,
        DCTERMS.date: date(finding.waiver.on) if finding.waiver else None,
    }
    yield from (Quad(node, name, value) for name, value in values.items() if value is not None)
    yield Quad(node, SH.resultMessage, Literal(finding.message.ja, language="ja"))
    yield Quad(node, SH.resultMessage, Literal(finding.message.en, language="en"))
    if finding.waiver:
        why, by = finding.waiver.why, finding.waiver.by
        reasons = in_both(Text(f"{why.ja}（{by}）", f"{why.en} ({by})"))
        yield from (Quad(node, RDFS.comment, reason) for reason in reasons)
