"""How busy an engine is, for those who watch it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Load:
    """Queries `running` and `waiting` for a place; process numbers of the workers that stand `ready` and are `busy`;
    how many workers have `ended`, by reason: `time`, `memory`, `crash`, `overloaded`, `abandoned` (nobody reads the
    answer any more), `worn` (after a slow query) or `closing`.
    """

    running: int
    waiting: int
    ready: frozenset[int] = frozenset()
    busy: frozenset[int] = frozenset()
    ended: Mapping[str, int] = field(default_factory=dict)
