"""Patterns of cells in a profile: words as printed, `*` for any others, nothing for a blank cell."""

import re
from functools import lru_cache

from keikaku.japanese import key_text


def fits(pattern: str, cell: str) -> bool:
    """Whether the whole cell is of this form, whatever its widths and spaces."""
    return _compiled(pattern).fullmatch(key_text(cell)) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (re.escape(key_text(part)) for part in pattern.split("*"))
    return re.compile(".*".join(parts), re.DOTALL)
