"""What the reader has to say about a PDF: doubts with their pages."""

from collections.abc import Iterable, Mapping

from keikaku.language import Text
from keikaku.plan import Source, Sources
from keikaku.read.pdf.page import UNREADABLE
from keikaku.read.table.grid import Row
from keikaku.read.table.notes import TableNotes, shortened


class PageNotes(TableNotes):
    """Collects the doubts of one document; `pages` are the pages of its rows by number."""

    def __init__(self, document: str, pages: Mapping[int, int]) -> None:
        super().__init__(document)
        self._name, self._pages = document, pages

    def sources(self, rows: Iterable[int]) -> Sources:
        """The pages on which rows stand."""
        pages = sorted({self._pages[row] for row in rows})
        return tuple(Source(self._name, "page", page, page) for page in pages)

    def unreadable(self, words: str, row: Row) -> None:
        """Words with a letter that the PDF does not name: a gaiji, or a font without its table."""
        self.doubt(
            "unreadable-letter",
            Text(
                f"「{shortened(words)}」の{UNREADABLE}は、PDFから読めない文字です。",
                f"“{shortened(words)}”: the PDF does not say which letter {UNREADABLE} is.",
            ),
            [row],
        )
