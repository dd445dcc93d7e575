"""A document of sheets, one project each, becomes a part of a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keikaku.language import Text
from keikaku.plan import Doubt, Policy, Project, Severity
from keikaku.problem import Place, Problem
from keikaku.read.description import DocumentEntry
from keikaku.read.folder import Folder
from keikaku.read.key import name_key
from keikaku.read.part import PlanPart
from keikaku.read.pdf.indicators import IndicatorReader
from keikaku.read.pdf.notes import PageNotes
from keikaku.read.pdf.page import Cell, Page
from keikaku.read.pdf.profile import PdfSheetProfile
from keikaku.read.pdf.record import RecordReader, parts_of
from keikaku.read.pdf.sheet import Sheet
from keikaku.read.table.column import Column
from keikaku.read.table.grid import Grid, Row
from keikaku.read.table.header import Header
from keikaku.read.table.layout import columns_of
from keikaku.read.table.reader import table_part

# The row that a sheet is, below the header that its labels are.
_HEADER, _SHEET = 0, 1
_SLACK = 2.0


def sheets_part(
    pages: Sequence[Page], document: DocumentEntry, profile: PdfSheetProfile, folder: Folder
) -> PlanPart:
    """The part of a plan on the sheets of a document; a Problem if no sheet has the label of the project's name."""
    file = str(folder.path / document.file)
    whole = _Joined()
    for sheet in _sheets(pages, profile, file):
        whole.add(_sheet_part(sheet, document, profile, folder))
    return whole.part(profile)


def _sheets(pages: Sequence[Page], profile: PdfSheetProfile, file: str) -> Iterator[Sheet]:
    """The sheets of a document: the whole of it, each page, or from each cell with a certain label to the next."""
    labels = [part for column in columns_of(profile.table) for part in _labels_of(column)]
    names = tuple(parts_of(column)[-1] for column in profile.columns.name)
    cells = [cell for page in pages for cell in page.cells]
    for group in _groups(cells, pages, profile, names):
        numbers = {cell.page for cell in group}
        sheet = Sheet(group, [page for page in pages if page.number in numbers], labels, profile.era)
        if not any(sheet.labelled([name]) or sheet.behind(name) for name in names):
            raise _no_sheet(group, names, file)
        yield sheet


def _groups(
    cells: list[Cell], pages: Sequence[Page], profile: PdfSheetProfile, names: Sequence[str]
) -> Iterator[list[Cell]]:
    if profile.project == "document":
        yield cells
        return
    whole = Sheet(cells, pages, (), profile.era)
    if profile.project == "page":
        marks = [
            cell for name in names for cell in (*whole.labelled([name]), *(c for c, _ in whole.behind(name)))
        ]
        begins = sorted({(cell.page, 0.0) for cell in marks})
    else:
        begins = sorted({(cell.page, cell.box.top - _SLACK) for cell in whole.labelled([profile.project])})
    if not begins:
        yield cells
        return
    for at, begin in enumerate(begins):
        end = begins[at + 1] if at + 1 < len(begins) else (pages[-1].number + 1, 0.0)
        # What stands on the first page above the first sheet belongs to it.
        start = begin if at else (0, 0.0)
        yield [cell for cell in cells if start <= (cell.page, cell.box.top) < end]


def _labels_of(column: Column) -> Iterator[str]:
    """The parts of a path that are labels of their own: of a column of years only the first that has no year."""
    named = [part for part in parts_of(column) if "{year}" not in part]
    yield from named[:1] if column.has_year else named


def _no_sheet(cells: Sequence[Cell], names: Sequence[str], file: str) -> Problem:
    page = cells[0].page if cells else 1
    ruled = any(cell.ruled for cell in cells)
    wanted = "、".join(names)
    rules = (
        Text("", "") if ruled else Text("罫線で囲んだ欄もありません。", " Nor does any rule enclose a cell.")
    )
    return Problem(
        Text(
            f"事業名の欄「{wanted}」がありません。{rules.ja}",
            f"there is no label “{wanted}” of a project's name.{rules.en}",
        ),
        Place(file, page=page),
        Text(
            "プロファイルの columns の name が、印刷された項目名と合っているか確かめてください。"
            "文字の並びが壊れたPDFは読めません。",
            "See whether `name` under `columns` in the profile is the label as printed. "
            "A PDF whose words are out of order cannot be read.",
        ),
    )


def _sheet_part(sheet: Sheet, document: DocumentEntry, profile: PdfSheetProfile, folder: Folder) -> PlanPart:
    first = sheet.first_page
    notes = PageNotes(document.key, {_HEADER: first, _SHEET: first})
    row = Row(_SHEET, ())
    record = RecordReader(sheet, profile, notes, row).record()
    indicators = IndicatorReader(sheet, notes, document.key, row).read(profile.indicators)
    row = Row(_SHEET, record.cells)
    words = tuple(cell.text for cell in sheet.cells if not cell.ruled)
    header = Header((Row(_HEADER, ()),), (Row(_HEADER, (*words, *record.headings)),), record.paths)
    if sheet.unread:
        notes.note(
            "cells-unread",
            Text(
                f"プロファイルにない欄は読んでいません（{len(sheet.unread)}）。",
                f"{len(sheet.unread)} cells that the profile does not name were not read.",
            ),
            [row],
        )
    part = table_part(Grid(lambda: iter([row])), header, notes, document, profile.table, folder)
    return replace(part, projects=tuple(replace(each, indicators=indicators) for each in part.projects))


class _Joined:
    """The parts of a document's sheets, joined."""

    def __init__(self) -> None:
        self._policies: dict[str, Policy] = {}
        self._projects: dict[str, Project] = {}
        self._parts: list[PlanPart] = []
        self._doubts: list[Doubt] = []

    def add(self, part: PlanPart) -> None:
        """Another sheet's part; a project without a code is known by its departments too, in whatever document."""
        for policy in part.policies:
            self._policies.setdefault(policy.key, policy)
        keys = {project.key: _own_key(project) for project in part.projects}
        self._doubts += [
            replace(doubt, project=keys.get(doubt.project or "", doubt.project)) for doubt in part.doubts
        ]
        for project in part.projects:
            key = keys[project.key]
            if key in self._projects:
                key = self._tell_twice(project, key)
            self._projects[key] = replace(project, key=key)
        self._parts.append(part)

    def part(self, profile: PdfSheetProfile) -> PlanPart:
        """All of them as one part."""
        return PlanPart(
            levels=tuple(level.record(depth) for depth, level in enumerate(profile.levels, 1)),
            policies=tuple(self._policies.values()),
            projects=tuple(self._projects.values()),
            listings=tuple(listing for part in self._parts for listing in part.listings),
            departments=tuple(department for part in self._parts for department in part.departments),
            doubts=tuple(self._doubts),
            printed={number: line for part in self._parts for number, line in part.printed.items()},
        )

    def _tell_twice(self, project: Project, key: str) -> str:
        own, number = key, 1
        while own in self._projects:
            number += 1
            own = f"{key}-{name_key(project.name, str(number))}"
        message = Text(f"「{project.name}」の個票が二つあります。", f"“{project.name}” has two sheets.")
        self._doubts.append(
            Doubt(f"project-twice-{own}", "project-twice", Severity.ERROR, message, project.sources, own)
        )
        return own


def _own_key(project: Project) -> str:
    return project.key if project.code else name_key(project.key, *project.departments)
