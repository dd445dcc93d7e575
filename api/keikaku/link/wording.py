"""What a project's name says: the things it is about, what is done to them, and the names that stand in it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sudachipy import Dictionary, SplitMode
from sudachipy import Tokenizer as Sudachi

from keikaku.japanese import key_text
from keikaku.link.synonyms import Concept, Synonyms

# 補助記号 and 空白 are signs; 助詞, 助動詞, 動詞 (する, 向けた) and 接続詞 join words but name nothing.
_WORDLESS = {"補助記号", "空白", "助詞", "助動詞", "動詞", "接続詞", "連体詞", "接頭辞"}
_CITY = re.compile(r"[市区町村]$")


@dataclass(frozen=True, slots=True)
class Wording:
    """A name taken apart: `objects` (concepts and words), `activities`, `names` (place names and numbers, also
    objects), and `bare`, the name in normal forms without the words that say little.
    """

    objects: frozenset[str]
    activities: frozenset[str]
    names: frozenset[str]
    bare: str

    @property
    def grams(self) -> frozenset[str]:
        """The pairs of neighbouring characters of the bare name."""
        return frozenset(self.bare[at : at + 2] for at in range(len(self.bare) - 1)) or frozenset([self.bare])


class Words:
    """Takes names apart by SudachiPy's short units in their normalised forms, and by the synonyms."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._sudachi: Sudachi = Dictionary(dict="core").tokenizer(SplitMode.A)
        long = {form: concept for form, concept in synonyms.concepts.items() if len(form) > 1}
        self._concepts = Synonyms(
            {form: concept for form, concept in long.items() if concept.kind != "generic"}
        )
        self._short = {
            form: concept
            for form, concept in synonyms.concepts.items()
            if len(form) == 1 and concept.kind == "object"
        }
        generic = [form for form, concept in synonyms.concepts.items() if concept.kind == "generic"]
        self._generic = {unit for form in generic for unit, _ in self._units(form)} | set(generic)
        self.wording = lru_cache(maxsize=None)(self._wording)

    def _wording(self, name: str, municipality: str = "") -> Wording:
        """The wording of a name, without the name of its own municipality."""
        text = key_text(name)
        own = key_text(municipality)
        for form in (own, _CITY.sub("", own)):
            text = text.replace(form, "") if len(form) > 1 else text
        objects, activities, names, bare = set[str](), set[str](), set[str](), list[str]()
        for part in self._concepts.split(text):
            if isinstance(part, Concept):
                (objects if part.kind == "object" else activities).add(part.name)
                bare.append(part.name)
                continue
            for unit, kind in self._units(part):
                if unit in self._generic:
                    continue
                bare.append(unit)
                if kind[0] != "接尾辞":
                    objects.add(self._short[unit].name if unit in self._short else unit)
                if kind[1] in ("固有名詞", "数詞"):
                    names.add(unit)
        return Wording(frozenset(objects), frozenset(activities), frozenset(names), "".join(bare) or text)

    def _units(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The short units of a text in normal form, each with its part of speech."""
        units = [(unit.normalized_form(), unit.part_of_speech()) for unit in self._sudachi.tokenize(text)]
        return [(form, kind) for form, kind in units if kind[0] not in _WORDLESS]
