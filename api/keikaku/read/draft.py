"""A first profile for a document that nobody has read yet."""

from keikaku.language import Language
from keikaku.read.pdf.draft import draft_pdf_profile
from keikaku.read.table.draft import draft_table_profile


def draft_profile(data: bytes, file: str, language: Language = "ja") -> str:
    """A profile.yaml for a PDF or a table (CSV, TSV, Excel, JSON), as far as its words tell; else a Problem."""
    draft = draft_pdf_profile if data.lstrip()[:5] == b"%PDF-" else draft_table_profile
    return draft(data, file, language)
