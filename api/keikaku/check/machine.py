"""A report as JSON: everything that the text says, in both languages."""

import json
from typing import Any

from keikaku.check.report import Finding, Report, Severity
from keikaku.language import Text
from keikaku.plan.waiver import Waiver
from keikaku.problem import Place


def machine(report: Report) -> str:
    """A JSON object with `conforms`, `counts` by severity and of those waived, and `findings`."""
    return dumps(
        {
            "conforms": report.conforms,
            "counts": {severity.value: report.count(severity) for severity in Severity}
            | {"waived": report.waived},
            "findings": [_finding(finding) for finding in report.findings],
        }
    )


def dumps(value: Any) -> str:
    """JSON with its Japanese as it is; what UTF-8 cannot carry (a file's odd name) as an escape."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode(errors="backslashreplace").decode() + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "rule": finding.rule.key,
        "shape": finding.rule.iri,
        "text": _text(finding.rule.text),
        "message": _text(finding.message),
        "advice": _text(finding.rule.advice),
        "thing": finding.thing.value,
        "label": _text(finding.label),
        "path": finding.path.value if finding.path else None,
        "found": [_text(value) for value in finding.found],
        "place": _place(finding.place) if finding.place else None,
        "source": finding.source.value if finding.source else None,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {"by": waiver.by, "date": waiver.on.isoformat(), "why": _text(waiver.why)}


def _text(text: Text) -> dict[str, str]:
    return text._asdict()


def _place(place: Place) -> dict[str, str | int | None]:
    return {"file": place.file, "line": place.line, "page": place.page, "row": place.row}
