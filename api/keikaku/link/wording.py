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
# Endings that make a person, a body or a place of the word before them: 保育士, 推進員, 実施隊.
_MAKING = {"士", "員", "隊", "館", "団", "師", "人", "会", "所", "園", "券", "店"}
_CITY = re.compile(r"[市区町村]$")
_PLACE = "公駅港城川山線"  # 千葉公園 and 池田駅 are places in the city, not the city


@dataclass(frozen=True, slots=True)
class Wording:
    """A name taken apart: `objects` (concepts and words), `activities`, `names` (place names and numbers, also
    objects), and `bare`, the name in normal forms without the words that say little.
    """

    objects: frozenset[str]
    activities: frozenset[str]
    names: frozenset[str]
    bare: str
    text: str

    @property
    def grams(self) -> frozenset[str]:
        """The pairs of neighbouring characters of the bare name."""
        return _pairs(self.bare)

    @property
    def raw_grams(self) -> frozenset[str]:
        """The pairs of neighbouring characters of the name as it is."""
        return _pairs(self.text)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset([text])


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
        if own:
            text = re.sub(f"{re.escape(own)}|{re.escape(_CITY.sub('', own))}(?![{_PLACE}])", "", text)
        objects, activities, names, bare = set[str](), set[str](), set[str](), list[str]()
        for part in self._concepts.split(text):
            if isinstance(part, Concept):
                (objects if part.kind == "object" else activities).add(part.name)
                bare.append(part.name)
                continue
            before = ""
            for unit, kind in self._units(part):
                if kind[0] == "接尾辞" and unit in _MAKING and before:
                    objects.discard(before)
                    objects.add(before + unit)
                elif unit in self._generic:
                    before = unit
                    continue
                elif kind[0] != "接尾辞":
                    objects.add(self._short[unit].name if unit in self._short else unit)
                bare.append(unit)
                before = unit
                if kind[1] in ("固有名詞", "数詞"):
                    names.add(unit)
        return Wording(
            frozenset(objects), frozenset(activities), frozenset(names), "".join(bare) or text, text
        )

    def _units(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The short units of a text in normal form, each with its part of speech."""
        units = [(unit.normalized_form(), unit.part_of_speech()) for unit in self._sudachi.tokenize(text)]
        return [(form, kind) for form, kind in units if kind[0] not in _WORDLESS]
