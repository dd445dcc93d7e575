"""What a check found."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from keikaku.check.rule import Rule
from keikaku.language import Language, Text
from keikaku.plan.waiver import Waiver
from keikaku.problem import Place


class Severity(StrEnum):
    """SHACL's three severities (section 2.1.4); only violations keep a plan from being released."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks one rule.

    `thing` is what a reader would look at, `label` its name; `focus` and `value` are the SHACL result's own.
    `found` is what stands at `path`, empty where nothing does; `place` the first line, page or row of it;
    `waiver` says who lets it stand, if anyone does.
    """

    severity: Severity
    rule: Rule
    message: Text
    thing: Term
    label: Text
    focus: Term
    component: NamedNode
    path: NamedNode | None = None
    value: Term | None = None
    found: tuple[Text, ...] = ()
    place: Place | None = None
    source: NamedNode | None = None
    waiver: Waiver | None = None

    def sentence(self, language: Language) -> str:
        """What is wrong with which thing, in one sentence."""
        label, message = self.label.in_(language), self.message.in_(language)
        if message == label:
            return message
        return f"「{label}」: {message}" if language == "ja" else f"“{label}”: {message}"


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one check, gravest first, then in the order of the documents."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing keeps the plan from being released."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity, those that are waived left out."""
        return Counter(finding.severity for finding in self.findings if not finding.waiver)[severity]

    @property
    def waived(self) -> int:
        """How many findings a person lets stand."""
        return sum(finding.waiver is not None for finding in self.findings)
