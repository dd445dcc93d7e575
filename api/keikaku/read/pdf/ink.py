"""What is printed on a page: letters, rules, strokes and circles, taken from pdfplumber's objects."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from keikaku.read.pdf.box import Box
from keikaku.read.pdf.gap import rules_between
from keikaku.read.pdf.rule import Rule

# What parts cells: rules; the edges of coloured areas too; level rules, and the white between columns.
CellRules = Literal["rules", "fills", "gaps"]

# A filled rectangle this thin is a rule; circles are drawn around a word or two.
_THICKEST_RULE = 3.0
_WIDEST_CIRCLE = 90.0
_STRAIGHT = 1.0
_WHITE = 0.97
# In place of a letter that the PDF draws without saying which it is, or of a private one (外字).
UNREADABLE = "\ufffd"
_NOT_NAMED = re.compile(r"\(cid:[0-9]+\)|[\ue000-\uf8ff\ufffd\x00]")
# Fonts in PDF files give radicals (⼦) where the text has the character (子): an artefact, not what is printed.
_RADICALS = (0x2E80, 0x2FD5)


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and where it stands; `turn` is 0 for upright ones, else 1 (reads upwards) or -1 (downwards)."""

    text: str
    box: Box
    size: float
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Ink:
    """All of a page: `strokes` are slanting lines, `circles` closed curves, `pictures` how many images there are."""

    letters: tuple[Letter, ...]
    rules: tuple[Rule, ...]
    strokes: tuple[Box, ...]
    circles: tuple[Box, ...]
    pictures: int


def ink_of(objects: Mapping[str, list[dict[str, Any]]], *, cells: CellRules) -> Ink:
    """The ink of a page's objects, with the rules that part its cells."""
    rules: list[Rule] = []
    strokes: list[Box] = []
    circles: list[Box] = []
    for rect in objects.get("rect", ()):
        rules.extend(_of_rect(rect, fills=cells == "fills"))
    for line in objects.get("line", ()):
        box = _box(line)
        if box.width > _STRAIGHT * 3 and box.height > _STRAIGHT * 3:
            strokes.append(box)
        else:
            rules.append(_rule(box))
    for curve in objects.get("curve", ()):
        box = _box(curve)
        if any(step[0] == "c" for step in curve.get("path") or ()):
            if max(box.width, box.height) <= _WIDEST_CIRCLE:
                circles.append(box)
        elif curve.get("stroke"):
            rules.extend(_of_points(curve["pts"]))
    letters = tuple(_distinct(_letters(objects.get("char", ()))))
    if cells == "gaps":
        rules += rules_between([letter.box for letter in letters if letter.text.strip()], rules)
    return Ink(
        letters,
        tuple(rules),
        tuple(strokes),
        tuple(circles),
        len(objects.get("image", ())),
    )


def _letters(chars: Iterable[dict[str, Any]]) -> Iterator[Letter]:
    for char in chars:
        box = _box(char)
        text = "".join(map(_as_printed, _NOT_NAMED.sub(UNREADABLE, char["text"])))
        if text and box.height > 0:
            yield Letter(text, box, float(char["size"]), _turn(char))


def _as_printed(character: str) -> str:
    first, last = _RADICALS
    return unicodedata.normalize("NFKC", character) if first <= ord(character) <= last else character


def _turn(char: Mapping[str, Any]) -> int:
    if char.get("upright", True):
        return 0
    matrix = char.get("matrix") or (1, 0, 0, 1, 0, 0)
    return 1 if matrix[1] > 0 else -1


def _distinct(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Without the second of two that lie on each other: bold is often printed twice, a hair apart."""
    seen: set[tuple[str, int, int]] = set()
    for letter in letters:
        x, y = round(letter.box.left), round(letter.box.top)
        if letter.text.strip() and any(
            (letter.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)
        ):
            continue
        seen.add((letter.text, x, y))
        yield letter


def _of_rect(rect: Mapping[str, Any], *, fills: bool) -> Iterator[Rule]:
    box = _box(rect)
    visible = (rect.get("fill") and not _is_white(rect.get("non_stroking_color"))) or rect.get("stroke")
    if not visible:
        return
    if min(box.width, box.height) <= _THICKEST_RULE:
        yield _rule(box)
    elif rect.get("stroke") or fills:
        yield from _edges(box)


def _edges(box: Box) -> Iterator[Rule]:
    yield Rule(True, box.left, box.top, box.bottom)
    yield Rule(True, box.right, box.top, box.bottom)
    yield Rule(False, box.top, box.left, box.right)
    yield Rule(False, box.bottom, box.left, box.right)


def _of_points(points: list[tuple[float, float]]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if min(box.width, box.height) <= _STRAIGHT:
            yield _rule(box)


def _rule(box: Box) -> Rule:
    x, y = box.middle
    if box.height > box.width:
        return Rule(True, x, box.top, box.bottom)
    return Rule(False, y, box.left, box.right)


def _box(thing: Mapping[str, Any]) -> Box:
    return Box(float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def _is_white(colour: object) -> bool:
    """Whether a colour is white in grey or RGB, as far as it is known."""
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    return len(numbers) in (1, 3) and all(number >= _WHITE for number in numbers)
