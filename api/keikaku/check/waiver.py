"""Findings that a person lets stand: they stay in the report, and keep nothing from being released."""

from collections.abc import Sequence
from dataclasses import replace

from keikaku.check.report import Finding, Report
from keikaku.check.rule import shipped_shapes
from keikaku.language import Text
from keikaku.plan.waiver import Waiver
from keikaku.problem import Problem


def waived(report: Report, waivers: Sequence[Waiver]) -> Report:
    """The report with its waived findings marked; a Problem for a waiver to which nothing answers any more."""
    used: set[Waiver] = set()
    findings = []
    for finding in report.findings:
        own = [waiver for waiver in waivers if _is_about(waiver, finding)]
        used.update(own)
        findings.append(replace(finding, waiver=own[0]) if own else finding)
    for waiver in waivers:
        if waiver not in used:
            raise _idle(waiver)
    return Report(tuple(findings))


def _is_about(waiver: Waiver, finding: Finding) -> bool:
    named = [term.value for term in (finding.thing, finding.source) if term is not None]
    return waiver.rule == finding.rule.key and any(name.endswith(f"/id/{waiver.thing}") for name in named)


def _idle(waiver: Waiver) -> Problem:
    rules = {rule.key for rule in shipped_shapes()[1].values()}
    if waiver.rule not in rules:
        return Problem(
            Text(f"「{waiver.rule}」というきまりはありません。", f"There is no rule {waiver.rule!r}."),
            waiver.place,
            Text(
                "`keikaku check` が [ ] に示す名を書いてください。",
                "Give the name that `keikaku check` shows in [ ].",
            ),
        )
    return Problem(
        Text(
            f"「{waiver.thing}」は、きまり「{waiver.rule}」に反していません。",
            f"{waiver.thing!r} does not break the rule {waiver.rule!r}.",
        ),
        waiver.place,
        Text(
            "直ったのなら、この免除を消してください。",
            "If it has been mended, remove this waiver.",
        ),
    )
