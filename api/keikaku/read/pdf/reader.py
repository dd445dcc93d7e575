"""A PDF document and its profile become a part of a plan."""

from collections.abc import Sequence

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.description import DocumentEntry, PlanEntry
from keikaku.read.folder import Folder
from keikaku.read.part import PlanPart
from keikaku.read.pdf.document import pages_of
from keikaku.read.pdf.page import UNREADABLE, Page
from keikaku.read.pdf.profile import PdfSheetProfile, PdfTableProfile
from keikaku.read.pdf.sheets import sheets_part
from keikaku.read.pdf.tables import tables_part
from keikaku.read.table.reader import check_quality

_MOST_UNREADABLE = 0.2


def read_pdf(
    data: bytes,
    document: DocumentEntry,
    profile: PdfSheetProfile | PdfTableProfile,
    plan: PlanEntry,
    folder: Folder,
) -> PlanPart:
    """The part of a plan that a PDF holds; a Problem with the page where it cannot be read as this genre."""
    file = str(folder.path / document.file)
    check_quality(profile, plan, str(folder.path / document.profile))
    pages = pages_of(data, file, cells=profile.cells)
    _require_text(pages, file)
    _require_letters(pages, file)
    if isinstance(profile, PdfSheetProfile):
        return sheets_part(pages, document, profile, folder)
    return tables_part(pages, document, profile, folder)


def _require_text(pages: Sequence[Page], file: str) -> None:
    """Refuse a document of which pages are pictures only: a scan holds no words."""
    blank = [page.number for page in pages if not page.has_text]
    scans = [page.number for page in pages if not page.has_text and page.pictures]
    if not scans and len(blank) < len(pages):
        return
    numbers = "、".join(map(str, scans or blank))
    raise Problem(
        Text(f"文字のない頁があります（{numbers}頁）。", f"these pages have no text: {numbers}."),
        Place(file, page=(scans or blank)[0]),
        Text(
            "画像だけの頁は読めません。文字の入ったPDFを使ってください。",
            "A page that is a picture cannot be read. Use a PDF that has its text.",
        ),
    )


def _require_letters(pages: Sequence[Page], file: str) -> None:
    """Refuse a page whose fonts do not say which letters they draw."""
    for page in pages:
        text = "".join(cell.text for cell in page.cells)
        if text.count(UNREADABLE) > _MOST_UNREADABLE * len(text):
            raise Problem(
                Text(
                    "フォントに文字の情報がなく、文字として読めません。",
                    "the fonts do not say which letters they draw.",
                ),
                Place(file, page=page.number),
                Text(
                    "文字を選択してコピーできるPDFを使ってください。",
                    "Use a PDF whose words can be selected and copied.",
                ),
            )
