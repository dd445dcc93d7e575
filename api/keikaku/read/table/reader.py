"""A table and its profile become a part of a plan."""

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.departments import Directory
from keikaku.read.description import DocumentEntry, PlanEntry
from keikaku.read.folder import Folder
from keikaku.read.part import PlanPart
from keikaku.read.table.departments import DepartmentCells
from keikaku.read.table.grid import Grid, Row
from keikaku.read.table.header import Header, find_header
from keikaku.read.table.layout import Layout, columns_of
from keikaku.read.table.money import Money
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.policies import Policies
from keikaku.read.table.profile import TableProfile
from keikaku.read.table.projects import Projects
from keikaku.read.table.rows import Rows
from keikaku.read.table.separated import separated


def read_table(
    data: bytes, document: DocumentEntry, profile: TableProfile, plan: PlanEntry, folder: Folder
) -> PlanPart:
    """The part of `plan` that a table holds; a Problem if the file is no table with the profile's columns."""
    file = str(folder.path / document.file)
    _check_quality(profile, plan, str(folder.path / document.profile))
    grid = separated(data, file)
    header = find_header(grid, profile, columns_of(profile), file)
    notes = TableNotes(document.key)
    return table_part(grid, header, notes, document, profile, folder)


def table_part(
    grid: Grid,
    header: Header,
    notes: TableNotes,
    document: DocumentEntry,
    profile: TableProfile,
    folder: Folder,
) -> PlanPart:
    """The part of a plan in the rows of `grid` below `header`; its doubts are those of `notes`."""
    layout = Layout(header, profile, str(folder.path / document.file))
    _tell_opening(notes, grid.encoding, header.rows, layout.unmapped)
    municipality = folder.municipality
    directory = Directory(municipality.departments, folder.description.departments, profile.departments)
    departments = DepartmentCells(directory, municipality.departments, profile.departments)
    policies = Policies(notes)
    rows = Rows(layout, profile, notes, Money(layout, profile, notes), departments, policies)
    drafts = list(rows.drafts(grid, header))
    long = any(entry.is_long for entry in profile.amounts)
    projects, listings = Projects(notes, in_several_rows=long).build(drafts)
    return PlanPart(
        levels=tuple(level.record(depth) for depth, level in enumerate(profile.levels, 1)),
        policies=policies.all,
        projects=projects,
        listings=listings,
        departments=tuple(rows.unlisted.values()),
        doubts=notes.doubts,
        printed=notes.printed,
    )


def _check_quality(profile: TableProfile, plan: PlanEntry, file: str) -> None:
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
    notes: TableNotes, encoding: str | None, header: tuple[Row, ...], unmapped: list[str]
) -> None:
    if encoding:
        notes.note(
            "encoding",
            Text(f"文字コード {encoding} として読みました。", f"read as {encoding}."),
            header,
        )
    if unmapped:
        names = "、".join(unmapped)
        notes.doubt(
            "unmapped-columns",
            Text(
                f"プロファイルにない列は読んでいません: {names}",
                f"columns that the profile does not name were not read: {names}",
            ),
            header,
        )
