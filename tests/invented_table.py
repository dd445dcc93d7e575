"""Tables to be read, and what was read of them."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from keikaku.plan import Doubt, Plan, Project, Severity

Merges = Sequence[str]


def workbook(rows: Sequence[Sequence[Any]], merges: Merges = (), title: str = "Sheet1") -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def separated(rows: Sequence[Sequence[Any]]) -> bytes:
    """The rows as CSV in UTF-8, each cell in quotation marks."""
    lines = (",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    return ("\r\n".join(lines) + "\r\n").encode()


def told(plan: Plan) -> list[str]:
    """The codes of the doubts and errors, in their order."""
    return [
        doubt.code for doubt in plan.doubts if doubt.severity is not Severity.NOTE and not doubt.correction
    ]


def about(plan: Plan, code: str) -> Doubt:
    """The one doubt of a code."""
    (found,) = [doubt for doubt in plan.doubts if doubt.code == code]
    return found


def project(plan: Plan, name: str) -> Project:
    """The one project of a name."""
    (found,) = [each for each in plan.projects if each.name == name]
    return found


def departments(plan: Plan, name: str) -> list[str]:
    """The names of a project's departments, each below those above it."""
    known = {department.key: department for department in plan.municipality.departments}
    found: list[str] = []
    for key in project(plan, name).departments:
        names: list[str] = []
        at: str | None = key
        while at:
            names.insert(0, known[at].name)
            at = known[at].parent
        found.append(" ".join(names))
    return found


def sums(plan: Plan, name: str) -> dict[str, str]:
    """A project's amounts by kind and years: in yen, or the status of those that are not stated."""
    return {
        amount.key: str(amount.value) if amount.value is not None else str(amount.status)
        for amount in project(plan, name).amounts
    }
