"""A saved query as a text that runs by itself, for the editor."""

import re
from collections.abc import Mapping

from keikaku.engine.saved_query import SavedQuery
from keikaku.problem import Problem

_METADATA = re.compile(r"^#\+.*\n", re.MULTILINE)
_WHERE = re.compile(r"\bWHERE\s*\{")


def standalone(saved: SavedQuery, values: Mapping[str, str], base: str) -> str:
    """The text with its parameters as the first VALUES of its pattern; the defaults for values that do not fit."""
    try:
        bound = saved.query(values, base).substitutions
    except Problem:
        bound = saved.query({}, base).substitutions
    text = _METADATA.sub("", saved.text).strip() + "\n"
    if not bound:
        return text
    variables, terms = " ".join(f"?{name}" for name in bound), " ".join(bound.values())
    return _WHERE.sub(lambda found: f"{found[0]}\n  VALUES ({variables}) {{ ({terms}) }}", text, count=1)
