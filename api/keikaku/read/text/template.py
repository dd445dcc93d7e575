"""Templates: what a line looks like as printed, with `{placeholders}` where the document's own words stand.

`（{number}） {name}` matches `（１）市民自治`: spaces are optional, and full or half width does not matter. Only where
nothing else separates a number from the words after it (`{number} {name}`) must the space be printed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

# One printed character that counts: ⑴ ① ⅰ Ⅰ ㋐, or a number or kana in brackets of its own.
_ENCLOSED = r"[\u2460-\u24ff\u2160-\u2188\u2776-\u2793\u3220-\u3247\u3280-\u32fe]"
_DIGITS = r"[0-9０-９]+|[一二三四五六七八九十百]+|[Ⅰ-Ⅻ]+"
_PLACEHOLDERS = {
    "number": rf"(?:{_DIGITS})(?:[-－‐−.．](?:{_DIGITS}))*",
    "mark": _ENCLOSED,
    "kana": r"[ァ-ヶｱ-ﾝ](?=[\s.．、)）])",
    "name": r"\S.{0,199}?",
    "text": r"\S.*?",
    "amount": r"\S.{0,39}?",
    "count": _DIGITS,
    "page": _DIGITS,
}
# Those that match any words. Two of them side by side could be cut anywhere.
_OPEN = ("name", "text", "amount")
_NUMBERS = ("number", "count", "page")
# A longer line is a paragraph that lost its end, and no printed form.
_LONGEST = 5_000
_PART = re.compile(r"\{([^{}]*)\}|([^{}])|([{}])")


@dataclass(frozen=True, slots=True)
class Template:
    """A printed form with placeholders; `match` gives what stands in them."""

    printed: str

    def match(self, text: str) -> dict[str, str] | None:
        """The words at the placeholders if the whole of `text` has this form, else None."""
        words = text.strip()
        found = _compiled(self.printed).fullmatch(words) if len(words) <= _LONGEST else None
        return found.groupdict() if found else None

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of its placeholders."""
        return frozenset(_compiled(self.printed).groupindex)

    @property
    def is_distinctive(self) -> bool:
        """Whether it begins with words of its own (基本目標{number}), which running text would hardly line up with."""
        return len(self.printed.partition("{")[0].strip()) >= 2

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_checked, core_schema.str_schema(min_length=1))


Templates = tuple[Template, ...]


def _checked(printed: str) -> Template:
    _compiled(printed)
    return Template(printed)


@lru_cache(maxsize=1024)
def _compiled(printed: str) -> re.Pattern[str]:
    pattern, space = "", ""
    names: list[str] = []
    before: str | None = None
    for name, literal, stray in _PART.findall(printed):
        if literal.isspace():
            space = r"\s+" if before in _NUMBERS else space
            continue
        if literal:
            part, space = _any_width(literal), r"\s*" if pattern else ""
        elif stray or name not in _PLACEHOLDERS:
            known = ", ".join(f"{{{placeholder}}}" for placeholder in _PLACEHOLDERS)
            raise ValueError(f"unknown placeholder {{{name}}} in {printed!r}; known are {known}")
        elif name in names:
            raise ValueError(f"placeholder {{{name}}} stands twice in {printed!r}")
        elif name in _OPEN and before in _OPEN:
            raise ValueError(f"nothing stands between {{{before}}} and {{{name}}} in {printed!r}")
        else:
            part = f"(?P<{name}>{_PLACEHOLDERS[name]})"
            names.append(name)
        pattern += space + part
        before, space = name or None, r"\s*"
    return re.compile(pattern)


def _any_width(character: str) -> str:
    """A class of the character and its full- or half-width twin."""
    twins = {character, unicodedata.normalize("NFKC", character)}
    if "!" <= character <= "~":
        twins.add(chr(ord(character) + 0xFEE0))
    single = sorted(twin for twin in twins if len(twin) == 1)
    return "[" + "".join(map(re.escape, single)) + "]"


def first_match(templates: Templates, text: str) -> dict[str, str] | None:
    """What the first template that fits gives, else None."""
    return next((found for template in templates if (found := template.match(text)) is not None), None)
