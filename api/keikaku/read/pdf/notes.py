"""What the reader has to say about a PDF: doubts with their pages."""

from collections.abc import Iterable, Mapping

from keikaku.plan import Source, Sources
from keikaku.read.table.notes import TableNotes


class PageNotes(TableNotes):
    """Collects the doubts of one document; `pages` are the pages of its rows by number."""

    def __init__(self, document: str, pages: Mapping[int, int]) -> None:
        super().__init__(document)
        self._name, self._pages = document, pages

    def sources(self, rows: Iterable[int]) -> Sources:
        """The pages on which rows stand."""
        pages = sorted({self._pages[row] for row in rows})
        return tuple(Source(self._name, "page", page, page) for page in pages)
