"""The piece of a text in which something was found, with what was found marked."""

import re
from dataclasses import dataclass

from keikaku.web.search.words import folded

_LENGTH = 110
_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they are what was looked for."""

    text: str
    found: bool


def excerpt(text: str, asked: str, whole: bool = False) -> list[Piece]:
    """About 110 characters around the first thing found, or the whole text, in pieces.

    What is found only in another spelling is not marked.
    """
    shown = text if whole else _cut(text, asked)
    terms = [re.escape(term) for term in folded(asked).split()]
    if not terms:
        return [Piece(shown, False)] if shown else []
    pieces, end = [], 0
    for match in re.finditer("|".join(terms), _folded_in_place(shown)):
        pieces += [Piece(shown[end : match.start()], False), Piece(shown[match.start() : match.end()], True)]
        end = match.end()
    return [piece for piece in (*pieces, Piece(shown[end:], False)) if piece.text]


def _cut(text: str, asked: str) -> str:
    plain = _folded_in_place(text)
    places = [place for term in folded(asked).split() if (place := plain.find(term)) >= 0]
    start = max(0, min(places, default=0) - _BEFORE)
    cut = text[start : start + _LENGTH]
    return f"{'…' if start else ''}{cut}{'…' if start + _LENGTH < len(text) else ''}"


def _folded_in_place(text: str) -> str:
    """Folded, with every character at its place: what would become several (㎡, …) stays as it is."""
    return "".join(found if len(found := folded(character)) == 1 else character for character in text)
