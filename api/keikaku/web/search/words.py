"""Japanese text as what it is found by: words in their usual spelling, pairs of characters, and how it is read.

Words find 空家 by 空き家 and 橋りょう by 橋梁 (SudachiPy's normalised forms); pairs of characters find any part of a
word (子育 in 子育て支援), which words do not; readings find 防災 by ぼうさい.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from sudachipy import Dictionary, SplitMode
from sudachipy import Tokenizer as Sudachi

from keikaku.japanese import plain

_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_LATIN = re.compile(r"[a-z0-9]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Beyond this SudachiPy refuses (49,149 bytes of UTF-8).
_LONGEST = 10_000


def folded(text: str) -> str:
    """What spellings have in common: NFKC, lower case, hiragana as katakana, accents away from Latin letters."""
    return plain(text).casefold().translate(_TO_KATAKANA)


def words(text: str) -> list[str]:
    """The words in their normalised form; signs are no words."""
    found = _sudachi().tokenize(_cut(text))
    forms = (folded(morpheme.normalized_form()) for morpheme in found)
    return ["".join(_RUN.findall(form)) for form in forms if _RUN.search(form)]


def pairs(text: str) -> list[str]:
    """Each two characters that stand together, and the last one alone; Latin words and numbers whole."""
    found: list[str] = []
    for run in _RUN.findall(folded(text)):
        if _LATIN.fullmatch(run):
            found.append(run)
        else:
            found += [one + other for one, other in pairwise(run)]
            found.append(run[-1])
    return found


def reading(text: str) -> str:
    """How it is read, in katakana."""
    return "".join(morpheme.reading_form() for morpheme in _sudachi().tokenize(_cut(text)))


def is_kana(text: str) -> bool:
    """Whether there is nothing but kana, so that it may be a reading."""
    return _KANA.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def _cut(text: str) -> str:
    return plain(text)[:_LONGEST]


@cache
def _sudachi() -> Sudachi:
    return Dictionary().tokenizer(mode=SplitMode.A)
