"""A report that a planner reads: what was found where, which rule it breaks, what to do."""

import re
from collections.abc import Iterator, Sequence

from keikaku.check.report import Finding, Report, Severity
from keikaku.language import Language, Text

# Control characters could move a terminal's cursor; a finding's words stay on their own line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_HEADINGS = {
    Severity.VIOLATION: Text(
        "違反（直るまで公開できません）", "Violations (nothing is published until they are mended)"
    ),
    Severity.WARNING: Text("警告（確かめてください）", "Warnings (please check)"),
    Severity.INFO: Text("注記", "Notes"),
}
_WAIVED = Text(
    "認められた違反（理由をつけて、このまま公開します）", "Waived (published as it is, for a reason)"
)
_REASON = Text("理由", "Reason")
_FOUND = Text("見つかったもの", "Found")
_AND = Text("、", ", ")
_NOTHING = Text("なし", "nothing")
_RULE = Text("きまり", "Rule")
_ADVICE = Text("すること", "What to do")
_NO_PLACE = Text("（文書の箇所は不明）", "(no place in a document)")


def text(report: Report, language: Language) -> str:
    """The findings grouped by severity, a summary as the last line."""
    waived = [finding for finding in report.findings if finding.waiver]
    lines = [*_group(waived, _WAIVED, language)]
    for severity in Severity:
        others = [
            finding for finding in report.findings if finding.severity is severity and not finding.waiver
        ]
        lines += _group(others, _HEADINGS[severity], language)
    return "\n".join([*lines, _summary(report).in_(language), ""])


def _group(findings: Sequence[Finding], heading: Text, language: Language) -> Iterator[str]:
    if findings:
        yield f"■ {heading.in_(language)}"
        yield ""
    for finding in findings:
        yield from _finding(finding, language)
        yield ""


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    place = finding.place.in_(language) if finding.place else _NO_PLACE.in_(language)
    yield f"{_line(place)} {_line(finding.sentence(language))}"
    if finding.path:
        found = _AND.in_(language).join(
            _line(value.in_(language)) for value in finding.found
        ) or _NOTHING.in_(language)
        yield f"    {_FOUND.in_(language)}: {found}"
    yield f"    {_RULE.in_(language)}: {finding.rule.text.in_(language)} [{finding.rule.key}]"
    if finding.waiver:
        waiver = finding.waiver
        yield f"    {_REASON.in_(language)}: {_line(waiver.why.in_(language))} ({_line(waiver.by)}, {waiver.on})"
    else:
        yield f"    {_ADVICE.in_(language)}: {finding.rule.advice.in_(language)}"


def _line(words: str) -> str:
    return _CONTROL.sub(" ", words).strip()


def _summary(report: Report) -> Text:
    violations, warnings, notes = (report.count(severity) for severity in Severity)
    waived = (
        Text(f"、認められたもの {report.waived} 件", f", {report.waived} waived")
        if report.waived
        else Text("", "")
    )
    valid = Text("適合", "Valid") if report.conforms else Text("不適合", "Not valid")
    return Text(
        f"{valid.ja}: 違反 {violations} 件、警告 {warnings} 件、注記 {notes} 件{waived.ja}",
        f"{valid.en}: {violations} violation(s), {warnings} warning(s), {notes} note(s){waived.en}",
    )
