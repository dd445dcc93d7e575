"""What could not even be read, as a report: a machine that asked for one gets one."""

from pathlib import Path

from pyoxigraph import NamedNode

from keikaku.check.report import Finding, Report, Severity
from keikaku.check.rule import SHAPES, Rule
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.rdf.namespaces import SH

_READABLE = Rule(
    iri=f"{SHAPES}readable",
    text=Text("文書とその設定は読み取れる。", "Documents, and the files that describe them, can be read."),
    message=Text("読み取れません。", "It cannot be read."),
    advice=Text("示された箇所を直してください。", "Mend it at the place named."),
)


def unreadable(problem: Problem) -> Report:
    """A report with the problem as its one violation."""
    file = NamedNode(Path(problem.place.file if problem.place else ".").absolute().as_uri())
    return Report(
        (
            Finding(
                severity=Severity.VIOLATION,
                rule=_READABLE,
                message=problem.what,
                thing=file,
                label=problem.what,
                focus=file,
                component=SH.NodeConstraintComponent,
                place=problem.place,
            ),
        )
    )
