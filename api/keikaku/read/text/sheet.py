"""Sheets of priority projects: labels, some letter-spaced, each with its value in the cells that follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from keikaku.japanese import Era, key_text
from keikaku.read.text.page import Chunk
from keikaku.read.text.passage import Passage
from keikaku.read.text.profile import SheetEntry
from keikaku.read.text.schedule import is_header


@dataclass(slots=True)
class Sheet:
    """The cells found under each label, in order."""

    labels: dict[str, Passage] = field(default_factory=dict)
    cells: dict[str, list[Passage]] = field(default_factory=dict)

    def value(self, name: str, glue: str = "\n") -> Passage | None:
        """All cells of a label as one text, None if the label or its value is missing."""
        cells = self.cells.get(name)
        return Passage.joined(cells, glue) if cells else None

    @property
    def whole(self) -> Passage:
        """Everything on the sheet, in the order of the document."""
        parts = [*self.labels.values(), *(cell for cells in self.cells.values() for cell in cells)]
        return Passage.joined(sorted(parts, key=lambda part: part.first_line))


@dataclass(frozen=True, slots=True)
class _Labelled:
    name: str
    label: Passage
    value: Passage


class SheetReader:
    """Cuts the chunks of a sheets section into sheets, and each sheet into labelled cells."""

    def __init__(self, profile: SheetEntry, era: Era | None) -> None:
        self._cost, self._era = profile.cost, era
        self._labels = {key_text(label): name for name, forms in profile.labels.items() for label in forms}
        self._longest = max(map(len, self._labels))
        self._first_characters = {label[0] for label in self._labels}

    def sheets(self, chunks: Sequence[Chunk]) -> tuple[list[Sheet], list[Passage]]:
        """The sheets in order, and the passages on none of them: before the first label, and footnotes."""
        sheets: list[Sheet] = []
        outside: list[Passage] = []
        current: str | None = None
        for chunk in chunks:
            if chunk.is_remark:
                outside.append(chunk.passage)
                continue
            lead, labelled = self._labelled(chunk.passage, sheets[-1] if sheets else None, current)
            if lead:
                (sheets[-1].cells.setdefault(current, []) if sheets and current else outside).append(lead)
            for part in labelled:
                if not sheets or part.name in sheets[-1].labels:
                    sheets.append(Sheet())
                current = part.name
                sheets[-1].labels[current] = part.label
                if part.value.text:
                    sheets[-1].cells.setdefault(current, []).append(part.value)
        return sheets, outside

    def _labelled(
        self, passage: Passage, sheet: Sheet | None, current: str | None
    ) -> tuple[Passage | None, list[_Labelled]]:
        """The text before the first label, and each label with the text up to the next."""
        # Among the steps only a label at the very beginning counts.
        in_steps = current == "steps"
        seen = set(sheet.labels) if sheet else set()
        found: list[tuple[int, int, str]] = []
        for mark in self._marks(passage):
            start, _, name = mark
            if in_steps and name == "cost" and not self._ends_steps(sheet, passage):
                continue
            if start == 0 and name in seen:
                seen = set()
            if start == 0 or (name not in seen and not in_steps):
                found.append(mark)
                seen.add(name)
                in_steps = name == "steps"
        if not found:
            return passage, []
        ends = [start for start, _, _ in found[1:]] + [len(passage)]
        lead = passage[: found[0][0]].strip()
        parts = [
            _Labelled(name, passage[start:value], _value(passage[value:end]))
            for (start, value, name), end in zip(found, ends, strict=True)
        ]
        return (lead if lead.text else None), parts

    def _ends_steps(self, sheet: Sheet | None, passage: Passage) -> bool:
        """Whether the cost's label, met among the steps, has the cost behind it, and does not name its column."""
        steps = sheet.cells.get("steps", []) if sheet else []
        return not all(is_header(cell, self._cost, self._era) for cell in [*steps, passage])

    def _marks(self, passage: Passage) -> Iterator[tuple[int, int, str]]:
        """Where labels begin and end: at the beginning or after a space, and up to a space, a colon or the end."""
        text = passage.text
        position = 0
        while position < len(text):
            begins_word = position == 0 or text[position - 1].isspace()
            if begins_word and key_text(text[position])[:1] in self._first_characters:
                found = self._label_at(text, position)
                if found:
                    yield position, found[0], found[1]
                    position = found[0]
                    continue
            position += 1

    def _label_at(self, text: str, start: int) -> tuple[int, str] | None:
        best: tuple[int, str] | None = None
        for end in range(start + 1, min(len(text), start + 3 * self._longest) + 1):
            name = self._labels.get(key_text(text[start:end]))
            behind = ":：(（" if name == "cost" else ":："
            ends_word = end == len(text) or text[end].isspace() or text[end] in behind
            if name and not text[end - 1].isspace() and ends_word:
                best = (end, name)
        return best


def _value(passage: Passage) -> Passage:
    stripped = passage.strip()
    return stripped[1:].strip() if stripped.text[:1] in (":", "：") else stripped
