"""A table and its profile become a part of a plan."""

from collections.abc import Sequence

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.departments import Directory
from keikaku.read.description import DocumentEntry, PlanEntry
from keikaku.read.folder import Folder
from keikaku.read.part import PlanPart
from keikaku.read.table.cells import Cells
from keikaku.read.table.departments import DepartmentCells
from keikaku.read.table.grid import Grid
from keikaku.read.table.header import Header
from keikaku.read.table.layout import Layout, columns_of
from keikaku.read.table.money import Money
from keikaku.read.table.notes import TableNotes, shortened
from keikaku.read.table.opened import open_table
from keikaku.read.table.places import Places
from keikaku.read.table.policies import Policies
from keikaku.read.table.profile import TableProfile
from keikaku.read.table.projects import Projects
from keikaku.read.table.rows import Rows


def read_table(
    data: bytes, document: DocumentEntry, profile: TableProfile, plan: PlanEntry, folder: Folder
) -> PlanPart:
    """The part of `plan` that a table holds; a Problem if the file is no table with the profile's columns."""
    file = str(folder.path / document.file)
    check_quality(profile, plan, str(folder.path / document.profile))
    grid, header, others = open_table(data, profile, columns_of(profile), file)
    notes = TableNotes(document.key)
    _tell_opening(notes, grid, header, Layout(header, profile, file).unmapped, others)
    part = table_part(grid, header, notes, document, profile, folder)
    if not part.projects:
        raise Problem(
            Text("見出しの下に事業がありません。", "there is no project below the header."), Place(file)
        )
    return part


def table_part(
    grid: Grid,
    header: Header,
    notes: TableNotes,
    document: DocumentEntry,
    profile: TableProfile,
    folder: Folder,
) -> PlanPart:
    """The part of a plan in the rows of `grid` below `header`, however they were found (read/pdf has its own way)."""
    layout = Layout(header, profile, str(folder.path / document.file))
    listed = folder.municipality.departments
    directory = Directory(listed, folder.description.departments, profile.departments)
    departments = DepartmentCells(directory, listed, profile.departments)
    places = Places(profile.levels, layout, notes)
    money = Money(layout, profile, notes)
    cells = Cells(layout, profile, notes, money, departments, places)
    rows = Rows(layout, profile, notes, cells, places, money)
    policies = Policies(notes)
    long = any(entry.is_long for entry in profile.amounts)
    builder = Projects(notes, policies, long=long)
    projects, listings = builder.build(rows.drafts(grid, header))
    return PlanPart(
        levels=tuple(level.record(depth) for depth, level in enumerate(profile.levels, 1)),
        policies=policies.all,
        projects=projects,
        listings=listings,
        departments=tuple(cells.unlisted.values()),
        doubts=notes.doubts,
        unread_amounts=builder.unread,
        printed=notes.printed,
    )


def check_quality(profile: TableProfile, plan: PlanEntry, file: str) -> None:
    """A Problem if the profile names a quality note that the plan lacks."""
    known = {quality.key for quality in plan.quality}
    for rule in profile.quality:
        if rule.key not in known:
            raise Problem(
                Text(
                    f"quality の「{rule.key}」が計画「{plan.key}」の quality にありません。",
                    f"quality {rule.key!r} is not among those of plan {plan.key!r}.",
                ),
                Place(file),
                Text(
                    "municipality.yaml の quality に書いてください。",
                    "Add it to `quality` in municipality.yaml.",
                ),
            )


def _tell_opening(
    notes: TableNotes, grid: Grid, header: Header, unmapped: Sequence[str], others: Sequence[str]
) -> None:
    """How the file was opened, and what of it is not read."""
    if grid.encoding:
        notes.note(
            "encoding", Text(f"文字コード: {grid.encoding}", f"encoding: {grid.encoding}"), header.rows
        )
    if grid.sheet:
        notes.note("sheet", Text(f"読んだシート: {grid.sheet}", f"the sheet read: {grid.sheet}"), header.rows)
    if others:
        names = "、".join(others)
        message = Text(f"読んでいないシート: {names}", f"sheets that were not read: {names}")
        notes.note("other-sheets", message, header.rows)
    if above := [row for row in header.above if not row.is_blank]:
        words = shortened(
            " ".join(cell for row in above for cell in dict.fromkeys(row.cells) if cell.strip())
        )
        notes.note(
            "above-header", Text(f"見出しの上の行:「{words}」", f"rows above the header: “{words}”"), above
        )
    if unmapped:
        names = "、".join(unmapped)
        notes.doubt(
            "unmapped-columns",
            Text(
                f"プロファイルにない列は読んでいません: {names}",
                f"columns that the profile does not name were not read: {names}",
            ),
            header.rows,
        )
