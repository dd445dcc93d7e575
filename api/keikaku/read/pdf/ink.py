"""What is printed on a page: letters, rules, strokes and circles."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTLine, LTRect

from keikaku.read.pdf.box import Box
from keikaku.read.pdf.gap import rules_between
from keikaku.read.pdf.limits import MOST_LETTERS, MOST_RULES
from keikaku.read.pdf.page import UNREADABLE
from keikaku.read.pdf.rule import CellRules, Rule

# A filled rectangle this thin is a rule; circles are drawn around a word or two.
_THICKEST_RULE = 3.0
_WIDEST_CIRCLE = 90.0
_STRAIGHT = 1.0
_WHITE = 0.97
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


def ink_of(things: Iterable[LTComponent], height: float, *, cells: CellRules) -> Ink:
    """The ink of the things on a page of some height, with the rules that part its cells.

    The things are pdfminer's, which pdfplumber keeps as `layout`: as its own records they take a third longer.
    Raises TooMuchInk.
    """
    paper = _Paper(height, fills=cells == "fills")
    paper.add(things)
    letters = tuple(_distinct(paper.letters))
    if cells == "gaps":
        paper.rules += rules_between([letter.box for letter in letters if letter.text.strip()], paper.rules)
    return Ink(letters, tuple(paper.rules), tuple(paper.strokes), tuple(paper.circles), paper.pictures)


class TooMuchInk(ValueError):
    """A page with more letters or rules than are read."""


class _Paper:
    """Collects what is printed, with y counted from the top."""

    def __init__(self, height: float, *, fills: bool) -> None:
        self._height, self._fills = height, fills
        self.letters: list[Letter] = []
        self.rules: list[Rule] = []
        self.strokes: list[Box] = []
        self.circles: list[Box] = []
        self.pictures = 0

    def add(self, things: Iterable[LTComponent]) -> None:
        """Things, and the things in them."""
        for thing in things:
            if isinstance(thing, LTChar):
                self._add_letter(thing)
            elif isinstance(thing, LTCurve):
                self._add_curve(thing)
            elif isinstance(thing, LTImage):
                self.pictures += 1
            elif isinstance(thing, LTContainer):
                self.add(thing)
        if len(self.letters) > MOST_LETTERS or len(self.rules) > MOST_RULES:
            raise TooMuchInk

    def _add_letter(self, char: LTChar) -> None:
        text = "".join(map(_as_printed, _NOT_NAMED.sub(UNREADABLE, char.get_text())))
        box = self._box(char)
        if text and box.height > 0:
            self.letters.append(Letter(text, box, char.size, _turn(char)))

    def _add_curve(self, curve: LTCurve) -> None:
        box = self._box(curve)
        if isinstance(curve, LTRect):
            self.rules.extend(_of_rect(curve, box, fills=self._fills))
        elif isinstance(curve, LTLine):
            if box.width > _STRAIGHT * 3 and box.height > _STRAIGHT * 3:
                self.strokes.append(box)
            else:
                self.rules.append(_rule(box))
        elif any(step[0] == "c" for step in curve.original_path or ()):
            if max(box.width, box.height) <= _WIDEST_CIRCLE:
                self.circles.append(box)
        elif curve.stroke:
            self.rules.extend(_of_points([(x, self._height - y) for x, y in curve.pts]))

    def _box(self, thing: LTComponent) -> Box:
        return Box(thing.x0, self._height - thing.y1, thing.x1, self._height - thing.y0)


def _as_printed(character: str) -> str:
    first, last = _RADICALS
    return unicodedata.normalize("NFKC", character) if first <= ord(character) <= last else character


def _turn(char: LTChar) -> int:
    if char.upright:
        return 0
    return 1 if char.matrix[1] > 0 else -1


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


def _of_rect(rect: LTRect, box: Box, *, fills: bool) -> Iterator[Rule]:
    visible = (rect.fill and not _is_white(rect.non_stroking_color)) or rect.stroke
    if not visible:
        return
    if min(box.width, box.height) <= _THICKEST_RULE:
        yield _rule(box)
    elif rect.stroke or fills:
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


def _is_white(colour: object) -> bool:
    """Whether a colour is white in grey or RGB, as far as it is known."""
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    return len(numbers) in (1, 3) and all(number >= _WHITE for number in numbers)
