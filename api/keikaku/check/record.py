"""A report as data, to be kept between two runs of the program."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, parse

from keikaku.check.report import Finding, Report, Severity, Term
from keikaku.check.rule import shipped_shapes
from keikaku.language import Text
from keikaku.plan.waiver import Waiver
from keikaku.problem import Place

Record = Mapping[str, Any]


def to_records(report: Report) -> list[Record]:
    """The findings as values that JSON can carry."""
    return [_record(finding) for finding in report.findings]


def from_records(records: list[Record]) -> Report:
    """The report of some records; LookupError, TypeError or ValueError where they are none of `to_records`."""
    return Report(tuple(map(_finding, records)))


def _record(finding: Finding) -> Record:
    terms = (finding.thing, finding.focus, finding.component, finding.path, finding.value, finding.source)
    return {
        "severity": finding.severity.value,
        "rule": finding.rule.iri,
        "message": finding.message,
        "label": finding.label,
        "found": finding.found,
        "terms": [str(term) if term is not None else None for term in terms],
        "place": _place_record(finding.place) if finding.place else None,
        "waiver": _waiver_record(finding.waiver) if finding.waiver else None,
    }


def _finding(record: Record) -> Finding:
    thing, focus, component, path, value, source = map(_term, record["terms"])
    if thing is None or focus is None or component is None:
        raise ValueError("a finding is about something")
    return Finding(
        severity=Severity(record["severity"]),
        rule=shipped_shapes()[1][record["rule"]],
        message=Text(*record["message"]),
        thing=thing,
        label=Text(*record["label"]),
        focus=focus,
        component=NamedNode(component.value),
        path=NamedNode(path.value) if path else None,
        value=value,
        found=tuple(Text(*words) for words in record["found"]),
        place=Place(**record["place"]) if record["place"] else None,
        source=NamedNode(source.value) if source else None,
        waiver=_waiver(record["waiver"]) if record["waiver"] else None,
    )


def _place_record(place: Place) -> Record:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "page": place.page,
        "row": place.row,
    }


def _waiver_record(waiver: Waiver) -> Record:
    return {
        "rule": waiver.rule,
        "thing": waiver.thing,
        "by": waiver.by,
        "on": waiver.on.isoformat(),
        "why": waiver.why,
        "place": _place_record(waiver.place),
    }


def _waiver(record: Record) -> Waiver:
    known = {
        "on": date.fromisoformat(record["on"]),
        "why": Text(*record["why"]),
        "place": Place(**record["place"]),
    }
    return Waiver(**{**record, **known})


def _term(text: str | None) -> Term | None:
    if text is None:
        return None
    (quad,) = parse(f"<a:a> <a:a> {text} .", RdfFormat.N_TRIPLES)
    term: Term = quad.object
    return term
