"""What profile.yaml says of PDF documents: sheets of one project each, and tables (docs/profile.md, PDF documents)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from keikaku.read.entries import as_list
from keikaku.read.marked_yaml import Record
from keikaku.read.pdf.rule import CellRules
from keikaku.read.table.column import Column
from keikaku.read.table.profile import IndicatorEntry, TableProfile

SomeColumns = Annotated[tuple[Column, ...], BeforeValidator(as_list)]
SomeWords = Annotated[tuple[str, ...], BeforeValidator(as_list)]


class FindEntry(Record):
    """Where the value of a label stands, for those whose value is not in the next cell to the right.

    `below` it, `behind` it in the same cell, in all cells of its `row` up to the next label, or among the `options`
    to its right, of which some are marked.
    """

    below: SomeColumns = ()
    behind: SomeColumns = ()
    row: SomeColumns = ()
    options: SomeColumns = ()


class SheetIndicatorEntry(IndicatorEntry):
    """Indicators: `name` is the header above their names, or with `find: right` the label before one."""

    find: Literal["below", "right"] = "below"


class PdfProfile(TableProfile):
    """What PDF genres have beyond tables: `cells` says what parts them on the page."""

    cells: CellRules = "rules"

    @property
    def table(self) -> TableProfile:
        """What is the same for every table."""
        shared = {name: getattr(self, name) for name in TableProfile.model_fields}
        return TableProfile.model_construct(**(shared | {"genre": "table"}))


class PdfSheetProfile(PdfProfile):
    """How sheets of one project each are laid out; a column is a label, and `project` says where each begins."""

    genre: Literal["pdf-sheet"]  # type: ignore[assignment]
    project: str = "document"
    find: FindEntry = FindEntry()
    say: Mapping[str, str] = {}
    marks: Annotated[SomeWords, Field(min_length=1)] = (
        "○",
        "〇",
        "◯",
        "◎",
        "●",
        "☑",
        "✓",
        "✔",
        "レ",
        "■",
        "★",
    )
    indicators: Annotated[tuple[SheetIndicatorEntry, ...], BeforeValidator(as_list)] = ()
    optional: SomeColumns = ()
    in_brackets: Literal["ignored"] | None = None

    @property
    def table(self) -> TableProfile:
        """What of it is read as a row of a table: all but the indicators, which have rows of their own."""
        return super().table.model_copy(update={"indicators": ()})


class PdfTableProfile(PdfProfile):
    """How the ruled tables of a document are laid out."""

    genre: Literal["pdf-table"]  # type: ignore[assignment]
