"""Whether a graph is a valid plan: quads become a report with the document's own lines."""

from keikaku.check.checker import check
from keikaku.check.junit import junit
from keikaku.check.machine import machine
from keikaku.check.report import Finding, Report, Severity
from keikaku.check.result import together
from keikaku.check.results import results
from keikaku.check.rule import Rule
from keikaku.check.sarif import sarif
from keikaku.check.text import text
from keikaku.check.unreadable import unreadable
from keikaku.check.waiver import waived

__all__ = [
    "Finding",
    "Report",
    "Rule",
    "Severity",
    "check",
    "junit",
    "machine",
    "results",
    "sarif",
    "text",
    "together",
    "unreadable",
    "waived",
]
