"""Templates: what a line looks like as printed, with `{placeholders}` where the document's own words stand.

`（{number}） {name}` matches `（１） 市民自治`; spaces are optional and full or half width does not matter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

# One printed character that counts: ⑴ ① ⅰ Ⅰ ㋐, or a number or kana in brackets of its own.
_ENCLOSED = r"[\u2460-\u24ff\u2160-\u2188\u2776-\u2793\u3220-\u3247\u3280-\u32fe]"
_DIGITS = r"[0-9０-９]+|[一二三四五六七八九十百]+"
_PLACEHOLDERS = {
    "number": rf"(?:{_DIGITS})(?:[-－‐−.．](?:{_DIGITS}))*",
    "mark": _ENCLOSED,
    "name": r"\S.*?",
    "text": r"\S.*?",
    "amount": r"\S.*?",
    "count": _DIGITS,
    "page": _DIGITS,
}
_PART = re.compile(r"\{([^{}]*)\}|([^{}])|([{}])")


@dataclass(frozen=True, slots=True)
class Template:
    """A printed form with placeholders; `match` gives what stands in them."""

    printed: str

    def match(self, text: str) -> dict[str, str] | None:
        """The words at the placeholders if the whole of `text` has this form, else None."""
        found = _compiled(self.printed).fullmatch(text.strip())
        return found.groupdict() if found else None

    @property
    def is_distinctive(self) -> bool:
        """Whether it begins with words of its own (基本目標{number}), which running text would hardly line up with."""
        return len(self.printed.partition("{")[0].strip()) >= 2

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_checked, core_schema.str_schema(min_length=1))


Templates = Annotated[tuple[Template, ...], "printed forms, any of which may stand"]


def _checked(printed: str) -> Template:
    _compiled(printed)
    return Template(printed)


@lru_cache(maxsize=1024)
def _compiled(printed: str) -> re.Pattern[str]:
    pattern = ""
    for name, literal, stray in _PART.findall(printed):
        if stray or (not literal and name not in _PLACEHOLDERS):
            known = ", ".join(f"{{{placeholder}}}" for placeholder in _PLACEHOLDERS)
            raise ValueError(f"unknown placeholder {{{name}}} in {printed!r}; known are {known}")
        if name:
            pattern += f"(?P<{name}>{_PLACEHOLDERS[name]})"
        elif not literal.isspace():
            pattern += _any_width(literal)
        pattern += r"\s*"
    return re.compile(pattern.removesuffix(r"\s*"))


def _any_width(character: str) -> str:
    """A class of the character and its full- or half-width twin."""
    twins = {character, unicodedata.normalize("NFKC", character)}
    if "!" <= character <= "~":
        twins.add(chr(ord(character) + 0xFEE0))
    single = sorted(twin for twin in twins if len(twin) == 1)
    return "[" + "".join(map(re.escape, single)) + "]"


def first_match(templates: tuple[Template, ...], text: str) -> dict[str, str] | None:
    """What the first template that fits gives, else None."""
    return next((found for template in templates if (found := template.match(text)) is not None), None)
