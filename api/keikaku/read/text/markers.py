"""Markers at a project's name (＜重点事業＞, （再掲）, 【新規】): in a line of their own, or beside the name."""

from typing import Literal

from keikaku.japanese import key_text
from keikaku.read.entries import MarkersEntry
from keikaku.read.text.passage import Passage

Mark = Literal["priority", "relisted", "other", "unknown"]

_BRACKETS = {"＜": "＞", "<": ">", "【": "】", "［": "］", "[": "]", "〈": "〉", "《": "》"}
_LONGEST = 12


class Markers:
    """The markers of a profile."""

    def __init__(self, entry: MarkersEntry) -> None:
        marks: tuple[tuple[Mark, tuple[str, ...]], ...] = (
            ("priority", entry.priority),
            ("relisted", entry.relisted),
            ("other", entry.other),
        )
        self._marks = {key_text(marker): mark for mark, markers in marks for marker in markers}

    def whole(self, passage: Passage) -> Mark | None:
        """What a line means that is a marker and nothing else, `unknown` if it only looks like one."""
        known = self._marks.get(key_text(passage.text))
        in_brackets = _BRACKETS.get(passage.text[:1]) == passage.text[-1:] and len(passage) <= _LONGEST
        return known or ("unknown" if in_brackets else None)

    def cut(self, name: Passage) -> tuple[Passage, tuple[Mark, ...]]:
        """The name without the markers at its beginning and end, and what these mean."""
        for marker, mark in self._marks.items():
            shorter = _without(name, marker)
            if shorter is not None:
                rest, more = self.cut(shorter)
                return rest, (mark, *more)
        return name, ()


def _without(name: Passage, marker: str) -> Passage | None:
    """The name without the marker at its beginning or end, whatever the marker's width and spacing; else None."""
    text = name.text
    for length in range(1, min(len(text), 2 * len(marker) + 1)):
        # 重点 marks a project only when it stands apart, ★ and （再掲） always: 重点道路整備事業 is a name.
        if key_text(text[:length]) == marker and (text[length].isspace() or not marker[-1].isalnum()):
            return name[length:].strip()
        if key_text(text[-length:]) == marker and (text[-length - 1].isspace() or not marker[0].isalnum()):
            return name[: len(text) - length].strip()
    return None
