"""A document's layout: page headings and totals taken out, the rest cut into sections under their place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from keikaku.language import Text
from keikaku.read.text.page import Chunk, Line, chunks_of, pages_of
from keikaku.read.text.passage import Passage
from keikaku.read.text.profile import LevelEntry, TableEntry, TextProfile, TotalEntry
from keikaku.read.text.template import Template, Templates, first_match

SectionName = Literal["policies", "projects", "sheets", "none"]
FurnitureName = Literal["page-number", "page-heading", "section-heading", "column-header", "furniture"]

FURNITURE: Mapping[FurnitureName, Text] = {
    "page-number": Text("頁番号", "page numbers"),
    "page-heading": Text("頁ごとの見出しの繰り返し", "page headings that stand again"),
    "section-heading": Text("区分の見出し", "headings of sections"),
    "column-header": Text("一覧の列の見出し", "column headers of the list"),
    "furniture": Text("プロファイルの furniture", "`furniture` of the profile"),
}

FOOTNOTE = "※"
# A printed form (a column header, a long heading) may wrap, or have its cells in lines of their own.
_LONGEST_RUN = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A policy's heading as printed: depth of its level from 1, number, name, place."""

    depth: int
    number: str | None
    name: str
    passage: Passage

    def says_the_same_as(self, other: "Heading") -> bool:
        """Whether both are headings of one policy, wherever they stand."""
        return (self.depth, self.number, self.name) == (other.depth, other.number, other.name)


Place = tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total with its amount's words; `count` is the number of years it says it covers."""

    entry: TotalEntry
    amount: Passage
    count: str | None
    passage: Passage


@dataclass(slots=True)
class Section:
    """Lines of one section with the totals between them, below the headings that hold for it (outermost first)."""

    name: SectionName
    place: Place
    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    @property
    def chunks(self) -> list[Chunk]:
        """The section's lines, joined where they wrapped."""
        return list(chunks_of(self.lines))


@dataclass(slots=True)
class Layout:
    """The sections in order, one for each heading at least, and the lines that say nothing by themselves.

    `totals` are those that stand beside a page's headings, with these headings; the others are in their sections.
    `mixed` are headings of pages that have several of one level, `footnotes` those that begin with ※, and `cut_off`
    is a last line that ends in mid-cell.
    """

    sections: list[Section] = field(default_factory=list)
    totals: list[tuple[Total, Place]] = field(default_factory=list)
    furniture: dict[FurnitureName, list[Line]] = field(default_factory=dict)
    mixed: list[Line] = field(default_factory=list)
    footnotes: list[Sequence[Line]] = field(default_factory=list)
    cut_off: Line | None = None

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self.sections[-1].place if self.sections else ()

    def open(self, name: SectionName, place: Place) -> None:
        """Begin a section."""
        self.sections.append(Section(name, place))

    def enter(self, heading: Heading, line: Line, *, section: SectionName | None = None) -> None:
        """Go below a heading, on with the same section or with another; one that only repeats where we are is none."""
        if any(heading.says_the_same_as(known) for known in self.place):
            self.set_aside("page-heading", [line])
            return
        below = (*(upper for upper in self.place if upper.depth < heading.depth), heading)
        self.open(section or self.sections[-1].name, below)

    def take_footnote(self, lines: Sequence[Line]) -> None:
        """Keep a footnote apart, so that a cell goes on behind it; a sentence that ends before it is a cell's end."""
        self.footnotes.append(lines)
        around = self.sections[-1].lines
        if around and around[-1].text.endswith("。"):
            around[-1] = replace(around[-1], ends_cell=True)

    def set_aside(self, name: FurnitureName, lines: Sequence[Line]) -> None:
        """Keep lines that say nothing about the plan by themselves."""
        self.furniture.setdefault(name, []).extend(lines)


