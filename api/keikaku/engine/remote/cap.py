"""Finds out from how many triples on an engine leaves the rest of a CONSTRUCT out without a word."""

import threading
from collections.abc import Callable
from math import isqrt

_FIRST_PROBE = 16_384


class TripleCap:
    """The cap of one engine, learned by asking it for triples whose number is known beforehand."""

    def __init__(self) -> None:
        self._uncut = 0
        self._cap: int | None = None
        self._lock = threading.Lock()

    def is_reached(self, triples: int, count: Callable[[str], int]) -> bool:
        """Whether an answer of so many triples may have been cut; `count` asks a query and counts its triples."""
        with self._lock:
            while self._cap is None and self._uncut <= triples:
                asked = max(_FIRST_PROBE, 1 << triples.bit_length() + 1)
                side = isqrt(asked)
                found = count(_probe(side))
                if found < side * side:
                    self._cap = found
                self._uncut = found
            # It stops at the cap, or one triple beyond.
            return self._cap is not None and triples >= self._cap - 1


def _probe(side: int) -> str:
    """A query for `side` times `side` triples of no graph."""
    names = " ".join(f"<urn:x-keikaku:{number}>" for number in range(side))
    return (
        f"CONSTRUCT {{ ?s <urn:x-keikaku:p> ?o }} WHERE {{ VALUES ?s {{ {names} }} VALUES ?o {{ {names} }} }}"
    )
