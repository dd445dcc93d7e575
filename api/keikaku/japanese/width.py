"""One form for the many widths of Japanese characters: for keys and for parsing, never for publishing."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_HYPHENS = re.compile("[\u2010-\u2015\u2212]|(?<=[0-9])ー(?=[0-9])")
_WAVES = str.maketrans("〜∼", "~~")  # NFKC already turns ～ (U+FF5E) into ~

# Fonts in PDF files give radicals where the text has the character. NFKC knows most of them; these it
# leaves alone (CJK Radicals Supplement) or turns into a form that is not the Japanese one (⼾, ⿊).
_RADICALS = str.maketrans(
    "⺅⺌⺟⺠⺩⺫⺬⺭⺾⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⼾⿊",
    "亻小母民王罒示礻艹虎西角長青食鬼麦黄斉歯竜亀戸黒",
)

_VOICE_MARKS = "ﾞﾟ"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


def plain(text: str) -> str:
    """NFKC, with every hyphen as `-` (ー between digits too), wave dash as `~` and radical as character."""
    return _one_hyphen(unicodedata.normalize("NFKC", text.translate(_RADICALS)))


def key_text(text: str) -> str:
    """`plain` without white space and invisible characters, to compare names: 事 業 C D = 事業CD."""
    visible = _INVISIBLE.sub("", plain(text))
    return plain("".join(visible.split()))


def plain_with_offsets(text: str) -> tuple[str, list[int]]:
    """The plain text, and for each of its characters (and its end) the offset in the given text."""
    parts: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(text):
        part = unicodedata.normalize("NFKC", text[start:end].translate(_RADICALS))
        parts.append(part)
        offsets.extend([start] * len(part))
    return _one_hyphen("".join(parts)), [*offsets, len(text)]


def _one_hyphen(text: str) -> str:
    return _HYPHENS.sub("-", text.translate(_WAVES))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans that NFKC composes: a character with the combining or half-width voice marks behind it."""
    starts = [at for at, character in enumerate(text) if at == 0 or not _joins(character)]
    return pairwise([*starts, len(text)])


def _joins(character: str) -> bool:
    return character in _VOICE_MARKS or unicodedata.combining(character) > 0
