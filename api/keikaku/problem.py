"""What is wrong, where, and what to do about it: the one error type that users meet."""

from dataclasses import dataclass

from keikaku.language import Language, Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a user's file: its name and, as far as known, 1-based line or page, row, column."""

    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    row: int | None = None

    def in_(self, language: Language) -> str:
        """`plan.txt 215行` or `plan.txt, line 215`."""
        names = (("ページ", "page", self.page), ("行", "line", self.line), ("行目", "row", self.row))
        found = [(ja, en, number) for ja, en, number in (*names, ("字目", "column", self.column)) if number]
        if language == "ja":
            return " ".join([self.file, *(f"{number}{ja}" for ja, _, number in found)])
        return ", ".join([self.file, *(f"{en} {number}" for _, en, number in found)])


class Problem(Exception):
    """Something a user can mend: `what` happened, at which `place`, and `advice` on what to do."""

    def __init__(self, what: Text, place: Place | None = None, advice: Text | None = None) -> None:
        super().__init__(what.en)
        self.what, self.place, self.advice = what, place, advice

    def in_(self, language: Language) -> str:
        """The whole message on one line: place, what, advice."""
        parts = [self.place.in_(language) + ": "] if self.place else []
        parts.append(self.what.in_(language))
        if self.advice:
            parts.append((" " if language == "en" else "") + self.advice.in_(language))
        return "".join(parts)

    def __str__(self) -> str:
        return self.in_("en")
