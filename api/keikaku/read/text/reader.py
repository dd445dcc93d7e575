"""A text document and its profile become a part of a plan."""

from collections.abc import Sequence

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.departments import Directory
from keikaku.read.description import DocumentEntry, PlanEntry
from keikaku.read.encoding import decode
from keikaku.read.folder import Folder
from keikaku.read.part import PlanPart
from keikaku.read.text.hierarchy import Hierarchy
from keikaku.read.text.layout import FURNITURE, Layout, LayoutReader, Section, policy_levels
from keikaku.read.text.listed import ListedRow, ListedSheet
from keikaku.read.text.markers import Markers
from keikaku.read.text.notes import Notes
from keikaku.read.text.page import Line, has_cell_ends, lines_of, without_page_numbers
from keikaku.read.text.passage import Passage
from keikaku.read.text.priority import PriorityProjects
from keikaku.read.text.profile import TextProfile
from keikaku.read.text.projects import Projects
from keikaku.read.text.sheet import SheetReader
from keikaku.read.text.statements import PolicySection
from keikaku.read.text.table import ProjectTable


def read_text(
    data: bytes, document: DocumentEntry, profile: TextProfile, plan: PlanEntry, folder: Folder
) -> PlanPart:
    """The part of `plan` that a document holds; a Problem if the file is no readable text of this genre."""
    file = str(folder.path / document.file)
    if not plan.has_period:
        raise Problem(
            Text(
                f"計画「{plan.key}」の期間がないので、この様式の文書は読めません。",
                f"plan {plan.key!r} has no period, which documents of this genre need.",
            ),
            Place(file),
            Text(
                "municipality.yaml に first_fiscal_year と last_fiscal_year を書いてください。",
                "Give `first_fiscal_year` and `last_fiscal_year` in municipality.yaml.",
            ),
        )
    decoded = decode(data, file)
    printed = lines_of(decoded.text)
    _require_cell_ends(printed, file)
    lines, page_numbers = without_page_numbers(printed)
    layout = LayoutReader(profile).layout(lines)
    layout.set_aside("page-number", page_numbers)
    _require_sections(layout, profile, document, Place(file, printed[-1].number))
    reader = _PartReader(profile, plan, folder, document.key, printed)
    reader.note_encoding(decoded.encoding)
    return reader.part(layout)


