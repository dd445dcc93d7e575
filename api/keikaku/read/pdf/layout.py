"""The ink of a page becomes cells with lines of text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from keikaku.read.pdf.box import Box, around
from keikaku.read.pdf.grid import OUTSIDE, Grid
from keikaku.read.pdf.ink import Ink, Letter
from keikaku.read.pdf.limits import MOST_BOXES
from keikaku.read.pdf.page import Cell, Page, Span, in_reading_order

# Regions narrower than this are the white between double rules.
_THINNEST_CELL = 4.0
# In parts of a letter's size: letters of one line, of one word, of one run of digits, of one heading outside rules.
_SAME_LINE = 0.5
_WORD_GAP = 0.35
_DIGIT_GAP = 0.2
_HEADING_GAP = 2.5
_SAME_SIZE = 0.15
_DIGITS = re.compile(r"[0-9０-９,，.．]")
# A gap in `text` where columns may be parted.
_NOTHING: tuple[Letter, ...] = ()


def page_of(ink: Ink, number: int, width: float, height: float) -> Page:
    """The page with these cells: those within rules, and each heading or paragraph line outside them."""
    grid = Grid(ink.rules, MOST_BOXES)
    letters: dict[int, list[Letter]] = {}
    crossed: set[int] = set()
    for run in _runs(ink.letters):
        regions = [grid.region_at(*letter.box.middle) for letter in run]
        if len(set(regions)) > 1:
            region = max(set(regions), key=lambda each: (regions.count(each), each == regions[-1]))
            crossed.add(region)
            regions = [region] * len(run)
        for region, letter in zip(regions, run, strict=True):
            letters.setdefault(region, []).append(letter)
    outside = letters.pop(OUTSIDE, [])
    struck = {grid.region_at(*stroke.middle) for stroke in ink.strokes}
    cells = [
        Cell(
            number,
            tuple(parts),
            _lines(letters.get(region, _NOTHING)),
            True,
            region in struck,
            region in crossed,
        )
        for region, parts in grid.parts().items()
        if region in letters or _is_cell(parts)
    ]
    cells += _headings(outside, number)
    return Page(number, width, height, in_reading_order(cells), ink.circles, ink.pictures)


def _is_cell(parts: Sequence[Box]) -> bool:
    box = around(list(parts))
    return min(box.width, box.height) >= _THINNEST_CELL


def _runs(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters one by one, but digits that touch each other together: a number belongs to one cell."""
    run: list[Letter] = []
    for letter in letters:
        if run and not _goes_on(run[-1], letter):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _goes_on(last: Letter, letter: Letter) -> bool:
    if not (_DIGITS.match(last.text) and _DIGITS.match(letter.text)):
        return False
    gap = letter.box.left - last.box.right
    return abs(letter.box.top - last.box.top) < 1 and -last.size < gap < _DIGIT_GAP * letter.size


def _lines(letters: Sequence[Letter]) -> tuple[tuple[Span, ...], ...]:
    """The letters of one cell as lines of spans."""
    if not any(letter.text.strip() for letter in letters):
        return ()
    turned = [letter for letter in letters if letter.turn and letter.text.strip()]
    if 2 * len(turned) > len(letters):
        return ((_turned(turned),),)
    lines = (tuple(_spans(line, _WORD_GAP)) for line in _in_lines(letters))
    return tuple(line for line in lines if line)


def _in_lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters by line, from top to bottom, each from left to right."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: (each.box.middle[1], each.box.left)):
        if lines and _is_on(lines[-1], letter):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        line.sort(key=lambda each: each.box.left)
    return lines


def _is_on(line: Sequence[Letter], letter: Letter) -> bool:
    first = line[0]
    return abs(letter.box.middle[1] - first.box.middle[1]) <= _SAME_LINE * max(first.size, letter.size)


def _spans(line: Sequence[Letter], widest_gap: float) -> Iterator[Span]:
    """The words of a line: parted where a gap is wider than this part of the size, or the size changes."""
    word: list[Letter] = []
    for letter in line:
        if word and _parts(word[-1], letter, widest_gap):
            yield from _span(word)
            word = []
        word.append(letter)
    yield from _span(word)


def _parts(last: Letter, letter: Letter, widest_gap: float) -> bool:
    if letter.box.left - last.box.right > widest_gap * min(last.size, letter.size):
        return True
    return abs(letter.size - last.size) > _SAME_SIZE * last.size and bool(
        letter.text.strip() and last.text.strip()
    )


def _span(word: Sequence[Letter]) -> Iterator[Span]:
    printed = [letter for letter in word if letter.text.strip()]
    if printed:
        text = "".join(letter.text for letter in word).strip()
        yield Span(text, around([letter.box for letter in printed]), max(letter.size for letter in printed))


def _turned(letters: Sequence[Letter]) -> Span:
    """Letters that stand on their side, in the order in which they are read."""
    turn = letters[0].turn
    ordered = sorted(letters, key=lambda each: (round(each.box.left) * turn, -each.box.middle[1] * turn))
    return Span(
        "".join(letter.text for letter in ordered),
        around([letter.box for letter in letters]),
        max(letter.size for letter in letters),
    )


def _headings(letters: Sequence[Letter], number: int) -> Iterator[Cell]:
    """The words outside all rules: a cell for each stretch of a line without a wide gap."""
    for line in _in_lines(letters):
        stretch: list[Span] = []
        for span in _spans(line, _WORD_GAP):
            if stretch and span.box.left - stretch[-1].box.right > _HEADING_GAP * min(
                span.size, stretch[-1].size
            ):
                yield _heading(stretch, number)
                stretch = []
            stretch.append(span)
        if stretch:
            yield _heading(stretch, number)


def _heading(spans: Sequence[Span], number: int) -> Cell:
    return Cell(number, (around([span.box for span in spans]),), (tuple(spans),), ruled=False)
