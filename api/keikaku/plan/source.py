"""Documents and places in them: what every statement of a plan can be traced to."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Document:
    """A published document that a plan is read from; `key` is ASCII, `terms` its terms of use."""

    key: str
    title: str
    file: str
    media_type: str
    sha256: str
    terms: str
    publisher: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document: 1-based, inclusive lines of a text, pages of a PDF or rows of a table."""

    document: str
    unit: Literal["line", "page", "row"]
    first: int
    last: int

    @property
    def fragment(self) -> str:
        """The standard fragment: `line=214,216` (RFC 5147 counts gaps), `page=3`, `row=7` (RFC 7111)."""
        if self.unit == "line":
            return f"line={self.first - 1},{self.last}"
        if self.unit == "page" or self.first == self.last:
            return f"{self.unit}={self.first}"
        return f"row={self.first}-{self.last}"


Sources = tuple[Source, ...]