class LayoutReader:
    """Finds headings, totals and sections by the profile's templates."""

    def __init__(self, profile: TextProfile) -> None:
        self._levels = list(enumerate(profile.levels, 1))
        self._totals = profile.totals
        self._furniture = profile.furniture
        self._headers = _column_headers(profile.table)
        sections = profile.sections
        self._sections: dict[SectionName, Templates] = {
            "policies": sections.policies or (),
            "projects": sections.projects or (),
            "sheets": sections.sheets or (),
        }

    def layout(self, lines: Sequence[Line]) -> Layout:
        """The layout of a document's lines; a page's headings hold for the whole page, and on until the next."""
        layout = Layout()
        layout.open("none", ())
        for page in pages_of(lines):
            self._read_page(page, layout)
        layout.cut_off = _cut_off(lines, layout)
        return layout

    def _read_page(self, page: Sequence[Line], layout: Layout) -> None:
        headings, block = self._page_headings(page)
        for_whole_page = not _contradict(headings.values())
        if for_whole_page:
            for index, heading in sorted(headings.items(), key=lambda found: found[1].depth):
                layout.enter(heading, page[index])
        index = 0
        while index < len(page):
            section = layout.sections[-1]
            total = self._total(page[index])
            if index in headings:
                if not for_whole_page:
                    layout.enter(headings[index], page[index], section="none")
                    layout.mixed.append(page[index])
                index += 1
            elif total and index in block:
                layout.totals.append((total, self._of_page(section.place)))
                index += 1
            elif total and section.name != "sheets":  # where the same words may label a project's cost
                section.totals.append(total)
                index += 1
            else:
                index += self._read_run(page, index, layout)

    def _read_run(self, page: Sequence[Line], index: int, layout: Layout) -> int:
        """Read what begins at a line of a page; how many lines it was."""
        line, before = page[index], page[index - 1] if index else None
        for run in _runs(page, index):
            words = "".join(part.text for part in run)
            if first_match(self._headers, words) is not None:
                layout.set_aside("column-header", run)
                return len(run)
            if not _is_one_cell(run):
                continue
            if first_match(self._furniture, words) is not None:
                layout.set_aside("furniture", run)
                return len(run)
            if name := self._section_name(words):
                layout.open(name, layout.place)
                layout.set_aside("section-heading", run)
                return len(run)
        if line.text.startswith(FOOTNOTE):
            footnote = _footnote(page[index:])
            layout.take_footnote(footnote)
            return len(footnote)
        if stands_alone(before, line) and (heading := self._heading(line, "text")) is not None:
            layout.enter(heading, line, section="none")
        else:
            layout.sections[-1].lines.append(line)
        return 1

    def _page_headings(self, page: Sequence[Line]) -> tuple[dict[int, Heading], set[int]]:
        """The page's own headings: those that are sure and those beside them; and the lines of that block."""
        headings = {
            index: heading
            for index, line in enumerate(page)
            if line.ends_cell and (heading := self._heading(line, "page")) is not None
        }
        block = {index for index in headings if self._is_sure(page, index)}
        totals = {index for index, line in enumerate(page) if self._total(line) is not None}
        beside = sorted({*headings, *totals})
        block = block or totals
        for order in (beside, beside[::-1]):
            for index in order:
                if {index - 1, index + 1} & block:
                    block.add(index)
        of_page = {index: heading for index, heading in headings.items() if index in block}
        return of_page, block if of_page else set()

    def _is_sure(self, page: Sequence[Line], index: int) -> bool:
        """Whether a line that looks like a heading is one: at the page's edge, distinctive, or in a line of its own."""
        line, before = page[index], page[index - 1] if index else None
        if index in (0, len(page) - 1) or stands_alone(before, line):
            return True
        return any(
            template.is_distinctive and template.match(line.text) is not None
            for _, level in self._levels
            if level.where == "page"
            for template in level.headings
        )

    def _heading(self, line: Line, where: Literal["page", "text"]) -> Heading | None:
        for depth, level in self._levels:
            if level.where == where and (found := first_match(level.headings, line.text)) is not None:
                return Heading(depth, found.get("number"), found.get("name") or line.text, line.passage)
        return None

    def _of_page(self, place: Place) -> Place:
        """The headings of a place that hold for whole pages."""
        levels = dict(self._levels)
        return tuple(heading for heading in place if levels[heading.depth].where == "page")

    def _total(self, line: Line) -> Total | None:
        for entry in self._totals:
            if (found := first_match(entry.printed, line.text)) is not None:
                start = line.text.rindex(found["amount"])
                amount = line.passage[start : start + len(found["amount"])]
                return Total(entry, amount, found.get("count"), line.passage)
        return None

    def _section_name(self, words: str) -> SectionName | None:
        return next(
            (name for name, forms in self._sections.items() if first_match(forms, words) is not None), None
        )


def stands_alone(before: Line | None, line: Line) -> bool:
    """Whether a line is a cell or paragraph of its own, and no sentence."""
    return (before is None or before.ends_cell) and line.ends_cell and not line.text.endswith("。")


def _contradict(headings: Collection[Heading]) -> bool:
    """Whether two different headings of one level stand on a page, so that neither can be for the whole of it."""
    return len({heading.depth for heading in headings}) < len(
        {(heading.depth, heading.number, heading.name) for heading in headings}
    )


def policy_levels(profile: TextProfile) -> list[tuple[int, LevelEntry]]:
    """The levels whose headings stand in the policies section, with their depth."""
    return [(depth, level) for depth, level in enumerate(profile.levels, 1) if level.where == "policies"]


def _runs(page: Sequence[Line], index: int) -> Iterator[Sequence[Line]]:
    """The lines from an index on that may be one printed form, the longest first."""
    longest = min(_LONGEST_RUN, len(page) - index)
    return (page[index : index + length] for length in range(longest, 0, -1))


def _footnote(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the footnote that begins here: up to its cell's end, the next footnote, or the page's end."""
    for count, line in enumerate(lines, 1):
        if line.ends_cell or count == len(lines) or lines[count].text.startswith(FOOTNOTE):
            return lines[:count]
    return lines


def _cut_off(lines: Sequence[Line], layout: Layout) -> Line | None:
    """The last line if it ends in mid-cell, be it a footnote's or the one before the last footnotes.

    A document that is whole ends with the end of a cell, or with the furniture of its last page.
    """
    in_footnotes = {line.number for footnote in layout.footnotes for line in footnote}
    if lines and lines[-1].number in in_footnotes and not lines[-1].ends_cell:
        return lines[-1]
    others = [line for line in lines if line.number not in in_footnotes]
    last = layout.sections[-1].lines[-1:]
    return last[0] if last and not last[0].ends_cell and last[0].number == others[-1].number else None


def _is_one_cell(run: Sequence[Line]) -> bool:
    """Whether lines wrapped into one another; a single line may stand for itself."""
    return len(run) == 1 or (run[-1].ends_cell and not any(line.ends_cell for line in run[:-1]))


def _column_headers(table: TableEntry | None) -> Templates:
    """The list's header row, which stands again on every page; its labels may be letter-spaced."""
    if table is None:
        return ()
    return tuple(
        Template(f"{name} {department} {description}")
        for name in table.name
        for department in table.department
        for description in table.description
    )
