"""A project's row cell by cell: what each column that the profile names says of it."""

import re
from dataclasses import replace
from urllib.parse import urldefrag

from keikaku.japanese import FiscalYears, key_text
from keikaku.language import Text
from keikaku.plan import Amount, Department, Marker, Step
from keikaku.read.table.departments import DepartmentCells
from keikaku.read.table.grid import Row
from keikaku.read.table.indicators import Indicators
from keikaku.read.table.layout import Layout
from keikaku.read.table.lines import items, joined_lines
from keikaku.read.table.markers import TableMarkers
from keikaku.read.table.money import Money, years_of
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.pattern import fits_any
from keikaku.read.table.places import Places
from keikaku.read.table.profile import Columns, TableProfile, TableQualityEntry
from keikaku.read.table.projects import Draft
from keikaku.read.table.subjects import Subjects

_ODD = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_SLASH = re.compile("[／/]")
_NAMES_END = ("事業", "業務", "事務")
_ADDRESS = re.compile(r"https?://[!-~]+")


class Cells:
    """Reads the projects of one table, row by row."""

    def __init__(
        self,
        layout: Layout,
        profile: TableProfile,
        notes: TableNotes,
        money: Money,
        departments: DepartmentCells,
        places: Places,
    ) -> None:
        self._layout, self._profile, self._notes = layout, profile, notes
        self._columns = profile.columns
        self._money, self._departments, self._places = money, departments, places
        self._markers = TableMarkers(profile.markers)
        self._subjects = Subjects(layout, profile.columns.sdgs, notes)
        self._indicators = Indicators(layout, profile, notes)
        self._above: dict[int, str] = {}
        self.unlisted: dict[str, Department] = {}

    def carried(self, row: Row) -> Row:
        """The row with the words from above in those blank cells that repeat them."""
        if not self._profile.rows.above:
            return row
        cells = list(row.cells)
        for column in self._profile.rows.above:
            index = self._layout.at(column)
            if index < len(cells) and not cells[index].strip():
                cells[index] = self._above.get(index, "")
            elif index < len(cells):
                self._above[index] = cells[index]
        return row._replace(cells=tuple(cells))

    def label(self, row: Row) -> str:
        """The name of the row's project as printed, markers included."""
        return " ".join(filter(None, map(joined_lines, self._layout.cells(row, self._columns.name))))

    def code(self, row: Row) -> str | None:
        """The row's code in plain digits and hyphens, None if it has none."""
        parts: list[str] = []
        for cell in self._layout.cells(row, self._columns.code):
            lines = list(dict.fromkeys(filter(None, map(key_text, cell.split("\n")))))
            if len(lines) > 1:
                shown = "、".join(lines)
                self._notes.doubt(
                    "code-lines",
                    Text(
                        f"一つのセルに番号が二つ以上あります: {shown}", f"one cell has several codes: {shown}"
                    ),
                    [row],
                )
            parts.append("+".join(lines))
        return "-".join(filter(None, parts)) or None

    def draft(self, row: Row, label: str) -> Draft:
        """The project of a row."""
        name, marks = self._markers.cut(label)
        in_column, unknown = self._markers.cell(self._layout.cells(row, self._columns.markers))
        for word in unknown:
            self._notes.doubt(
                "unknown-marker", Text(f"知られていない印「{word}」", f"an unknown marker “{word}”"), [row]
            )
        marks = (*marks, *in_column)
        self._tell_odd(row, name)
        first_year, last_year = self._period(row)
        return Draft(
            row=row,
            name=name,
            label=label,
            places=self._places.of(row),
            continues=self._is_continued(row),
            code=self.code(row),
            departments=self._department(row, self._columns.departments, asked=True),
            supporting=self._department(row, self._columns.supporting_departments, asked=False),
            description=self._text(row, self._columns.description),
            goal=self._text(row, self._columns.goal),
            budget_item=self._budget_item(row),
            first_year=first_year,
            last_year=last_year,
            steps=self._steps(row),
            amounts=tuple(self._with_quality(amount, row) for amount in self._money.of(row)),
            unread=tuple(self._money.unread),
            indicators=self._indicators.of(row),
            subjects=self._subjects.of(row),
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

    def _tell_odd(self, row: Row, name: str) -> None:
        """What in a row needs a look whatever column it stands in, and a name that may be two."""
        if characters := sorted(set(_ODD.findall("".join(row.cells)))):
            shown = "、".join(f"U+{ord(character):04X}" for character in characters)
            self._notes.doubt(
                "odd-character",
                Text(f"外字か文字化けと見られる文字: {shown}", f"private or damaged characters: {shown}"),
                [row],
            )
        names = [part.strip() for part in _SLASH.split(name)]
        if len(names) > 1 and all(part.endswith(_NAMES_END) for part in names):
            self._notes.doubt(
                "several-names",
                Text(f"「{name}」は二つ以上の事業かもしれません。", f"“{name}” may be several projects."),
                [row],
            )

    def _is_continued(self, row: Row) -> bool:
        """Whether the cell of the name is merged with the one above it: the rows are one project."""
        merges = [row.merges.get(self._layout.at(column)) for column in self._columns.name]
        return any(merge is not None and merge.first_row < row.number for merge in merges)

    def _text(self, row: Row, columns: Columns | None) -> str | None:
        return "\n".join(filter(None, self._layout.cells(row, columns))) or None

    def _budget_item(self, row: Row) -> str | None:
        """款, 項 and 目, line by line where a project has several."""
        cells = [cell.split("\n") for cell in self._layout.cells(row, self._columns.budget_item)]
        longest = max(map(len, cells), default=0)
        lines = [[cell[at] if at < len(cell) else "" for cell in cells] for at in range(longest)]
        found = [" ".join(filter(None, map(str.strip, line))) for line in lines]
        return "、".join(dict.fromkeys(filter(None, found))) or None

    def _department(self, row: Row, columns: Columns | None, *, asked: bool) -> tuple[Department, ...]:
        cells = self._layout.cells(row, columns)
        if not any(cells):
            if asked and columns:
                self._notes.doubt(
                    "no-department", Text("所管課が空欄の行", "rows without a department"), [row]
                )
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
            printed = " ".join(cells)
            self._notes.doubt(
                "department-split",
                Text(
                    f"「{printed}」を{len(found.departments)}つの部署と読みました。",
                    f"“{printed}” was read as {len(found.departments)} departments.",
                ),
                [row],
            )
        for remark in found.remarks:
            self._notes.note(
                "department-remark",
                Text(
                    f"部署の後の「{remark}」は、部署として読んでいません。",
                    f"“{remark}” behind a department was not read as one.",
                ),
                [row],
            )
        for department in found.unlisted:
            self.unlisted.setdefault(department.key, department)
        return found.departments

    def _period(self, row: Row) -> tuple[int | None, int | None]:
        if self._columns.period:
            years = self._years(row, self._layout.cell(row, self._columns.period))
            return (years.first, years.last) if years else (None, None)
        first = self._years(row, self._layout.cell(row, self._columns.first_year))
        last = self._years(row, self._layout.cell(row, self._columns.last_year))
        return first.first if first else None, last.last if last else None

    def _years(self, row: Row, cell: str) -> FiscalYears | None:
        if not cell or key_text(cell) == "-":
            return None
        if (years := years_of(cell, self._profile.era)) is None:
            self._notes.doubt(
                "period",
                Text(
                    f"事業期間「{cell}」は年度として読めません。",
                    f"the period “{cell}” cannot be read as fiscal years.",
                ),
                [row],
            )
        return years

    def _steps(self, row: Row) -> tuple[Step, ...]:
        steps: list[Step] = []
        for index, years in self._layout.steps:
            if key_text(cell := row.cell(index).strip()) in ("", "-"):
                continue
            if len(years) > 1 or (
                (merge := row.merges.get(index)) and merge.last_column > merge.first_column
            ):
                self._notes.error(
                    "steps-unplaced",
                    Text(
                        f"工程「{cell}」は二年度以上にわたります。",
                        f"the step “{cell}” stands in a column of several years.",
                    ),
                    [row],
                )
                continue
            steps += (
                Step(f"{years.first}/{order}", years.first, order, text, self._notes.sources([row.number]))
                for order, text in enumerate(items(cell), 1)
            )
        return tuple(steps)

    def _references(self, row: Row) -> tuple[str, ...]:
        address = self._layout.cell(row, self._columns.reference)
        if not address or key_text(address) == "-":
            return ()
        if not _ADDRESS.fullmatch(address):
            self._notes.doubt(
                "address",
                Text(f"「{address}」はASCIIのアドレスではありません。", f"“{address}” is no ASCII address."),
                [row],
            )
            return ()
        page = self._columns.page
        if page is None:
            return (address,)
        before, _, after = key_text(page.form).partition("{page}")
        form = rf"(?<![0-9A-Za-z]){re.escape(before)}([0-9]{{1,5}}){re.escape(after)}"
        found = re.search(form, key_text(self._layout.cell(row, page.column)))
        return (f"{urldefrag(address).url}#page={int(found[1])}",) if found else (address,)

    def _with_quality(self, amount: Amount, row: Row) -> Amount:
        keys = tuple(rule.key for rule in self._profile.quality if self._is_meant(rule, amount, row))
        return replace(amount, quality=keys) if keys else amount

    def _is_meant(self, rule: TableQualityEntry, amount: Amount, row: Row) -> bool:
        return (
            rule.of == "amounts"
            and (not rule.kinds or amount.kind in rule.kinds)
            and (
                rule.years is None
                or rule.years.first <= amount.first_fiscal_year <= amount.last_fiscal_year <= rule.years.last
            )
            and (rule.printed is None or fits_any(rule.printed, amount.published_value))
            and self._layout.holds(row, rule.when)
        )
