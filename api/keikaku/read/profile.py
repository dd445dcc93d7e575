"""A profile says how the documents of one genre are laid out (documented in docs/profile.md)."""

from pathlib import Path
from typing import Literal

from pydantic import ConfigDict

from keikaku.read.marked_yaml import Record, load_record
from keikaku.read.pdf.profile import PdfSheetProfile, PdfTableProfile
from keikaku.read.table.profile import TableProfile
from keikaku.read.text.profile import TextProfile

Profile = TextProfile | TableProfile | PdfSheetProfile | PdfTableProfile


class _AnyProfile(Record):
    """What every profile has."""

    model_config = ConfigDict(extra="ignore")

    genre: Literal["text", "table", "pdf-sheet", "pdf-table"]


_PROFILES: dict[str, type[Profile]] = {
    "text": TextProfile,
    "table": TableProfile,
    "pdf-sheet": PdfSheetProfile,
    "pdf-table": PdfTableProfile,
}


def load_profile(path: Path) -> Profile:
    """The profile in a YAML file; a Problem with the line of each key that is wrong."""
    return load_record(path, _PROFILES[load_record(path, _AnyProfile).genre])
