"""The two languages in which Keikaku speaks to people."""

from typing import Literal, NamedTuple

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


class Text(NamedTuple):
    """One message for people, in Japanese and in English."""

    ja: str
    en: str

    def in_(self, language: Language) -> str:
        """The message in one language."""
        return self.ja if language == "ja" else self.en
