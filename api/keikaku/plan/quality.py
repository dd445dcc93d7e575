"""How far a statement can be relied on."""

from dataclasses import dataclass
from enum import StrEnum

from keikaku.language import Text


class Reliability(StrEnum):
    """Copied by a person from the published document, read by a program and not checked, or doubtful."""

    TRANSCRIBED = "transcribed"
    MACHINE_READ = "machine-read"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class QualityNote:
    """A note on the quality of a plan, a project or an amount, which name it by `key` (DQV section 4.4)."""

    key: str
    reliability: Reliability
    text: Text
