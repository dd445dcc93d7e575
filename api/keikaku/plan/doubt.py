"""What the reader is not sure of, and what a person decided about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keikaku.language import Text
from keikaku.plan.source import Sources


class Severity(StrEnum):
    """A note says how it was read, a doubt asks for a look, an error means that something is missing."""

    NOTE = "note"
    DOUBT = "doubt"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that the reader inferred, could not place or did not understand.

    `code` is a stable kebab-case name (`steps-inferred`, `unread-line`); `project` the key of the project
    it is about; `correction` the id of the correction that settled it.
    """

    key: str
    code: str
    severity: Severity
    message: Text
    sources: Sources
    project: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision of a person that stands above the reading: who, when, why."""

    id: str
    by: str
    on: date
    why: Text
    sources: Sources
    project: str | None = None
