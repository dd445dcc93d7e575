"""The process that parses PDF files: whatever a hostile file makes it do, only it is killed.

It reads requests from standard input and answers on standard output, each a line of JSON; a request is followed by
the file's bytes. A document is answered by one line a page and a last one.
"""

import gc
import io
import json
import logging
import math
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from keikaku.read.pdf.grid import TooManyRules
from keikaku.read.pdf.ink import TooMuchInk, ink_of
from keikaku.read.pdf.layout import page_of
from keikaku.read.pdf.limits import LONGEST_SIDE, MEMORY, MOST_PAGES
from keikaku.read.pdf.rule import CellRules


class _Refused(Exception):
    """A document or page that is beyond what is read: the name of a reason."""


def main() -> None:
    """Answer requests until standard input ends."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Most objects live as long as their page: looking for garbage often finds none.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    logging.disable(logging.CRITICAL)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        request = json.loads(line)
        for answer in _answers(requests.read(request["bytes"]), cells=request["cells"]):
            answers.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            answers.flush()


def _answers(data: bytes, *, cells: CellRules) -> Iterator[dict[str, Any]]:
    """A page a line, then how it ended: with `end`, or with `refused`, the reason and the page."""
    at = 0
    try:
        for page in _pages(data, cells=cells):
            at = page["page"][0]
            yield page
    except _Refused as refused:
        yield {"refused": str(refused), "page": at + 1}
    except (MemoryError, RecursionError, TooManyRules, TooMuchInk):
        yield {"refused": "heavy", "page": at + 1}
    except Exception as error:  # pdfminer raises anything at all on a damaged file
        yield {"refused": "damaged", "page": at + 1 if at else None, "error": type(error).__name__}
    else:
        yield {"end": at}


def _pages(data: bytes, *, cells: CellRules) -> Iterator[dict[str, Any]]:
    # Imported here, where the limits hold.
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        document = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        locked = (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed)
        raise _Refused("locked" if isinstance(cause, locked) else "damaged") from error
    with document:
        for number, source in enumerate(islice(PDFPage.create_pages(document.doc), MOST_PAGES + 1), 1):
            if number > MOST_PAGES:
                raise _Refused("long")
            yield _page(PlumberPage(document, source, page_number=number, initial_doctop=0), cells=cells)


def _page(page: Any, *, cells: CellRules) -> dict[str, Any]:
    sides = [float(page.width), float(page.height)]
    if not all(math.isfinite(side) and 0 < side <= LONGEST_SIDE for side in sides):
        raise _Refused("box")
    ink = ink_of(page.layout, sides[1], cells=cells)
    read = page_of(ink, page.page_number, *sides).as_data()
    page.close()
    return read


if __name__ == "__main__":
    main()
