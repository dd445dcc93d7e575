"""A report as SARIF 2.1.0 (OASIS), which editors and code hosts show beside the document's lines."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import keikaku
from keikaku.check.machine import dumps
from keikaku.check.report import Finding, Report, Severity
from keikaku.check.rule import Rule
from keikaku.language import Language
from keikaku.problem import Place

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(report: Report, language: Language) -> str:
    """A SARIF log of one run, its messages in one language; places are relative to the source root."""
    rules = sorted(
        {finding.rule.key: finding.rule for finding in report.findings}.values(), key=lambda r: r.key
    )
    index = {rule.key: number for number, rule in enumerate(rules)}
    return dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "Keikaku",
                            "semanticVersion": keikaku.__version__,
                            "rules": [_rule(rule, language) for rule in rules],
                        }
                    },
                    "language": language,
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(finding, index, language) for finding in report.findings],
                }
            ],
        }
    )


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    return {
        "id": rule.key,
        "shortDescription": {"text": rule.text.in_(language)},
        "help": {"text": rule.advice.in_(language)},
        "properties": {"shape": rule.iri},
    }


def _result(finding: Finding, index: dict[str, int], language: Language) -> dict[str, Any]:
    result = {
        "ruleId": finding.rule.key,
        "ruleIndex": index[finding.rule.key],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.sentence(language)},
        "locations": [_location(finding, language)],
    }
    if finding.waiver:
        why = f"{finding.waiver.why.in_(language)} ({finding.waiver.by}, {finding.waiver.on})"
        return result | {"suppressions": [{"kind": "external", "status": "accepted", "justification": why}]}
    return result


def _location(finding: Finding, language: Language) -> dict[str, Any]:
    logical = {"name": finding.label.in_(language), "fullyQualifiedName": finding.thing.value}
    location: dict[str, Any] = {"logicalLocations": [logical]}
    if finding.place:
        location["physicalLocation"] = _physical(finding.place)
    return location


def _physical(place: Place) -> dict[str, Any]:
    path = Path(place.file)
    uri = path.as_uri() if path.is_absolute() else quote(place.file, errors="replace")
    artifact = {"artifactLocation": {"uri": uri}}
    # A row of a table is a record, which may span lines; a page has none.
    return {**artifact, "region": {"startLine": place.line}} if place.line else artifact
