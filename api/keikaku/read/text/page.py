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
_PAGE_NUMBER = re.compile(r"(?:-\s*|[pP]\.?\s*)?(?P<number>[0-9]{1,4})(?:\s*-|\s*ページ|\s*頁)?")
_LONGEST_PAGE_NUMBER = 12


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

    A bare number may be a sum. It is a page's number where the numbers count on from page to page, and at the edge of
    every page but the last; one that is dressed as a page's number (- 12 -, P.12) always is.
    """
    pages = list(pages_of(lines))
    numbers: dict[int, Line] = {}
    counting: dict[int, list[Line]] = {}
    for index, page in enumerate(pages):
        for line in page:
            found = (
                _PAGE_NUMBER.fullmatch(plain(line.text)) if len(line.text) <= _LONGEST_PAGE_NUMBER else None
            )
            if found is None:
                continue
            counting.setdefault(int(found["number"]) - index, []).append(line)
            at_edge = line in (page[0], page[-1]) and index < len(pages) - 1
            if at_edge or found["number"] != found[0].strip():
                numbers[line.number] = line
    longest = max(counting.values(), key=_pages_among, default=[])
    if _pages_among(longest) > 1:
        numbers |= {line.number: line for line in longest}
    return [line for line in lines if line.number not in numbers], [
        numbers[number] for number in sorted(numbers)
    ]


def _pages_among(lines: Sequence[Line]) -> int:
    return len({line.page for line in lines})


def pages_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines page by page."""
    for _, page in itertools.groupby(lines, key=lambda line: line.page):
        yield list(page)


def has_cell_ends(lines: Sequence[Line]) -> bool:
    """Whether trailing spaces tell cells apart in this text: without any, nothing does."""
    return any(line.ends_cell for line in lines)


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
