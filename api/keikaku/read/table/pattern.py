"""Patterns of cells in a profile: words as printed, `*` for any others, nothing for a blank cell."""

import re
from functools import lru_cache

from keikaku.japanese import key_text


def fits(pattern: str, cell: str) -> bool:
    """Whether the whole cell is of this form, whatever its widths and spaces."""
    return fits_any((pattern,), cell)


def fits_any(patterns: tuple[str, ...], cell: str) -> bool:
    """Whether the whole cell is of one of these forms."""
    return _compiled(patterns).fullmatch(key_text(cell)) is not None


@lru_cache(maxsize=4096)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_expression, patterns)), re.DOTALL)


def _expression(pattern: str) -> str:
    return ".*".join(re.escape(key_text(part)) for part in pattern.split("*"))
