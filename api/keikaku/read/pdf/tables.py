"""A document of ruled tables becomes a part of a plan: its tables, page after page, are read as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from keikaku.japanese import find_unit, key_text
from keikaku.language import Text
from keikaku.plan import Doubt, Severity, Source, Sources
from keikaku.problem import Place, Problem
from keikaku.read.description import DocumentEntry
from keikaku.read.folder import Folder
from keikaku.read.part import PlanPart
from keikaku.read.pdf.joined import Joined
from keikaku.read.pdf.label import unmarked
from keikaku.read.pdf.notes import PageNotes
from keikaku.read.pdf.page import UNREADABLE, Cell, Page
from keikaku.read.pdf.profile import PdfTableProfile
from keikaku.read.pdf.ruled import RuledTable, grid_of, ruled_tables
from keikaku.read.table.column import Column
from keikaku.read.table.grid import Row
from keikaku.read.table.header import Header, find_header
from keikaku.read.table.layout import columns_of
from keikaku.read.table.reader import table_part
from keikaku.read.text.template import first_match


@dataclass(slots=True)
class _Run:
    """Tables with one header and unit, one after the other: the rows below it, with the headings between them."""

    header: Header
    unit: str | None
    last: RuledTable
    rows: list[Row] = field(default_factory=list)


def tables_part(
    pages: Sequence[Page], document: DocumentEntry, profile: PdfTableProfile, folder: Folder
) -> PlanPart:
    """The part of a plan in the tables of a document; a Problem with the page if none has the profile's columns."""
    file = str(folder.path / document.file)
    reading = _Reading(profile, file)
    for page in pages:
        reading.read(page)
    if not reading.runs:
        raise reading.problem or Problem(
            Text("罫線で区切られた表がありません。", "no rules enclose a table."),
            Place(file, page=pages[0].number),
            Text(
                "横の罫線だけの表なら、プロファイルに cells: gaps と書いてください。",
                "If the table has level rules only, say `cells: gaps` in the profile.",
            ),
        )
    joined = Joined()
    for run in reading.runs:
        notes = PageNotes(document.key, reading.pages)
        for row in run.rows:
            if any(UNREADABLE in cell for cell in row.cells):
                notes.unreadable(" ".join(row.cells), row)
        joined.add(table_part(grid_of(run.rows), run.header, notes, document, profile.table, folder))
    if not joined.has_projects:
        raise Problem(
            Text("見出しの下に事業がありません。", "there is no project below the header."), Place(file)
        )
    return joined.part(profile, reading.notes(document.key))


class _Reading:
    """The tables of a document as runs of rows; `pages` are the pages of the rows by number."""

    def __init__(self, profile: PdfTableProfile, file: str) -> None:
        self._profile, self._file = profile, file
        self._wanted: list[Column] = columns_of(profile.table)
        self._names = {key_text(column.printed.split(">")[-1]) for column in profile.columns.name}
        self._headings: list[Row] = []
        self._outside: list[int] = []
        self._unread: list[int] = []
        self._number = 1
        self.pages: dict[int, int] = {}
        self.runs: list[_Run] = []
        self.problem: Problem | None = None

    def read(self, page: Page) -> None:
        """Add the tables of a page, and the headings above each."""
        tables = ruled_tables(page.cells, page.number)
        unit: str | None = None
        free = [cell for cell in page.cells if not cell.ruled]
        done = 0
        for table in tables:
            above = [cell for cell in free[done:] if cell.box.top < table.top]
            done += len(above)
            unit = self._above(above) or unit
            self._table(table, unit)
        unit = self._above(free[done:]) or unit
        if not tables and page.has_text:
            self._outside.append(page.number)

    def _above(self, cells: Sequence[Cell]) -> str | None:
        """Takes headings of levels among words outside tables; gives the unit among them."""
        unit = None
        for cell in cells:
            unit = find_unit(cell.text) or unit
            if any(
                level.headings and first_match(level.headings, cell.text) for level in self._profile.levels
            ):
                row = self._row(Row(0, (cell.text,)), cell.page)
                self._headings.append(row)
                if self.runs:
                    self.runs[-1].rows.append(self._as_wide(row, self.runs[-1]))
            elif find_unit(cell.text) is None:
                self._outside.append(cell.page)
        return unit

    def _table(self, table: RuledTable, unit: str | None) -> None:
        rows = table.rows(self._number)
        self._number += len(rows)
        self.pages.update((row.number, table.page) for row in rows)
        last = self.runs[-1] if self.runs else None
        header = self._header(rows, table.page)
        if header is None:
            if last is None or not table.has_columns_of(last.last):
                self._unread.append(table.page)
                return
            if unit is not None and unit != last.unit:
                last = self._begin(last.header, unit, table)
            last.rows += rows
            last.last = table
            return
        unit = unit or header.unit or (last.unit if last else None)
        if last is None or (last.header.paths, last.unit) != (header.paths, unit):
            last = self._begin(header, unit, table)
        if any(not row.is_blank for row in header.above):
            self._outside.append(table.page)
        last.rows += [row for row in rows if row.number > header.last]
        last.last = table

    def _begin(self, header: Header, unit: str | None, table: RuledTable) -> _Run:
        """A new run, below the headings that stand so far."""
        above = (Row(0, (f"（単位：{unit}）",)),) if unit else ()
        # The header stands above all rows, those of headings before it too.
        rows = tuple(row._replace(number=0, merges={}) for row in header.rows)
        self.pages.setdefault(0, table.page)
        run = _Run(header._replace(above=above, rows=rows), unit, table)
        run.rows += [self._as_wide(row, run) for row in self._headings]
        self.runs.append(run)
        return run

    def _header(self, rows: Sequence[Row], page: int) -> Header | None:
        """The header among a table's rows; None where it has none of its own."""
        bare = [row._replace(cells=tuple(map(unmarked, row.cells))) for row in rows]
        if not any(key_text(cell) in self._names for row in bare for cell in row.cells):
            return None
        try:
            return find_header(grid_of(bare), self._profile.table, self._wanted, self._file)
        except Problem as problem:
            place = Place(self._file, page=page)
            self.problem = self.problem or Problem(problem.what, place, problem.advice)
            return None

    def _row(self, row: Row, page: int) -> Row:
        numbered = row._replace(number=self._number)
        self.pages[self._number] = page
        self._number += 1
        return numbered

    @staticmethod
    def _as_wide(row: Row, run: _Run) -> Row:
        return row._replace(cells=(*row.cells, *[""] * (len(run.header.paths) - len(row.cells))))

    def notes(self, document: str) -> tuple[Doubt, ...]:
        """What was not read: words outside tables, and tables without the profile's columns."""
        outside = Text("表の外の文字は読んでいません。", "words outside the tables were not read.")
        unread = Text(
            "プロファイルの列のない表は読んでいません。",
            "tables without the profile's columns were not read.",
        )
        return tuple(
            Doubt(f"{code}-{document}", code, severity, text, _pages(document, pages))
            for code, severity, text, pages in (
                ("words-outside", Severity.NOTE, outside, self._outside),
                ("table-unread", Severity.DOUBT, unread, self._unread),
            )
            if pages
        )


def _pages(document: str, numbers: Sequence[int]) -> Sources:
    return tuple(Source(document, "page", number, number) for number in sorted(set(numbers)))
