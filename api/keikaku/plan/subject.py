"""What a policy or project is about, and who says so."""

from dataclasses import dataclass
from enum import StrEnum

from keikaku.plan.source import Sources


class Assertion(StrEnum):
    """Who says what a thing is about: the document, a person, or a program."""

    PRINTED = "printed"
    CURATOR = "curator"
    METHOD = "method"


class TopicScheme(StrEnum):
    """The classifications whose marks documents print."""

    SDG = "sdg"


@dataclass(frozen=True, slots=True)
class Subject:
    """A printed mark of a classification: `notation` is `11` for an SDG goal, `11.3` for one of its targets."""

    scheme: TopicScheme
    notation: str
    sources: Sources

    @property
    def key(self) -> str:
        """Unique among the subjects of one thing: `sdg-11`, `sdg-11.3`."""
        return f"{self.scheme}-{self.notation}"
