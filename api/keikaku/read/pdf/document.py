"""A PDF's pages, parsed in a process of its own within limits of time and memory."""

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.pdf.limits import MOST_BYTES, MOST_PAGES, SECONDS_A_PAGE
from keikaku.read.pdf.page import Page
from keikaku.read.pdf.parser import PARSER
from keikaku.read.pdf.rule import CellRules

_MAGIC_WITHIN = 1024

_REASONS = {
    "locked": (
        Text("PDFが暗号化されています。", "the PDF is encrypted."),
        Text("パスワードなしで保存し直してください。", "Save it without a password."),
    ),
    "damaged": (
        Text("PDFが壊れていて読めません。", "the PDF is damaged and cannot be read."),
        Text("元の文書からもう一度PDFを作ってください。", "Make the PDF again from the original document."),
    ),
    "long": (
        Text(f"PDFが{MOST_PAGES}ページを超えています。", f"the PDF has more than {MOST_PAGES} pages."),
        Text("事業の載っている頁だけに分けてください。", "Split it, keeping the pages that list projects."),
    ),
    "heavy": (
        Text("頁の中身が多すぎて読めません。", "the page holds more than is read of any page."),
        Text("元の文書からもう一度PDFを作ってください。", "Make the PDF again from the original document."),
    ),
    "box": (
        Text("頁の大きさがあり得ません。", "the page has an impossible size."),
        Text("元の文書からもう一度PDFを作ってください。", "Make the PDF again from the original document."),
    ),
    "slow": (
        Text(
            f"頁を{SECONDS_A_PAGE:.0f}秒以内に読めません。",
            f"the page cannot be read within {SECONDS_A_PAGE:.0f} seconds.",
        ),
        Text("元の文書からもう一度PDFを作ってください。", "Make the PDF again from the original document."),
    ),
    "empty": (
        Text("PDFに頁がありません。", "the PDF has no pages."),
        Text("文書を確かめてください。", "See whether this is the document."),
    ),
}


def pages_of(data: bytes, file: str, *, cells: CellRules = "rules") -> tuple[Page, ...]:
    """All pages; a Problem with the page if the file is no PDF, locked, damaged, or beyond the limits.

    `cells` says what parts cells.
    """
    _require_pdf(data, file)
    pages: list[Page] = []
    for answer in PARSER.answers(data, cells=cells):
        if reason := answer.get("refused"):
            what, advice = _REASONS[reason]
            page = answer.get("page", len(pages) + 1)
            raise Problem(what, Place(file, page=page if reason != "locked" else None), advice)
        if "cells" in answer:
            pages.append(Page.of_data(answer))
    if not pages:
        what, advice = _REASONS["empty"]
        raise Problem(what, Place(file), advice)
    return tuple(pages)


def _require_pdf(data: bytes, file: str) -> None:
    advice = Text("PDFファイルを置いてください。", "Put the PDF file here.")
    if not data.strip():
        raise Problem(Text("ファイルが空です。", "the file is empty."), Place(file), advice)
    if b"%PDF-" not in data[:_MAGIC_WITHIN]:
        raise Problem(Text("PDFファイルではありません。", "this is not a PDF."), Place(file), advice)
    if len(data) > MOST_BYTES:
        raise Problem(
            Text(
                f"PDFが大きすぎます（{MOST_BYTES // 10**6}MBまで）。",
                f"the PDF is larger than {MOST_BYTES // 10**6} MB.",
            ),
            Place(file),
            _REASONS["long"][1],
        )
