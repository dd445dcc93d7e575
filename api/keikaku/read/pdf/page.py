"""A page as cells: what rules enclose, and the words outside them, each with its lines of text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from keikaku.japanese import key_text
from keikaku.read.pdf.box import Box, around

# In place of a letter that the PDF draws without saying which it is, or of a private one (外字).
UNREADABLE = "\ufffd"

# What begins a line of its own in a cell: a bullet, a number in brackets or a ring, a note.
_BEGINS = re.compile(
    r"[・･●○◯◎■□◆◇▪※＊*→⇒⇨]|[\u2460-\u2473\u2474-\u2487\u3220-\u3229]|[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]"
)
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Span:
    """Words side by side on one line, of one size; `turn` as a letter's."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True)
class Cell:
    """A cell: the boxes that it is made of (one, unless it has corners) and its lines, from top to bottom.

    `ruled` is False for words outside all rules. `struck` says that a slanting line crosses it; `crossed` that a
    number of it sticks out over a rule.
    """

    page: int
    parts: tuple[Box, ...]
    lines: tuple[tuple[Span, ...], ...]
    ruled: bool = True
    struck: bool = False
    crossed: bool = False

    @cached_property
    def box(self) -> Box:
        """The box around all of it."""
        return around(self.parts)

    @cached_property
    def text(self) -> str:
        """Its words in reading order: wrapped lines joined, lines with a bullet or number of their own kept apart."""
        text = ""
        for line in self.columns or self.lines:
            words = line if isinstance(line, str) else text_of(line)
            if text and _BEGINS.match(words):
                text += "\n"
            elif text and _LATIN.match(text[-1]) and _LATIN.match(words[:1]) and not _is_number(text, words):
                text += " "
            text += words
        return text

    @cached_property
    def line_texts(self) -> tuple[str, ...]:
        """The words of each line."""
        return tuple(text_of(line) for line in self.lines)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Its columns from right to left, where it is written downwards in several; else nothing."""
        if len(self.lines) < 3 or max(map(len, self.lines)) < 2:
            return ()
        spans = [span for line in self.lines for span in line]
        if any(len(span.text.strip()) != 1 for span in spans):
            return ()
        places: dict[int, str] = {}
        for span in spans:
            x = span.box.middle[0]
            near = next((place for place in places if abs(place - x) <= span.size / 2), round(x))
            places[near] = places.get(near, "") + span.text.strip()
        return tuple(places[x] for x in sorted(places, reverse=True)) if len(places) < len(self.lines) else ()

    @cached_property
    def key(self) -> str:
        """Its words to compare with a label: without width and spaces."""
        return key_text(self.text)

    @cached_property
    def line_keys(self) -> tuple[str, ...]:
        """Each of its lines, to compare, and those in brackets without them."""
        keys = [key_text(line) for line in self.line_texts]
        return (*keys, *(key[1:-1] for key in keys if key[:1] in "([【〔" and key[-1:] in ")]】〕"))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.lines


@dataclass(frozen=True)
class Page:
    """A page: its cells in reading order (blank ones too), circles drawn on it, and how many pictures it has."""

    number: int
    width: float
    height: float
    cells: tuple[Cell, ...]
    circles: tuple[Box, ...]
    pictures: int

    @property
    def has_text(self) -> bool:
        """Whether anything is printed as text."""
        return any(not cell.is_blank for cell in self.cells)

    @property
    def has_rules(self) -> bool:
        """Whether rules enclose anything."""
        return any(cell.ruled for cell in self.cells)

    def as_data(self) -> dict[str, Any]:
        """Plain data, to be sent from one process to another."""
        return {
            "page": [self.number, self.width, self.height, self.circles, self.pictures],
            "cells": [
                [
                    cell.parts,
                    [[(span.text, span.box, span.size) for span in line] for line in cell.lines],
                    [cell.ruled, cell.struck, cell.crossed],
                ]
                for cell in self.cells
            ],
        }

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Page":
        """The page of plain data."""
        number, width, height, circles, pictures = data["page"]
        cells = tuple(
            Cell(
                number,
                tuple(Box(*part) for part in parts),
                tuple(tuple(Span(text, Box(*box), size) for text, box, size in line) for line in lines),
                *flags,
            )
            for parts, lines, flags in data["cells"]
        )
        return cls(number, width, height, cells, tuple(Box(*circle) for circle in circles), pictures)


def text_of(spans: Sequence[Span]) -> str:
    """The words of a line; letter-spaced ones (環 境 課) without their spaces."""
    words = " ".join(span.text for span in spans).split()
    if len(words) > 2 and all(len(word) == 1 and not word.isascii() for word in words):
        return "".join(words)
    return " ".join(words)


def in_reading_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """From top to bottom, and in a row from left to right."""
    return tuple(sorted(cells, key=lambda cell: (cell.page, round(cell.box.top), cell.box.left)))


def _is_number(text: str, words: str) -> bool:
    """Whether a number goes on over a line end: 1,234,⏎567."""
    return text[-1] in ",." and words[:1].isdigit()
