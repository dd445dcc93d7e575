"""A document of sheets, one project each, becomes a part of a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keikaku.language import Text
from keikaku.plan import Project
from keikaku.problem import Place, Problem
from keikaku.read.description import DocumentEntry
from keikaku.read.folder import Folder
from keikaku.read.key import name_key
from keikaku.read.part import PlanPart
from keikaku.read.pdf.indicators import IndicatorReader
from keikaku.read.pdf.joined import Joined
from keikaku.read.pdf.notes import PageNotes
from keikaku.read.pdf.page import UNREADABLE, Cell, Page
from keikaku.read.pdf.profile import PdfSheetProfile
from keikaku.read.pdf.record import RecordReader, parts_of
from keikaku.read.pdf.ruled import grid_of
from keikaku.read.pdf.sheet import Sheet
from keikaku.read.table.column import Column
from keikaku.read.table.grid import Row
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
    joined = Joined()
    for sheet in _sheets(pages, profile, file):
        joined.add(_apart(_sheet_part(sheet, document, profile, folder)))
    return joined.part(profile)


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
    for cell in sheet.read:
        if UNREADABLE in cell.text:
            notes.unreadable(cell.text, row)
    if sheet.unread:
        notes.note(
            "cells-unread",
            Text(
                f"プロファイルにない欄は読んでいません（{len(sheet.unread)}）。",
                f"{len(sheet.unread)} cells that the profile does not name were not read.",
            ),
            [row],
        )
    part = table_part(grid_of([row]), header, notes, document, profile.table, folder)
    return replace(part, projects=tuple(replace(each, indicators=indicators) for each in part.projects))


def _apart(part: PlanPart) -> PlanPart:
    """The part with keys that hold beside those of other documents: without a code, of the departments too."""
    keys = {project.key: _own_key(project) for project in part.projects}
    return replace(
        part,
        projects=tuple(replace(project, key=keys[project.key]) for project in part.projects),
        listings=tuple(
            replace(each, project=keys.get(each.project or "", each.project)) for each in part.listings
        ),
        doubts=tuple(
            replace(doubt, project=keys.get(doubt.project or "", doubt.project)) for doubt in part.doubts
        ),
    )


def _own_key(project: Project) -> str:
    return project.key if project.code else name_key(project.key, *project.departments)
