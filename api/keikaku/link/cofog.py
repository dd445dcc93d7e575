"""What a project is about by COFOG: rules of words (data/topics/cofog.csv), each group's by which 款 holds it."""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from keikaku.japanese import key_text
from keikaku.link.work import Work
from keikaku.resources import content_folder

METHOD = "cofog-words"

# In these the words of a rule (議会, 長寿) say something else.
_MISLEADING = re.compile("協議会|長寿命化")

# The share of right divisions on the judged sample (tests/link/cofog.csv), by what the rule rests on.
BOTH, NAME, DEPARTMENT = Decimal("0.95"), Decimal("0.85"), Decimal("0.7")


@dataclass(frozen=True, slots=True)
class Guess:
    """A COFOG group (`09.1`) with the method's confidence in its division, and the word that it rests on."""

    group: str
    confidence: Decimal
    word: str


class Cofog:
    """The rules: the longest word in the name decides, else the longest in the innermost department's."""

    def __init__(self, file: Path | None = None) -> None:
        file = file or content_folder("data") / "topics" / "cofog.csv"
        self._groups: dict[str, dict[str, str]] = {"name": {}, "department": {}}
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for word in row["words"].split("|"):
                    self._groups[row["part"]][key_text(word)] = row["cofog"]

    def guess(self, work: Work) -> Guess | None:
        """The group of a project; None where no word is known."""
        named = self._longest("name", _MISLEADING.sub("-", key_text(work.name)))
        owned = self._longest("department", key_text(work.departments[-1])) if work.departments else None
        if named:
            group, word = named
            agree = owned is not None and _division(owned[0]) == _division(group)
            return Guess(group, BOTH if agree else NAME, word)
        return Guess(owned[0], DEPARTMENT, owned[1]) if owned else None

    def _longest(self, part: str, text: str) -> tuple[str, str] | None:
        """The group of the longest word in the text; of several as long, the last, since heads come last."""
        groups = self._groups[part]
        found = [(len(word), text.rfind(word), word) for word in groups if word in text]
        return (groups[max(found)[2]], max(found)[2]) if found else None


def _division(group: str) -> str:
    return group.split(".", maxsplit=1)[0]
