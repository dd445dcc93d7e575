"""Where a query stops being one: the engine's parser may say so up to a keyword's length too late.

The parser compares keywords by looking so many characters ahead, and reports the farthest place it looked at. So each
beginning of the text is tried with line breaks behind it, more than a keyword is long, and a character that is never
valid: the parser passes the line breaks exactly if some query begins that way.
"""

import re
from bisect import bisect_left

import pyoxigraph as ox

from keikaku.engine.tokens import placed_tokens

LONGEST = 65_536
"""Characters of a text for which the trials are worth their time."""

_BREAKS = 32
_END = "\n" * _BREAKS + "\0"
_POSITION = re.compile(r"error at (\d+):(\d+): ")


def error_place(text: str, base_iri: str | None, reported: tuple[int, int]) -> tuple[int, int]:
    """Line and column, 1-based in characters, of the first token that no query has there; else what was reported."""
    if len(text) > LONGEST:
        return reported
    found = list(placed_tokens(text))
    wrong = bisect_left(
        found, True, key=lambda token: not _can_go_on(text[: token[0] + len(token[1].text)], base_iri)
    )
    return _place(text, found[wrong][0]) if wrong < len(found) else min(reported, _place(text, len(text)))


def _can_go_on(beginning: str, base_iri: str | None) -> bool:
    """Whether some query begins so."""
    try:
        ox.Store().query(beginning + _END, base_iri=base_iri)
    except SyntaxError as error:
        position = _POSITION.match(str(error))
        return position is not None and int(position[1]) > beginning.count("\n") + _BREAKS
    return False


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")
