"""CSV and TSV (RFC 4180): bytes to a grid."""

import csv
import io
from collections.abc import Iterator

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.encoding import decode
from keikaku.read.table.grid import Grid, Row

_LONGEST_CELL = 100_000


def separated(data: bytes, file: str) -> Grid:
    """The rows of a CSV or TSV file; a Problem if it is no text, or a cell in it never ends."""
    text, encoding = decode(data, file)
    separator = "\t" if file.lower().endswith(".tsv") or _is_tabbed(text) else ","

    def rows() -> Iterator[Row]:
        csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield Row(number, tuple(cells))
        except csv.Error as error:
            raise Problem(
                Text(
                    f"CSVとして読めません。引用符が閉じていないか、欄が長すぎます({error})。",
                    f"this is not CSV: a quotation mark is not closed or a cell is too long ({error}).",
                ),
                Place(file, row=number + 1),
                Text("表計算ソフトでもう一度CSVとして保存してください。", "Save it as CSV again."),
            ) from error

    return Grid(rows, encoding)


def _is_tabbed(text: str) -> bool:
    """Whether its first lines have more tabs than commas."""
    head = text[:10_000]
    return head.count("\t") > head.count(",")
