"""The project list: rows of name, department and description, of which only cell ends and spaces are left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from keikaku.japanese import find_unit
from keikaku.language import Text
from keikaku.plan import Department
from keikaku.read.departments import LONGEST_CELL, Directory, Found
from keikaku.read.text.markers import Mark, Markers
from keikaku.read.text.notes import Notes
from keikaku.read.text.page import Chunk
from keikaku.read.text.passage import Passage

_SENTENCE_ENDS = ("。", "．", "）", ")", "」", "！", "？")
_BULLETS = ("・", "○", "●", "◎", "◇", "◆", "■", "□", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "-", "－")
# A row's name is never longer: further on, a word that looks like a department is one that the description names.
_LONGEST_NAME = 120
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: its cells with their places, `label` being the name with the markers that stand at it."""

    name: Passage
    label: Passage
    departments: tuple[Department, ...]
    cells: tuple[Passage, ...]
    description: Passage | None
    marks: frozenset[Mark]

    @property
    def priority(self) -> bool:
        """Whether a marker says that this is a priority project."""
        return "priority" in self.marks

    @property
    def relisted(self) -> bool:
        """Whether a marker says that the project is described elsewhere (再掲)."""
        return "relisted" in self.marks

    @property
    def whole(self) -> Passage:
        """The row's own lines, for its source."""
        return Passage.joined([self.label, *self.cells, *([self.description] if self.description else [])])


@dataclass(slots=True)
class _Head:
    """The beginning of a row, until its department is found."""

    markers: list[Passage] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    cells: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Split:
    """A row's line cut at its department cell."""

    name: Passage | None
    cell: Passage
    found: Found
    rest: Passage | None


