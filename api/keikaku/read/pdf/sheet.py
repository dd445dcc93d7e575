"""A sheet: the cells of one project's form, and what stands beside, below and above each."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from keikaku.japanese import Era, key_text
from keikaku.read.pdf.box import Box
from keikaku.read.pdf.label import forms_of, rest_behind
from keikaku.read.pdf.page import Cell, Page, in_reading_order
from keikaku.read.table.column import Column

# Cells this near to each other touch, double rules between them included.
_TOUCH = 5.0
_SLACK = 2.0
# Cells share a row or column if they share this much of the smaller one's side.
_ALONGSIDE = 0.5
# Cells are looked up by edges rounded to this.
_BUCKET = 8.0


class Sheet:
    """The cells of one project in reading order, on some pages; `labels` are all that the profile names."""

    def __init__(
        self, cells: Sequence[Cell], pages: Sequence[Page], labels: Sequence[str], era: Era | None
    ) -> None:
        self.cells, self.pages, self.era = tuple(cells), tuple(pages), era
        self._used: dict[int, Cell] = {}
        self._whole: dict[str, list[Cell]] = defaultdict(list)
        self._bare: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.printed:
            self._whole[cell.key].append(cell)
            for form in forms_of(cell):
                self._bare[form].append(cell)
        self._labels = {id(cell) for label in labels for cell in self._fitting(label)}

    @cached_property
    def printed(self) -> tuple[Cell, ...]:
        """The cells that are not blank."""
        return tuple(cell for cell in self.cells if not cell.is_blank)

    @property
    def read(self) -> tuple[Cell, ...]:
        """The cells whose words were used."""
        return tuple(self._used.values())

    @property
    def unread(self) -> tuple[Cell, ...]:
        """The cells whose words were not used."""
        return tuple(cell for cell in self.printed if id(cell) not in self._used)

    @property
    def first_page(self) -> int:
        """The page on which it begins."""
        return self.cells[0].page

    def use(self, *cells: Cell) -> None:
        """Note that the words of these cells were read."""
        self._used.update((id(cell), cell) for cell in cells)

    def labelled(self, path: Sequence[str]) -> tuple[Cell, ...]:
        """The cells of a label, in the group of the labels before it (総合計画の体系 > 施策の柱)."""
        found = self._fitting(_key(path[-1]))
        for group in reversed(path[:-1]):
            found = _in_group(found, self._fitting(_key(group)))
        return found

    def fit(self, part: str, cell: Cell) -> str | None:
        """The words of a cell, or of a line of it, that fit one part of a column's path, with a year at `{year}`."""
        if "{year}" in part:
            forms = (cell.key, *cell.line_keys)
            return next((form for form in forms if _has_year(part, form, self.era)), None)
        wanted = _key(part)
        fits = wanted in cell.line_keys or any(cell is other for other in self._fitting(wanted))
        return wanted if fits else None

    def dated(self, part: str) -> tuple[Cell, ...]:
        """The cells that fit a part with `{year}`."""
        return tuple(cell for cell in self.printed if self.fit(part, cell))

    def is_label(self, cell: Cell) -> bool:
        """Whether a cell is one of the profile's labels."""
        return id(cell) in self._labels

    def right(self, label: Cell) -> tuple[Cell, ...]:
        """The nearest cells to the right of a label, one below the other; none where another label stands there."""
        found = self._beside(label)
        among = [cell for cell in found if cell.ruled] if label.ruled else found
        left = min((cell.box.left for cell in among or found), default=0)
        return self._values([cell for cell in among or found if cell.box.left <= left + _SLACK])

    def below(self, label: Cell) -> tuple[Cell, ...]:
        """The nearest cells below a label, side by side; none where another label stands there."""
        under = [
            cell
            for cell in self.cells
            if cell.page == label.page
            and cell.box.top >= label.box.bottom - _SLACK
            and cell.box.over(label.box) >= _ALONGSIDE
        ]
        top = min((cell.box.top for cell in under), default=0)
        return self._values([cell for cell in under if cell.box.top <= top + _SLACK])

    def column(self, header: Cell) -> tuple[Cell, ...]:
        """The cells below a header that are as wide as it, one touching the other, up to the next label."""
        found: list[Cell] = []
        bottom = header.box.bottom
        for cell in self.cells:
            if cell.page != header.page or abs(cell.box.top - bottom) > _TOUCH or self.is_label(cell):
                continue
            if (
                abs(cell.box.left - header.box.left) <= _SLACK
                and abs(cell.box.right - header.box.right) <= _SLACK
            ):
                found.append(cell)
                bottom = cell.box.bottom
        return tuple(found)

    def row(self, label: Cell) -> tuple[Cell, ...]:
        """All cells to the right of a label up to the next label, line by line."""
        found: list[Cell] = []
        for cell in sorted(self._beside(label), key=lambda each: each.box.left):
            if self.is_label(cell):
                break
            found.append(cell)
        return in_reading_order(found)

    def field(self, label: Cell) -> tuple[Cell, ...]:
        """All ruled cells to the right of a label and below it."""
        below = [
            cell
            for cell in self.cells
            if cell.page == label.page
            and cell.box.top >= label.box.bottom - _SLACK
            and cell.box.over(label.box) >= _ALONGSIDE
        ]
        return tuple(cell for cell in (*self._beside(label), *below) if cell.ruled)

    def behind(self, label: str) -> tuple[tuple[Cell, str], ...]:
        """The cells that a label begins, each with what stands behind it."""
        found = ((cell, rest_behind(cell, key_text(label))) for cell in self.printed)
        return tuple((cell, rest) for cell, rest in found if rest is not None)

    def to_the_left(self, box: Box, of: Cell) -> Iterator[tuple[Cell, Box]]:
        """The cells that touch a box on its left and are as high as the cell `of`, with the part that does."""
        for cell, part in self._by_right[of.page, round(box.left / _BUCKET)]:
            if (
                part.left < box.left
                and abs(part.right - box.left) <= _TOUCH
                and (part.top <= of.box.top + _SLACK and part.bottom >= of.box.bottom - _SLACK)
            ):
                yield cell, part

    def above(self, box: Box, of: Cell) -> Iterator[tuple[Cell, Box]]:
        """The cells that touch a box from above and are as wide as the cell `of`, with the part that does."""
        for cell, part in self._by_bottom[of.page, round(box.top / _BUCKET)]:
            if (
                part.top < box.top
                and abs(part.bottom - box.top) <= _TOUCH
                and (part.left <= of.box.left + _SLACK and part.right >= of.box.right - _SLACK)
            ):
                yield cell, part

    @cached_property
    def _by_right(self) -> dict[tuple[int, int], list[tuple[Cell, Box]]]:
        return self._by_edge(lambda part: part.right)

    @cached_property
    def _by_bottom(self) -> dict[tuple[int, int], list[tuple[Cell, Box]]]:
        return self._by_edge(lambda part: part.bottom)

    def _by_edge(self, edge: Callable[[Box], float]) -> dict[tuple[int, int], list[tuple[Cell, Box]]]:
        found: dict[tuple[int, int], list[tuple[Cell, Box]]] = defaultdict(list)
        for cell in self.cells:
            for part in cell.parts:
                bucket = round(edge(part) / _BUCKET)
                for near in (bucket - 1, bucket, bucket + 1):
                    found[cell.page, near].append((cell, part))
        return found

    def _fitting(self, label: str) -> tuple[Cell, ...]:
        """The cells whose words are the label, else those that are it but for footnotes and brackets."""
        return tuple(self._whole.get(label) or self._bare.get(label) or ())

    def _beside(self, label: Cell) -> list[Cell]:
        """The cells to the right of a label whose height it shares."""
        part = max(label.parts, key=lambda box: box.right)
        return [
            cell
            for cell in self.cells
            if cell.page == label.page
            and cell.box.left >= part.right - _SLACK
            and any(box.beside(part) >= _ALONGSIDE for box in cell.parts)
        ]

    def _values(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        return () if any(self.is_label(cell) for cell in cells) else tuple(cells)


def _in_group(cells: tuple[Cell, ...], groups: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Those beside or below a cell that heads them; else the first that follows one on the sheet."""
    inside = tuple(cell for cell in cells if any(_heads(group, cell) for group in groups))
    if inside or not groups:
        return inside
    first = min((group.page, group.box.top) for group in groups)
    return tuple(cell for cell in cells if (cell.page, cell.box.top) > first)[:1]


def _heads(group: Cell, cell: Cell) -> bool:
    """Whether a label stands beside or above another and spans it."""
    own, other = group.box, cell.box
    if group.page != cell.page or not group.ruled:
        return False
    if own.right <= other.left + _SLACK:
        return own.top <= other.top + _SLACK and own.bottom >= other.bottom - _SLACK
    if own.bottom <= other.top + _SLACK:
        return own.left <= other.left + _SLACK and own.right >= other.right - _SLACK
    return False


_key = lru_cache(maxsize=4096)(key_text)


@lru_cache(maxsize=16384)
def _has_year(part: str, printed: str, era: Era | None) -> bool:
    return any(Column(part).found_in([(printed,)], era))