class _PartReader:
    """Reads the sections of a layout one after the other."""

    def __init__(
        self, profile: TextProfile, plan: PlanEntry, folder: Folder, document: str, printed: Sequence[Line]
    ) -> None:
        self._profile, self._printed = profile, printed
        self._notes = Notes(document, [line.number for line in printed])
        self._hierarchy = Hierarchy(plan, self._notes)
        self._directory = Directory(
            folder.municipality.departments, folder.description.departments, profile.departments
        )
        self._priority = (
            PriorityProjects(plan, self._directory, self._notes, profile.sheet, profile.era)
            if profile.sheet
            else None
        )
        self._rows: list[ListedRow] = []
        self._sheets: list[ListedSheet] = []

    def note_encoding(self, encoding: str) -> None:
        """Say so where the encoding was found by trial."""
        if not encoding.startswith("utf-8"):
            self._notes.note(
                "encoding",
                Text(f"文字コードは{encoding}と判断しました。", f"the encoding was taken for {encoding}."),
                self._printed[0].passage,
            )

    def part(self, layout: Layout) -> PlanPart:
        """The part of the plan that the layout holds."""
        for section in layout.sections:
            self._hierarchy.add(section.place)
            self._read(section)
        for total, place in layout.totals:
            self._hierarchy.add_total(total, place)
        projects, listings = Projects(self._notes, self._priority).build(self._rows, self._sheets)
        self._note_layout(layout)
        return PlanPart(
            levels=tuple(level.record(depth) for depth, level in enumerate(self._profile.levels, 1)),
            policies=self._hierarchy.policies,
            projects=projects,
            listings=listings,
            departments=tuple(self._directory.unlisted.values()),
            doubts=self._notes.doubts,
            step_tables=self._priority.tables if self._priority else {},
            unread_costs=self._priority.unread_costs if self._priority else {},
            printed={line.number: line.text for line in self._printed},
        )

    def _read(self, section: Section) -> None:
        match section.name:
            case "policies":
                reader = PolicySection(policy_levels(self._profile), self._profile.statements, self._notes)
                self._hierarchy.add_stated(reader.policies(section.chunks), section)
                return
            case "projects":
                self._read_list(section)
            case "sheets" if self._profile.sheet:
                self._read_sheets(section, SheetReader(self._profile.sheet, self._profile.era))
            case _:
                for chunk in section.chunks:
                    self._notes.unread(chunk.passage)
        for total in section.totals:
            self._hierarchy.add_total(total, section.place)

    def _read_list(self, section: Section) -> None:
        policy = self._hierarchy.add(section.place)
        table = ProjectTable(self._directory, Markers(self._profile.markers), self._notes)
        for row in table.rows(section.chunks):
            self._rows.append(ListedRow(policy, self._hierarchy.name_of(policy), row))

    def _read_sheets(self, section: Section, reader: SheetReader) -> None:
        policy = self._hierarchy.add(section.place)
        sheets, outside = reader.sheets(section.chunks)
        for passage in outside:
            self._notes.unread(passage)
        for sheet in sheets:
            self._sheets.append(ListedSheet(policy, self._hierarchy.name_of(policy), sheet))

    def _note_layout(self, layout: Layout) -> None:
        """Tell which lines say nothing by themselves, and what the layout lacks."""
        for name, lines in layout.furniture.items():
            self._notes.furniture(name, FURNITURE[name], lines)
        if all(line.ends_cell for line in self._printed):
            self._notes.doubt(
                "no-wrapped-line",
                Text(
                    "どの行も空白で終わっています。折り返した行があれば、別々の欄として読んでいます。",
                    "every line ends in a space: lines that wrapped, if any, were read as cells of their own.",
                ),
                self._printed[0].passage,
            )
        for footnote in layout.footnotes:
            self._notes.unread(Passage.joined(line.passage for line in footnote))
        for line in layout.mixed:
            self._notes.doubt(
                "several-headings",
                Text(
                    f"頁に同じ段の見出しがいくつもあるので、「{line.text}」はここから下の見出しとして読みました。",
                    f"the page has several headings of one level, so “{line.text}” was read for what stands below it.",
                ),
                line.passage,
            )
        if layout.cut_off:
            self._notes.error(
                "cut-off",
                Text(
                    f"文書が{layout.cut_off.number}行で、欄や段落の途中で終わっています。",
                    f"the document ends at line {layout.cut_off.number}, in the middle of a cell or paragraph.",
                ),
                layout.cut_off.passage,
            )
        listed = [line for section in layout.sections if section.name == "projects" for line in section.lines]
        if listed and self._profile.table and "column-header" not in layout.furniture:
            self._notes.error(
                "column-header",
                Text(
                    "一覧に列の見出し(プロファイルの table)がなく、列の順が分かりません。",
                    "the list lacks the column headers of the profile's `table`: "
                    "which cell is which is not known.",
                ),
                listed[0].passage,
            )


def _require_cell_ends(lines: Sequence[Line], file: str) -> None:
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


def _require_sections(layout: Layout, profile: TextProfile, document: DocumentEntry, end: Place) -> None:
    """Every section of the genre must be there: a missing one means a cut-off document or another genre."""
    found = {section.name for section in layout.sections}
    for name, templates in (
        ("policies", profile.sections.policies),
        ("projects", profile.sections.projects),
        ("sheets", profile.sections.sheets),
    ):
        if templates and name not in found and name not in document.without:
            printed = " / ".join(template.printed for template in templates)
            raise Problem(
                Text(
                    f"見出し「{printed}」がないまま文書が{end.line}行で終わっています。",
                    f"the heading “{printed}” is missing: the document ends at line {end.line} without it.",
                ),
                end,
                Text(
                    "文書が途中で切れていないか、プロファイルの sections が合っているか確かめてください。"
                    f"初めからない文書なら municipality.yaml に without: [{name}] と書いてください。",
                    "See whether the document is cut off, and whether `sections` in the profile fits it. "
                    f"If it never had one, say `without: [{name}]` in municipality.yaml.",
                ),
            )
