"""Rows of a table: which are projects, sums, headings or notes, and what the projects' cells say."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from keikaku.japanese import FiscalYears, key_text
from keikaku.language import Text
from keikaku.plan import Amount, Department, Marker
from keikaku.read.table.departments import DepartmentCells
from keikaku.read.table.grid import Grid, Row
from keikaku.read.table.header import Header
from keikaku.read.table.layout import Layout
from keikaku.read.table.markers import TableMarkers
from keikaku.read.table.money import Money, years_of
from keikaku.read.table.notes import TableNotes, shortened
from keikaku.read.table.pattern import fits
from keikaku.read.table.policies import Policies
from keikaku.read.table.profile import Columns, LevelEntry, TableProfile, TableQualityEntry
from keikaku.read.table.projects import Draft

_WIDE = re.compile("[^\x00-\x7f]")


class Rows:
    """Reads the rows of one table."""

    def __init__(
        self,
        layout: Layout,
        profile: TableProfile,
        notes: TableNotes,
        money: Money,
        departments: DepartmentCells,
        policies: Policies,
    ) -> None:
        self._layout, self._profile, self._notes = layout, profile, notes
        self._money, self._departments, self._policies = money, departments, policies
        self._markers = TableMarkers(profile.markers)
        self._above: dict[int, str] = {}
        self.unlisted: dict[str, Department] = {}

    def drafts(self, grid: Grid, header: Header) -> Iterator[Draft]:
        """The projects and re-listings below the header; every other row is told."""
        for row in grid.rows():
            if row.number <= header.last or not any(map(str.strip, row.cells)):
                continue
            if self._profile.rows.skip and self._layout.holds(row, self._profile.rows.skip):
                continue
            if self._joined(row, self._profile.columns.name):
                yield self._draft(row)
            else:
                self._notes.error(
                    "row-without-name",
                    Text(
                        f"事業名のない行です:「{shortened(' '.join(filter(None, row.cells)))}」",
                        f"a row without a name: “{shortened(' '.join(filter(None, row.cells)))}”",
                    ),
                    [row],
                )

    def _draft(self, row: Row) -> Draft:
        columns = self._profile.columns
        label = self._joined(row, columns.name)
        name, in_name = self._markers.cut(label)
        marks, unknown = self._markers.cell(self._layout.cells(row, columns.markers))
        if unknown:
            words = "、".join(unknown)
            self._notes.doubt(
                "unknown-marker",
                Text(f"知られていない印「{words}」があります。", f"an unknown marker: “{words}”."),
                [row],
            )
        marks = (*in_name, *marks)
        names = self._places(row)
        policy = self._policies.place(names, row)
        amounts = list(self._money.of(row))
        return Draft(
            row=row,
            name=name,
            label=label,
            place=tuple(printed for _, _, _, printed in names),
            policy=policy,
            code=self._code(row),
            departments=self._department(row, columns.departments),
            supporting=self._department(row, columns.supporting_departments),
            description=self._text(row, columns.description),
            goal=self._text(row, columns.goal),
            budget_item=self._text(row, columns.budget_item),
            years=self._period(row),
            amounts=[self._with_quality(amount, row) for amount in amounts],
            markers=tuple(mark for mark in marks if isinstance(mark, Marker)),
            priority="priority" in marks,
            relisted="relisted" in marks,
            references=self._references(row),
            quality=tuple(
                rule.key
                for rule in self._profile.quality
                if rule.of == "project" and self._layout.holds(row, rule.when)
            ),
        )

    def _places(self, row: Row) -> list[tuple[int, LevelEntry, str, str]]:
        """Depth, level, number and name of each policy above the row."""
        names: list[tuple[int, LevelEntry, str, str]] = []
        for depth, level in enumerate(self._profile.levels, 1):
            printed = joined_lines(self._layout.cell(row, level.column))
            number = self._layout.cell(row, level.number)
            if (printed or number) and not any(fits(form, printed) for form in level.none):
                names.append((depth, level, number, printed or number))
        return names

    def _code(self, row: Row) -> str | None:
        parts = [key_text(cell) for cell in self._layout.cells(row, self._profile.columns.code)]
        return "-".join(filter(None, parts)) or None

    def _joined(self, row: Row, columns: Columns | None) -> str:
        return " ".join(filter(None, map(joined_lines, self._layout.cells(row, columns))))

    def _text(self, row: Row, columns: Columns | None) -> str | None:
        return "\n".join(filter(None, self._layout.cells(row, columns))) or None

    def _department(self, row: Row, columns: Columns | None) -> tuple[Department, ...]:
        cells = self._layout.cells(row, columns)
        if not any(cells):
            return ()
        found = self._departments.parse(cells)
        for name in found.odd:
            self._notes.doubt(
                "unlisted-department",
                Text(
                    f"部署「{name}」は一覧になく、部署らしい終わり方でもありません。",
                    f"department “{name}” is not in the list of departments, and has no known ending.",
                ),
                [row],
            )
        if found.split:
            cell = " ".join(cells)
            self._notes.doubt(
                "department-split",
                Text(
                    f"「{cell}」を・で分けて{len(found.departments)}つの部署と読みました。",
                    f"“{cell}” was read as {len(found.departments)} departments with ・ between them.",
                ),
                [row],
            )
        for remark in found.remarks:
            self._notes.note(
                "department-remark",
                Text(
                    f"部署の後の「{remark}」は部署の一部として読んでいません。",
                    f"“{remark}” behind a department was not read as part of it.",
                ),
                [row],
            )
        for department in found.unlisted:
            self.unlisted.setdefault(department.key, department)
        return found.departments

    def _period(self, row: Row) -> tuple[int | None, int | None]:
        columns = self._profile.columns
        if columns.period:
            years = self._years(row, self._layout.cell(row, columns.period))
            return (years.first, years.last) if years else (None, None)
        first = self._years(row, self._layout.cell(row, columns.first_year))
        last = self._years(row, self._layout.cell(row, columns.last_year))
        return first.first if first else None, last.last if last else None

    def _years(self, row: Row, cell: str) -> FiscalYears | None:
        if not cell:
            return None
        if (years := years_of(cell, self._profile.era)) is None:
            self._notes.doubt(
                "period",
                Text(f"「{cell}」は年度として読めません。", f"“{cell}” cannot be read as fiscal years."),
                [row],
            )
        return years

    def _references(self, row: Row) -> tuple[str, ...]:
        columns = self._profile.columns
        address = self._layout.cell(row, columns.reference)
        if not address:
            return ()
        if _WIDE.search(address) or " " in address or "://" not in address:
            self._notes.doubt(
                "address",
                Text(f"「{address}」はASCIIのアドレスではありません。", f"“{address}” is no ASCII address."),
                [row],
            )
            return ()
        if columns.page is None:
            return (address,)
        before, _, after = key_text(columns.page.form).partition("{page}")
        found = re.search(
            rf"{re.escape(before)}([0-9]{{1,5}}){re.escape(after)}",
            key_text(self._layout.cell(row, columns.page.column)),
        )
        return (f"{urldefrag(address).url}#page={int(found[1])}",) if found else (address,)

    def _with_quality(self, amount: Amount, row: Row) -> Amount:
        keys = tuple(rule.key for rule in self._profile.quality if self._is_meant(rule, amount, row))
        return _replace_quality(amount, keys) if keys else amount

    def _is_meant(self, rule: TableQualityEntry, amount: Amount, row: Row) -> bool:
        return (
            rule.of == "amounts"
            and (not rule.kinds or amount.kind in rule.kinds)
            and (
                rule.years is None
                or rule.years.first <= amount.first_fiscal_year <= amount.last_fiscal_year <= rule.years.last
            )
            and (rule.printed is None or any(fits(form, amount.published_value) for form in rule.printed))
            and self._layout.holds(row, rule.when)
        )


def _replace_quality(amount: Amount, keys: tuple[str, ...]) -> Amount:
    from dataclasses import replace

    return replace(amount, quality=keys)


def joined_lines(cell: str) -> str:
    """A cell that wrapped as one line: without a space inside Japanese, with one between Latin words."""
    text = ""
    for line in cell.split("\n"):
        part = line.strip()
        between = " " if text[-1:].isascii() and part[:1].isascii() and text and part else ""
        text += between + part
    return text
