"""An answer under way: the engine's own bytes as they come, and at the end what they came to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from keikaku.engine.formats import Form


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a whole answer came to: rows or triples (None where not counted), bytes, seconds computed."""

    rows: int | None
    bytes: int
    seconds: float
    truncated: bool


class Answer(Protocol):
    """Bytes of one answer, from the first that is there; whoever holds it must exhaust or `aclose` it.

    `truncated` is known at once (True or False) when the whole answer fitted into the first chunk; None means
    that only `outcome` will tell. A truncated answer is well-formed and ends after `Limits.rows` rows.
    """

    @property
    def form(self) -> Form:
        """The form of the query as the engine understood it."""
        ...

    @property
    def media_type(self) -> str:
        """The media type of the bytes, without parameters."""
        ...

    @property
    def truncated(self) -> bool | None:
        """Whether rows were cut off, as far as known by now."""
        ...

    @property
    def outcome(self) -> Outcome | None:
        """What the answer came to; None until `chunks` is exhausted."""
        ...

    @property
    def worker(self) -> int | None:
        """The number of the process that computes it, if it is one of ours."""
        ...

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, once, never empty; raises a Problem when the rest will not come."""
        ...

    async def aclose(self) -> None:
        """Stop: a query still running is killed at once. Harmless after the end, and more than once."""
        ...
