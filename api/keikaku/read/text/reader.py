"""A text document and its profile become a part of a plan."""

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.encoding import Decoded, decode
from keikaku.read.folder import DocumentEntry, Folder, PlanEntry
from keikaku.read.profile import TextProfile
from keikaku.read.text.departments import Directory
from keikaku.read.text.hierarchy import Hierarchy
from keikaku.read.text.layout import Layout, LayoutReader, Section, policy_levels
from keikaku.read.text.notes import Notes
from keikaku.read.text.page import Line, has_cell_ends, lines_of, without_page_numbers
from keikaku.read.text.part import PlanPart
from keikaku.read.text.projects import Projects
from keikaku.read.text.sheet import SheetReader
from keikaku.read.text.statements import PolicySection
from keikaku.read.text.table import ProjectTable


def read_text(
    data: bytes, document: DocumentEntry, profile: TextProfile, plan: PlanEntry, folder: Folder
) -> PlanPart:
    """The part of `plan` that a document holds; a Problem if the file is no readable text of this genre."""
    file = str(folder.path / document.file)
    decoded = decode(data, file)
    lines, page_numbers = without_page_numbers(lines_of(decoded.text))
    _require_cell_ends(lines, file)
    layout = LayoutReader(profile).layout(lines)
    _require_sections(layout, profile, file)
    notes = Notes(document.key, [line.number for line in lines])
    _note_encoding(decoded, lines, notes)
    for number in page_numbers:
        notes.note("page-number", Text("頁番号として読みました。", "read as a page number."), number.passage)
    return _PartReader(profile, plan, folder, notes).part(layout)


class _PartReader:
    """Reads the sections of a layout one after the other."""

    def __init__(self, profile: TextProfile, plan: PlanEntry, folder: Folder, notes: Notes) -> None:
        self._profile, self._notes = profile, notes
        self._hierarchy = Hierarchy(plan, notes)
        self._directory = Directory(
            folder.municipality.departments, folder.description.departments, profile.departments
        )
        self._projects = Projects(plan, self._directory, notes, profile.era)

    def part(self, layout: Layout) -> PlanPart:
        for place in layout.headings:
            self._hierarchy.add(place)
        for section in layout.sections:
            self._read(section)
        for total, place in layout.totals:
            self._hierarchy.add_total(total, place)
        projects, listings = self._projects.build(self._profile.sheet)
        return PlanPart(
            policies=self._hierarchy.policies,
            projects=projects,
            listings=listings,
            departments=tuple(self._directory.unlisted.values()),
            doubts=tuple(self._notes.doubts),
            step_cells=self._projects.step_cells,
        )

    def _read(self, section: Section) -> None:
        match section.name:
            case "policies":
                reader = PolicySection(policy_levels(self._profile), self._profile.statements, self._notes)
                self._hierarchy.add_stated(reader.policies(section.chunks), section.place)
            case "projects":
                self._read_list(section)
            case "sheets" if self._profile.sheet:
                self._read_sheets(section, SheetReader(self._profile.sheet))
            case _:
                for chunk in section.chunks:
                    self._notes.unread(chunk.passage)

    def _read_list(self, section: Section) -> None:
        policy = self._hierarchy.add(section.place)
        for row in ProjectTable(self._directory, self._profile.markers, self._notes).rows(section.chunks):
            self._projects.add_row(row, policy, self._hierarchy.name_of(policy))

    def _read_sheets(self, section: Section, reader: SheetReader) -> None:
        policy = self._hierarchy.add(section.place)
        sheets, before = reader.sheets(section.chunks)
        for passage in before:
            self._notes.unread(passage)
        for sheet in sheets:
            self._projects.add_sheet(sheet, policy, self._hierarchy.name_of(policy))


def _require_cell_ends(lines: list[Line], file: str) -> None:
    if not has_cell_ends(lines):
        raise Problem(
            Text(
                "行末の空白がなく、欄や段落の切れ目が分かりません。",
                "no line ends in a space: cells and paragraphs cannot be told apart.",
            ),
            Place(file),
            Text(
                "行末の空白を残してPDFからテキストを取り出してください。",
                "Take the text from the PDF again, keeping the spaces at line ends.",
            ),
        )


def _require_sections(layout: Layout, profile: TextProfile, file: str) -> None:
    """The policies and the list must be there: a missing one means a cut-off or another genre.

    Sheets may lack on a page without priority projects; where one should be, the shapes find it missing.
    """
    found = {section.name for section in layout.sections}
    for name, templates in (("policies", profile.sections.policies), ("projects", profile.sections.projects)):
        if templates and name not in found:
            printed = " / ".join(template.printed for template in templates)
            raise Problem(
                Text(f"見出し「{printed}」がありません。", f"the heading “{printed}” is missing."),
                Place(file),
                Text(
                    "文書が途中で切れていないか、プロファイルの sections が合っているか確かめてください。",
                    "See whether the document is cut off, and whether `sections` in the profile fits it.",
                ),
            )


def _note_encoding(decoded: Decoded, lines: list[Line], notes: Notes) -> None:
    if not decoded.encoding.startswith("utf-8"):
        notes.note(
            "encoding",
            Text(
                f"文字コードは{decoded.encoding}と判断しました。",
                f"the encoding was taken for {decoded.encoding}.",
            ),
            lines[0].passage,
        )
