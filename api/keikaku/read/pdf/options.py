"""Options on a sheet: which of those beside a label are chosen, by a mark, a circle around them, or larger letters."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from keikaku.japanese import key_text
from keikaku.read.pdf.box import Box
from keikaku.read.pdf.page import Cell, Span
from keikaku.read.pdf.sheet import Sheet

# Of two of these the first is a mark only where the second is not used: ● 有 ○ 無.
_PAIRS = (("○", "●"), ("〇", "●"), ("◯", "●"), ("○", "◎"), ("□", "■"), ("□", "☑"), ("☐", "☑"), ("☐", "☒"))
_EMPTY = "□☐▢"
_BETWEEN = re.compile(r"[・･／/、，,\s]+")
_LARGER = 1.25
_TALLEST_CIRCLE = 3.0
_SLACK = 2.0


class Options:
    """The options beside a label."""

    def __init__(self, sheet: Sheet, label: Cell, marks: Sequence[str]) -> None:
        self._sheet = sheet
        self._cells = [cell for cell in sheet.row(label) if not cell.is_blank]
        printed = "".join(cell.text for cell in self._cells)
        weak = {less for less, more in _PAIRS if more in printed}
        self._marks = tuple(mark for mark in marks if mark not in weak)
        self._others = tuple({*_EMPTY, *weak, *marks} - set(self._marks))

    def chosen(self) -> tuple[str, ...]:
        """The words of the options that are chosen, in reading order."""
        self._sheet.use(*self._cells)
        by_mark = tuple(self._marked())
        if by_mark:
            return by_mark
        return tuple(self._circled()) or tuple(self._larger())

    def _marked(self) -> Iterator[str]:
        for cell in self._cells:
            if self._is_mark(cell):
                continue
            near = next(self._sheet.to_the_left(cell.box, cell), None)
            if near and (self._is_mark(near[0]) or self._is_drawn_on(near[0])):
                yield cell.text
            else:
                yield from self._marked_within(cell.text)

    def _is_mark(self, cell: Cell) -> bool:
        return cell.key in {key_text(mark) for mark in self._marks}

    def _is_drawn_on(self, cell: Cell) -> bool:
        """Whether a circle is drawn in a blank box."""
        return cell.is_blank and any(
            cell.box.holds(*circle.middle) and circle.width <= cell.box.width + _SLACK
            for circle in self._circles_of(cell)
        )

    def _marked_within(self, text: str) -> Iterator[str]:
        """The options behind a mark in one cell: ☑拡充 □継続. A letter (レ) is none there, it is part of a word."""
        known = {sign for sign in (*self._marks, *self._others) if not sign.isalnum()}
        signs = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        parts = re.split(f"({signs})", text)
        for sign, option in zip(parts[1::2], parts[2::2], strict=True):
            words = option.strip(" 　・、，,/／\n")
            if sign in self._marks and words:
                yield words

    def _circled(self) -> Iterator[str]:
        for span in self._spans():
            middle = span.box.middle
            if any(
                circle.holds(*middle) and circle.height <= _TALLEST_CIRCLE * span.box.height
                for circle in self._circles(span)
            ):
                yield span.text

    def _circles(self, span: Span) -> Iterator[Box]:
        for cell in self._cells:
            if any(span in line for line in cell.lines):
                yield from self._circles_of(cell)

    def _circles_of(self, cell: Cell) -> tuple[Box, ...]:
        return next(page.circles for page in self._sheet.pages if page.number == cell.page)

    def _larger(self) -> Iterator[str]:
        spans = list(self._spans())
        if len(spans) < 2:
            return
        usual = median(span.size for span in spans)
        larger = [span for span in spans if span.size >= _LARGER * usual]
        if len(larger) < len(spans) / 2:
            yield from (span.text for span in larger)

    def _spans(self) -> Iterator[Span]:
        """The words of the options, those that stand side by side apart."""
        for cell in self._cells:
            for line in cell.lines:
                for span in line:
                    if _BETWEEN.sub("", span.text):
                        yield span
