"""What one thing is called in different cities: data/links/synonyms.csv."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.resources import content_folder

Kind = Literal["object", "activity", "generic"]


@dataclass(frozen=True, slots=True)
class Concept:
    """An object (放課後児童クラブ), an activity (整備) or a word that says little (推進), under one name."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class Synonyms:
    """The concept of each form, forms being in NFKC."""

    concepts: dict[str, Concept]

    def split(self, text: str) -> Iterator[Concept | str]:
        """The concepts in a text, the longest form first at each place, and the stretches between them."""
        end = 0
        for match in self._pattern.finditer(text):
            if match.start() > end:
                yield text[end : match.start()]
            yield self.concepts[match[0]]
            end = match.end()
        if end < len(text):
            yield text[end:]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self.concepts, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(re.escape, forms)) or r"(?!)")


def read_synonyms(file: Path | None = None) -> Synonyms:
    """The synonyms of a file with the columns kind, concept and forms (separated by |); Problem if it is wrong."""
    file = file or content_folder("data") / "links" / "synonyms.csv"
    concepts: dict[str, Concept] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            if row["kind"] not in get_args(Kind):
                raise Problem(
                    Text(f"種別「{row['kind']}」はありません。", f"there is no kind {row['kind']!r}."),
                    Place(str(file), line=reader.line_num),
                    Text("object、activity、generic のどれかです。", "Use object, activity or generic."),
                )
            for form in map(key_text, row["forms"].split("|")):
                if form in concepts:
                    raise Problem(
                        Text(f"「{form}」が二度あります。", f"{form!r} is there twice."),
                        Place(str(file), line=reader.line_num),
                    )
                concepts[form] = Concept(row["kind"], row["concept"])  # type: ignore[arg-type] # just checked
    return Synonyms(concepts)
