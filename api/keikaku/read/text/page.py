"""A text's pages and lines, and the cells that its trailing spaces still show."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from keikaku.japanese import plain
from keikaku.plan import Source, Sources
from keikaku.read.text.passage import Passage

_REMARKS = ("※", "＊", "*", "（注", "(注", "注）", "注)", "注：")
# The line ends of RFC 5147, by which sources count.
_LINE_END = re.compile(r"\r\n|\r|\n")
_PAGE_NUMBER = re.compile(r"[-(\s]*(?:[pP]\.?)?([0-9]{1,4})(?:ページ|頁)?[-)\s]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its 1-based number, its page, its text without outer space, and whether a cell ends here."""

    number: int
    page: int
    text: str
    ends_cell: bool

    @property
    def passage(self) -> Passage:
        """The line's text as a passage."""
        return Passage.of(self.text, self.number)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that wrapped into one another: a cell, a paragraph, or the cells of one table row's first line."""

    passage: Passage
    page: int
    ends_page: bool

    @property
    def text(self) -> str:
        """The characters."""
        return self.passage.text

    @property
    def is_remark(self) -> bool:
        """Whether it is a footnote, which is no part of what stands around it."""
        return self.text.startswith(_REMARKS)


def lines_of(text: str) -> list[Line]:
    """The lines that have text. A page begins at a form feed; in a text without any, at a line with a leading space.

    In text taken from a PDF a line that ends a cell or paragraph keeps a trailing space, a wrapped one has none.
    """
    lines: list[Line] = []
    page, page_mark = 1, "\f" if "\f" in text else " "
    for number, raw in enumerate(_LINE_END.split(text), 1):
        content = raw.replace("\f", " ")
        if page_mark == "\f":
            page += raw.count(page_mark)
        elif raw.startswith(page_mark) and content.strip() and lines:
            page += 1
        if content.strip():
            lines.append(Line(number, page, content.strip(), ends_cell=content[-1:].isspace()))
    return lines


def without_page_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without the numbers of their pages, and those numbers.

    A bare number ends or begins every page but the last, which may go on counting: a lone one there may be a sum.
    """
    numbers: dict[int, Line] = {}
    for edge in (-1, 0):
        edges = [page[edge] for page in pages_of(lines)]
        printed = [_page_number(line) for line in edges]
        for index, (line, number) in enumerate(zip(edges, printed, strict=True)):
            counts_on = index > 0 and number is not None and printed[index - 1] == number - 1
            if number is not None and (counts_on or index < len(edges) - 1):
                numbers[line.number] = line
    return [line for line in lines if line.number not in numbers], list(numbers.values())


def pages_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines page by page."""
    for _, page in itertools.groupby(lines, key=lambda line: line.page):
        yield list(page)


def _page_number(line: Line) -> int | None:
    found = _PAGE_NUMBER.fullmatch(plain(line.text))
    return int(found[1]) if found else None


def has_cell_ends(lines: Sequence[Line]) -> bool:
    """Whether trailing spaces tell cells apart in this text: some lines have one, and some have none."""
    ends = sum(line.ends_cell for line in lines)
    return 0 < ends < len(lines)


def chunks_of(lines: Iterable[Line]) -> Iterator[Chunk]:
    """The lines joined where they wrapped."""
    held: list[Line] = []
    for line, following in itertools.pairwise([*lines, None]):
        if line is None:
            continue
        held.append(line)
        ends_page = following is None or following.page != line.page
        if line.ends_cell or following is None:
            yield Chunk(Passage.joined(part.passage for part in held), line.page, ends_page)
            held = []


def sources_of(lines: Iterable[int], document: str, printed: Sequence[int]) -> Sources:
    """The places of lines: a span for each run of them with no other of the (sorted) printed lines in between."""
    spans: list[list[int]] = []
    for number in sorted(set(lines)):
        if spans and printed[bisect_right(printed, spans[-1][1])] >= number:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return tuple(Source(document, "line", first, last) for first, last in spans)