class ProjectTable:
    """Reads the rows of a projects section."""

    def __init__(self, directory: Directory, markers: Markers, notes: Notes) -> None:
        self._directory, self._markers, self._notes = directory, markers, notes

    def rows(self, chunks: Sequence[Chunk]) -> Iterator[Row]:
        """The rows in order; what does not belong to any goes to the notes."""
        head, position = _Head(), 0
        row: Row | None = None
        while position < len(chunks):
            passage = chunks[position].passage
            if self._is_remark(chunks[position]) or self._take_marker(passage, head):
                position += 1
            elif split := self._department_in(passage, needs_name=not head.cells):
                if row:
                    yield row
                row, position = self._row(head, split, chunks, position)
                head = _Head()
            elif row and not (head.cells or head.marks) and self._continues(row, chunks, position):
                row = self._lengthened(row, chunks, position)
                position += 1
            else:
                head.cells.append(passage)
                position += 1
        if row:
            yield row
        for passage in [*head.markers, *head.cells]:
            self._without_department(passage)

    def _row(self, head: _Head, split: _Split, chunks: Sequence[Chunk], position: int) -> tuple[Row, int]:
        """The row whose department stands in the chunk at `position`, and the position behind the row."""
        splits, position = [split], position + 1
        while not splits[-1].rest and position < len(chunks):
            # Departments one above the other in their cell, or alone in it because the description is taller.
            following = self._split_at(chunks[position].passage, 0)
            if following is None or self._department_in(chunks[position].passage, needs_name=True):
                break
            splits.append(following)
            position += 1
        rest = splits[-1].rest
        if not rest and position < len(chunks) and not self._starts_row(chunks, position):
            rest, position = chunks[position].passage, position + 1
        for each in splits:
            self._accept(each)
        row = self._named(head, split)
        departments = [department for each in splits for department in each.found.departments]
        row = replace(
            row,
            departments=tuple(dict.fromkeys(departments)),
            cells=tuple(each.cell for each in splits),
            description=rest,
        )
        if rest is None:
            self._notes.doubt(
                "no-description",
                Text(f"「{row.name.text}」の説明がありません。", f"“{row.name.text}” has no description."),
                row.label,
            )
        return row, position

    def _named(self, head: _Head, split: _Split) -> Row:
        """A row with its name only: the cell before the department; what stood before that cell is no part of it."""
        cells = [*head.cells, *([split.name] if split.name else [])]
        for stray in cells[:-1]:
            self._stray(stray)
        name, marks = self._markers.cut(cells[-1])
        label = Passage.joined([*head.markers, cells[-1]])
        marked = frozenset([*head.marks, *marks])
        if "other" in marked:
            self._notes.note(
                "marker",
                Text(
                    f"「{name.text}」の印:「{label.text}」", f"the markers of “{name.text}”: “{label.text}”"
                ),
                label,
            )
        return Row(name, label, (), (), None, marked)

    def _department_in(self, passage: Passage, *, needs_name: bool) -> _Split | None:
        """The department cell in a row's line; a listed department anywhere wins over a name that looks like one."""
        starts = [word.start() for word in _WORD.finditer(passage.text[:_LONGEST_NAME])]
        splits = list(self._splits(passage, starts[1 if needs_name else 0 :]))
        listed = [split for split in splits if not split.found.unlisted]
        if splits:
            return next(iter(listed or splits))
        return self._department_at_line(passage, starts, needs_name=needs_name)

    def _department_at_line(
        self, passage: Passage, words: Sequence[int], *, needs_name: bool
    ) -> _Split | None:
        """A listed department whose cell begins or ends where nothing but the line does."""
        lines = set(passage[:_LONGEST_NAME].line_starts())
        splits = [
            *self._splits(passage, sorted(lines - {*words})),
            *self._splits(passage, sorted(lines | {*words})[1 if needs_name else 0 :], at_line_end=True),
        ]
        return next((split for split in splits if not split.found.unlisted), None)

    def _splits(
        self, passage: Passage, starts: Sequence[int], *, at_line_end: bool = False
    ) -> Iterator[_Split]:
        splits = (self._split_at(passage, start, at_line_end=at_line_end) for start in starts)
        return (split for split in splits if split is not None)

    def _split_at(self, passage: Passage, start: int, *, at_line_end: bool = False) -> _Split | None:
        """The longest run from `start` to the end of a word (or of a line) that is one department cell."""
        limit = min(len(passage), start + LONGEST_CELL)
        words = [word.end() for word in _WORD.finditer(passage.text, start, limit)]
        ends = [end for end in passage.line_starts() if start < end <= limit] if at_line_end else words
        for end in reversed(ends):
            cell = passage[start:end]
            if (found := self._directory.parse(cell.text)) is not None:
                return _Split(passage[:start].strip() or None, cell, found, passage[end:].strip() or None)
        return None

    def _accept(self, split: _Split) -> None:
        self._directory.keep(split.found)
        for department in split.found.unlisted:
            self._notes.unlisted_department(department.name, split.cell)
        for remark in split.found.remarks:
            self._notes.department_remark(remark, split.cell)

    def _take_marker(self, passage: Passage, head: _Head) -> bool:
        """Whether a line is a marker; if so it belongs to the row that begins."""
        mark = self._markers.whole(passage)
        if mark is None:
            return False
        if mark == "unknown":
            self._notes.doubt(
                "unknown-marker",
                Text(f"知らない印「{passage.text}」", f"unknown marker “{passage.text}”"),
                passage,
            )
        head.marks.append(mark)
        head.markers.append(passage)
        return True

    def _is_remark(self, chunk: Chunk) -> bool:
        """Whether a line is a footnote or a unit (（単位：千円）), which is no part of a row."""
        is_remark = chunk.is_remark or ("単位" in chunk.text and find_unit(chunk.text) is not None)
        if is_remark:
            self._notes.unread(chunk.passage)
        return is_remark

    def _starts_row(self, chunks: Sequence[Chunk], position: int) -> bool:
        """Whether a row begins here: name and department in one line, or a name and then a department."""
        passage = chunks[position].passage
        if self._markers.whole(passage) or self._department_in(passage, needs_name=True):
            return True
        following = chunks[position + 1 : position + 2]
        return bool(
            following
            and not passage.text.endswith("。")
            and self._split_at(following[0].passage, 0) is not None
        )

    def _continues(self, row: Row, chunks: Sequence[Chunk], position: int) -> bool:
        """Whether this chunk goes on with the last description: over a page break, or as a further paragraph."""
        if row.description is None or self._starts_row(chunks, position):
            return False
        passage = chunks[position].passage
        return (
            self._is_broken_off(row, chunks, position)
            or passage.text.startswith(_BULLETS)
            or (passage.text.endswith("。") and not _looks_like_row(passage))
        )

    def _lengthened(self, row: Row, chunks: Sequence[Chunk], position: int) -> Row:
        """The row with a further piece of its description, of which a person is told."""
        passage = chunks[position].passage
        broken_off = self._is_broken_off(row, chunks, position)
        tell = self._notes.note if broken_off else self._notes.doubt
        tell(
            "description-continued",
            Text(
                f"「{row.name.text}」の説明の続きとして読みました。",
                f"read as the rest of the description of “{row.name.text}”.",
            ),
            passage,
        )
        pieces = [row.description, passage] if row.description else [passage]
        return replace(row, description=Passage.joined(pieces, "" if broken_off else "\n"))

    @staticmethod
    def _is_broken_off(row: Row, chunks: Sequence[Chunk], position: int) -> bool:
        """Whether a page ended in the middle of the row's description."""
        description = row.description
        return (
            description is not None
            and chunks[position - 1].ends_page
            and not description.text.endswith(_SENTENCE_ENDS)
        )

    def _stray(self, passage: Passage) -> None:
        """A cell before the name's: a line that is no part of the list, or a row whose department is not known."""
        if _looks_like_row(passage) or passage.text.endswith("。"):
            self._without_department(passage)
        else:
            self._notes.unread(passage)

    def _without_department(self, passage: Passage) -> None:
        self._notes.error(
            "row-without-department",
            Text(
                f"「{passage.text[:60]}」の行に所管課が見つかりません。"
                "文書が途中で切れているか、部署が一覧にありません。",
                f"no department was found in the row of “{passage.text[:60]}”: "
                "the document is cut off, or the department is not listed.",
            ),
            passage,
        )


def _looks_like_row(passage: Passage) -> bool:
    """Whether words that are no sentence stand before others: a name, and cells after it."""
    first, *others = passage.text.split(maxsplit=1)
    return any(map(str.isalpha, "".join(others))) and not any(mark in first for mark in "。、，「（(")
