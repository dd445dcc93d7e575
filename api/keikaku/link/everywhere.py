"""What every municipality does (議会運営, 戸籍, 人件費): a link between two such works tells little."""

import csv
from pathlib import Path

from keikaku.link.wording import Words
from keikaku.link.work import Work
from keikaku.resources import content_folder


class Everywhere:
    """Tells by the list in data/links/everywhere.csv, whose concepts are those of synonyms.csv or plain words."""

    def __init__(self, words: Words, file: Path | None = None) -> None:
        file = file or content_folder("data") / "links" / "everywhere.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            self._concepts = frozenset(row["concept"] for row in csv.DictReader(lines))
        self._words = words

    def has(self, work: Work) -> bool:
        """Whether the work is about nothing but what every municipality does."""
        objects = self._words.wording(work.name, work.municipality_name).objects
        return bool(objects) and objects <= self._concepts
