"""The one interface of every engine, embedded or remote."""

from typing import Protocol

from keikaku.engine.answer import Answer
from keikaku.engine.limits import Limits
from keikaku.engine.load import Load
from keikaku.engine.query import Query


class Engine(Protocol):
    """Answers queries within limits. `start` before the first query, `close` after the last."""

    @property
    def limits(self) -> Limits:
        """The operator's maximum; a query's own limits come from `limits.lowered(...)`."""
        ...

    @property
    def load(self) -> Load:
        """How busy the engine is now."""
        ...

    async def start(self) -> None:
        """Return when queries can be answered; raises a Problem if they never will be."""
        ...

    async def answer(
        self, query: Query, media_type: str, limits: Limits | None = None, client: str = ""
    ) -> Answer:
        """The answer as soon as its first bytes are there; a `QueryProblem` if none come.

        `media_type` is one of `formats_for(form)`; ValueError if it does not fit the form.
        `client` names who asks, for the fair queue. Cancelling the call frees the worker.
        """
        ...

    async def close(self, grace: float = 10.0) -> None:
        """Take no new queries, let the running ones end within `grace` seconds, then stop them."""
        ...
