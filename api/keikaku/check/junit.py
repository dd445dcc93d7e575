"""A report as JUnit XML: one test case for each rule that holds and for each finding."""

import re
from xml.etree import ElementTree as Xml

from keikaku.check.report import Finding, Report, Severity
from keikaku.check.rule import shipped_shapes
from keikaku.language import Language

# XML 1.0 section 2.2 cannot write these at all.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(report: Report, language: Language) -> str:
    """A test suite: violations are failures, waived ones are skipped; the others pass with a `system-out`."""
    broken = {finding.rule.key for finding in report.findings}
    held = [rule for rule in shipped_shapes()[1].values() if rule.key not in broken]
    suite = Xml.Element(
        "testsuite",
        name="keikaku",
        tests=str(len(held) + len(report.findings)),
        failures=str(report.count(Severity.VIOLATION)),
        errors="0",
        skipped=str(report.waived),
    )
    for finding in report.findings:
        _finding(suite, finding, language)
    for rule in sorted(held, key=lambda rule: rule.key):
        Xml.SubElement(suite, "testcase", classname=rule.key, name=_writable(rule.text.in_(language)))
    Xml.indent(suite)
    return Xml.tostring(suite, encoding="unicode") + "\n"


def _finding(suite: Xml.Element, finding: Finding, language: Language) -> None:
    place = finding.place.in_(language) if finding.place else ""
    message = _writable(finding.message.in_(language))
    case = Xml.SubElement(
        suite,
        "testcase",
        classname=finding.rule.key,
        name=_writable(f"{place} {finding.label.in_(language)}"),
    )
    if finding.waiver:
        Xml.SubElement(
            case, "skipped", message=_writable(f"{finding.waiver.why.in_(language)} ({finding.waiver.by})")
        )
    if finding.severity is Severity.VIOLATION and not finding.waiver:
        failure = Xml.SubElement(case, "failure", message=message, type=finding.rule.iri)
        failure.text = _writable(f"{finding.rule.text.in_(language)}\n{finding.rule.advice.in_(language)}")
    else:
        Xml.SubElement(case, "system-out").text = f"{finding.severity}: {message}"


def _writable(words: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", words)
