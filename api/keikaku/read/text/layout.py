"""A document's layout: page headings and totals taken out, the rest cut into sections under their place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from keikaku.read.profile import LevelEntry, SectionsEntry, TextProfile, TotalEntry
from keikaku.read.text.page import Chunk, Line, chunks_of, pages_of
from keikaku.read.text.passage import Passage
from keikaku.read.text.template import Template, first_match

SectionName = Literal["policies", "projects", "sheets", "none"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A policy's heading as printed: depth of its level from 1, number, name, place."""

    depth: int
    number: str | None
    name: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total with its amount's words; `count` is the number of years it says it covers."""

    entry: TotalEntry
    amount: Passage
    count: str | None
    passage: Passage


@dataclass(slots=True)
class Section:
    """Chunks of one section, below the headings that hold for it (outermost first)."""

    name: SectionName
    place: tuple[Heading, ...]
    title: Passage | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def chunks(self) -> list[Chunk]:
        """The section's lines, joined where they wrapped."""
        return list(chunks_of(self.lines))


@dataclass(slots=True)
class Layout:
    """The sections in order, the headings in order of appearance, and totals with the place they stand in."""

    sections: list[Section] = field(default_factory=list)
    headings: list[tuple[Heading, ...]] = field(default_factory=list)
    totals: list[tuple[Total, tuple[Heading, ...]]] = field(default_factory=list)

    def named(self, name: SectionName) -> Iterator[Section]:
        """The sections of one kind."""
        return (section for section in self.sections if section.name == name)


class LayoutReader:
    """Finds headings, totals and sections by the profile's templates."""

    def __init__(self, profile: TextProfile) -> None:
        self._profile = profile
        self._levels = list(enumerate(profile.levels, 1))
        self._furniture = (*profile.furniture, *_table_headers(profile))

    def layout(self, lines: Sequence[Line]) -> Layout:
        """The layout of a document's lines; a page's headings hold for the whole page, and on until the next."""
        layout = Layout()
        place: tuple[Heading, ...] = ()
        section = self._section(layout, "none", place)
        for page in pages_of(lines):
            headings = self._page_headings(page)
            taken = {heading.passage.first_line for heading in headings}
            for heading in headings:
                place = self._below(place, heading, layout)
            if section.place != place:
                section = self._section(layout, section.name, place)
            for before, line in _with_previous(page):
                if line.number in taken or self._is_furniture(line):
                    continue
                if (total := self._total(line)) is not None:
                    layout.totals.append((total, place))
                elif name := self._section_name(line):
                    section = self._section(layout, name, place, line.passage)
                elif stands_alone(before, line) and (flowing := self._heading(line, "text")) is not None:
                    place = self._below(place, flowing, layout)
                    section = self._section(layout, "none", place)
                else:
                    section.lines.append(line)
        return layout

    @staticmethod
    def _section(
        layout: Layout, name: SectionName, place: tuple[Heading, ...], title: Passage | None = None
    ) -> Section:
        section = Section(name, place, title)
        layout.sections.append(section)
        return section

    @staticmethod
    def _below(place: tuple[Heading, ...], heading: Heading, layout: Layout) -> tuple[Heading, ...]:
        """The place after a heading; one that only repeats where we are changes nothing."""
        for known in place:
            if (known.depth, known.number, known.name) == (heading.depth, heading.number, heading.name):
                return place
        below = (*(upper for upper in place if upper.depth < heading.depth), heading)
        layout.headings.append(below)
        return below

    def _page_headings(self, page: Sequence[Line]) -> list[Heading]:
        """The page's own headings, outermost level first: those that are sure, and those that stand beside them."""
        headings = {
            index: heading
            for index, line in enumerate(page)
            if line.ends_cell and (heading := self._heading(line, "page")) is not None
        }
        block = {index for index, line in enumerate(page) if self._total(line) is not None}
        block |= {index for index in headings if self._is_sure(page, index)}
        for order in (sorted(headings), sorted(headings, reverse=True)):
            for index in order:
                if {index - 1, index + 1} & block:
                    block.add(index)
        return sorted(
            (headings[index] for index in headings if index in block), key=lambda found: found.depth
        )

    def _is_sure(self, page: Sequence[Line], index: int) -> bool:
        """Whether a line that looks like a heading is one: at the page's edge, distinctive, or in a line of its own."""
        line, before = page[index], page[index - 1] if index else None
        if index in (0, len(page) - 1) or stands_alone(before, line):
            return True
        return any(
            template.is_distinctive and template.match(line.text) is not None
            for level in self._profile.levels
            if level.where == "page"
            for template in level.headings
        )

    def _heading(self, line: Line, where: Literal["page", "text"]) -> Heading | None:
        for depth, level in self._levels:
            if level.where == where and (found := first_match(level.headings, line.text)) is not None:
                return Heading(depth, found.get("number"), found.get("name") or line.text, line.passage)
        return None

    def _total(self, line: Line) -> Total | None:
        for entry in self._profile.totals:
            if (found := first_match(entry.printed, line.text)) is not None:
                start = line.text.rindex(found["amount"])
                return Total(entry, line.passage[start:], found.get("count"), line.passage)
        return None

    def _section_name(self, line: Line) -> SectionName | None:
        sections: SectionsEntry = self._profile.sections
        forms: tuple[tuple[SectionName, tuple[Template, ...] | None], ...] = (
            ("policies", sections.policies),
            ("projects", sections.projects),
            ("sheets", sections.sheets),
        )
        return next((name for name, form in forms if first_match(form or (), line.text) is not None), None)

    def _is_furniture(self, line: Line) -> bool:
        return first_match(self._furniture, line.text) is not None


def _with_previous(lines: Sequence[Line]) -> Iterator[tuple[Line | None, Line]]:
    """Each line of a page with the one before it."""
    return zip([None, *lines[:-1]], lines, strict=True)


def stands_alone(before: Line | None, line: Line) -> bool:
    """Whether a line is a cell or paragraph of its own, and no sentence."""
    return (before is None or before.ends_cell) and line.ends_cell and not line.text.endswith("。")


def policy_levels(profile: TextProfile) -> list[tuple[int, LevelEntry]]:
    """The levels whose headings stand in the policies section, with their depth."""
    return [(depth, level) for depth, level in enumerate(profile.levels, 1) if level.where == "policies"]


def _table_headers(profile: TextProfile) -> tuple[Template, ...]:
    """The table's header row, which stands again on every page; its labels may be letter-spaced."""
    table = profile.table
    if table is None:
        return ()
    return tuple(
        Template(f"{name} {department} {description}")
        for name in table.name
        for department in table.department
        for description in table.description
    )
