"""Small PDF files of an invented city, drawn as the genres of real ones are: rules, boxes, words in them."""

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = 595, 842
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Drawing:
    """Pages on which y counts from the top."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=(WIDTH, HEIGHT), invariant=1)

    def words(self, x: float, y: float, text: str, size: float = 9) -> None:
        """One line of words; `y` is the top of the letters."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, HEIGHT - y - size, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def thin_box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rule as spreadsheets print it: a filled rectangle."""
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def circle(self, x: float, y: float, radius: float) -> None:
        self.canvas.circle(x, HEIGHT - y, radius)

    def box(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        text: str = "",
        *,
        size: float = 9,
        right: bool = False,
    ) -> None:
        """A ruled cell; a line of text for each line, `right` against its right side."""
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
        for number, line in enumerate(text.split("\n") if text else ()):
            x = x1 - 2 - pdfmetrics.stringWidth(line, FONT, size) if right else x0 + 2
            self.words(x, y0 + 2 + number * (size + 1), line, size)

    def table(
        self,
        left: float,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str | None]],
        height: float = 24,
    ) -> float:
        """A ruled table; None goes on with the cell above, "<" with the cell to the left. Gives where it ends."""
        xs = [left + sum(widths[:index]) for index in range(len(widths) + 1)]
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text is None or text == "<":
                    continue
                right, bottom = column + 1, line + 1
                while right < len(cells) and cells[right] == "<":
                    right += 1
                while bottom < len(rows) and rows[bottom][column] is None:
                    bottom += 1
                self.box(xs[column], top + line * height, xs[right], top + bottom * height, text)
        return top + len(rows) * height

    def next_page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._bytes.getvalue()
