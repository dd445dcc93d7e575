"""The project list: rows of name, department and description, of which only cell ends and spaces are left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Department
from keikaku.read.profile import MarkersEntry
from keikaku.read.text.departments import Directory, Found
from keikaku.read.text.notes import Notes
from keikaku.read.text.page import Chunk
from keikaku.read.text.passage import Passage

_SENTENCE_ENDS = ("。", "．", "）", ")", "」", "！", "？")
_MARKER_PAIRS = {"＜": "＞", "<": ">", "【": "】", "［": "］", "[": "]", "〈": "〉", "《": "》"}


@dataclass(slots=True)
class Row:
    """A row of the list: its cells with their places, and the markers that stood at the name."""

    name: Passage
    label: Passage
    departments: tuple[Department, ...]
    cells: list[Passage]
    description: Passage | None
    priority: bool
    relisted: bool

    @property
    def whole(self) -> Passage:
        """The row's own lines, for its source."""
        return Passage.joined([self.label, *self.cells, *([self.description] if self.description else [])])


@dataclass(slots=True)
class _Head:
    """The beginning of a row, until its department is found."""

    parts: list[Passage] = field(default_factory=list)
    label: list[Passage] = field(default_factory=list)
    priority: bool = False
    relisted: bool = False


class ProjectTable:
    """Reads the rows of a projects section."""

    def __init__(self, directory: Directory, markers: MarkersEntry, notes: Notes) -> None:
        self._directory, self._notes = directory, notes
        self._priority = tuple(map(key_text, markers.priority))
        self._relisted = tuple(map(key_text, markers.relisted))

    def rows(self, chunks: Sequence[Chunk]) -> Iterator[Row]:
        """The rows in order; what does not belong to any goes to the notes."""
        head, position = _Head(), 0
        previous: Row | None = None
        while position < len(chunks):
            chunk = chunks[position]
            if self._is_marker(chunk.passage, head):
                position += 1
                continue
            if chunk.text.startswith("※"):
                self._notes.unread(chunk.passage)
                position += 1
                continue
            found = self._department_in(chunk.passage, needs_name=not head.parts)
            if found is None:
                if previous and not head.parts and self._continues(previous, chunks, position):
                    previous.description = self._lengthened(previous, chunk)
                else:
                    head.parts.append(chunk.passage)
                    head.label.append(chunk.passage)
                position += 1
                continue
            if previous:
                yield previous
            previous, position = self._row(head, found, chunks, position)
            head = _Head()
        if previous:
            yield previous
        self._leftover(head)

    def _row(self, head: _Head, found: "_Split", chunks: Sequence[Chunk], position: int) -> tuple[Row, int]:
        departments, cells = list(found.found.departments), [found.cell]
        self._accept(found.found, found.cell)
        rest, position = found.rest, position + 1
        while not rest and position < len(chunks):
            # Departments one above the other in their cell, or alone in it because the description is taller.
            following = self._leading_departments(chunks[position].passage)
            if following is None or self._department_in(chunks[position].passage, needs_name=True):
                break
            departments += following.found.departments
            cells.append(following.cell)
            self._accept(following.found, following.cell)
            rest, position = following.rest, position + 1
        if not rest and position < len(chunks) and not self._starts_row(chunks, position):
            rest, position = chunks[position].passage, position + 1
        label = Passage.joined([*head.label, *([found.name] if found.name else [])])
        name = self._without_markers(
            Passage.joined([*head.parts, *([found.name] if found.name else [])]), head
        )
        row = Row(
            name=name,
            label=label,
            departments=tuple(dict.fromkeys(departments)),
            cells=cells,
            description=rest or None,
            priority=head.priority,
            relisted=head.relisted,
        )
        if row.description is None:
            self._notes.doubt(
                "no-description",
                Text(f"「{name.text}」の説明がありません。", f"“{name.text}” has no description."),
                label,
            )
        return row, position

    def _department_in(self, passage: Passage, *, needs_name: bool) -> "_Split | None":
        """The department cell in a row's line; a listed department anywhere wins over a name that looks like one."""
        words = list(passage.words())
        splits = [
            split
            for start in range(1 if needs_name else 0, len(words))
            if (split := self._split_at(passage, words, start)) is not None
        ]
        listed = [split for split in splits if not split.found.unlisted]
        return next(iter(listed or splits), None)

    def _leading_departments(self, passage: Passage) -> "_Split | None":
        return self._split_at(passage, list(passage.words()), 0)

    def _split_at(self, passage: Passage, words: list[Passage], start: int) -> "_Split | None":
        """The longest run of words from `start` that is one department cell."""
        offsets = _offsets(passage, words)
        for end in range(len(words), start, -1):
            cell = passage[offsets[start][0] : offsets[end - 1][1]]
            if (found := self._directory.parse(cell.text)) is not None:
                return _Split(
                    name=passage[: offsets[start][0]].strip() or None,
                    cell=cell,
                    found=found,
                    rest=passage[offsets[end - 1][1] :].strip() or None,
                )
        return None

    def _accept(self, found: Found, cell: Passage) -> None:
        self._directory.keep(found)
        for department in found.unlisted:
            self._notes.unlisted_department(department.name, cell)

    def _is_marker(self, passage: Passage, head: _Head) -> bool:
        text = key_text(passage.text)
        if text in self._priority:
            head.priority = True
        elif text in self._relisted:
            head.relisted = True
        elif _MARKER_PAIRS.get(passage.text[:1]) == passage.text[-1:] and len(passage) <= 12:
            self._notes.doubt(
                "unknown-marker",
                Text(f"知らない印「{passage.text}」", f"unknown marker “{passage.text}”"),
                passage,
            )
        else:
            return False
        head.label.append(passage)
        return True

    def _without_markers(self, name: Passage, head: _Head) -> Passage:
        """The name without markers printed in its own line, which are noted in `head`."""
        changed = True
        while changed:
            changed = False
            for markers, mark in ((self._priority, "priority"), (self._relisted, "relisted")):
                for marker in markers:
                    shorter = _without(name, marker)
                    if shorter is not None:
                        setattr(head, mark, True)
                        name, changed = shorter, True
        return name

    def _starts_row(self, chunks: Sequence[Chunk], position: int) -> bool:
        """Whether a row begins here: name and department in one line, or a name and then a department."""
        passage = chunks[position].passage
        if self._is_known_marker(passage) or self._department_in(passage, needs_name=True):
            return True
        following = chunks[position + 1 : position + 2]
        return bool(
            following
            and not passage.text.endswith("。")
            and self._leading_departments(following[0].passage) is not None
        )

    def _is_known_marker(self, passage: Passage) -> bool:
        return key_text(passage.text) in (*self._priority, *self._relisted)

    def _continues(self, row: Row, chunks: Sequence[Chunk], position: int) -> bool:
        """Whether this chunk goes on with the last description: over a page break, or as a further paragraph."""
        if row.description is None or self._starts_row(chunks, position):
            return False
        broken_off = chunks[position - 1].ends_page and not row.description.text.endswith(_SENTENCE_ENDS)
        return broken_off or chunks[position].text.endswith("。")

    def _lengthened(self, row: Row, chunk: Chunk) -> Passage:
        assert row.description is not None  # noqa: S101 - _continues has seen it
        broken_off = not row.description.text.endswith(_SENTENCE_ENDS)
        joined = Passage.joined([row.description, chunk.passage], "" if broken_off else "\n")
        self._notes.note(
            "description-continued",
            Text(
                f"「{row.name.text}」の説明の続きとして読みました。",
                f"read as the rest of the description of “{row.name.text}”.",
            ),
            chunk.passage,
        )
        return joined

    def _leftover(self, head: _Head) -> None:
        for passage in head.label:
            self._notes.error(
                "row-without-department",
                Text(
                    f"「{passage.text}」の行に所管課が見つかりません。文書が途中で切れているか、部署が一覧にありません。",
                    f"no department was found in the row of “{passage.text}”: "
                    "the document is cut off, or the department is not listed.",
                ),
                passage,
            )


@dataclass(frozen=True, slots=True)
class _Split:
    """A row's line cut at its department cell."""

    name: Passage | None
    cell: Passage
    found: Found
    rest: Passage | None


def _offsets(passage: Passage, words: list[Passage]) -> list[tuple[int, int]]:
    offsets, start = [], 0
    for word in words:
        start = passage.text.index(word.text, start)
        offsets.append((start, start + len(word)))
        start += len(word)
    return offsets


def _without(name: Passage, marker: str) -> Passage | None:
    """The name without the marker at its beginning or end, whatever the marker's width and spacing; else None."""
    text = name.text
    for cut in range(1, len(text)):
        if key_text(text[:cut]) == marker:
            return name[cut:].strip()
        if key_text(text[cut:]) == marker and marker[:1] in "(（<＜【[［":
            return name[:cut].strip()
    return None
