"""That a client goes away while something is done for it, and how this is stopped then."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import Scope

T = TypeVar("T")


class Departure:
    """The moment at which the client of a request goes, which may never come."""

    def __init__(self) -> None:
        self.has_come = False
        self._working: asyncio.Task[Any] | None = None

    def come(self) -> None:
        """The client has gone."""
        self.has_come = True
        if self._working is not None:
            self._working.cancel()

    async def interrupting(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of the work; ClientDisconnect if the client goes first, and the work is cancelled."""
        if self.has_come:
            work.close()
            raise ClientDisconnect
        task = self._working = asyncio.current_task()
        try:
            return await work
        except asyncio.CancelledError:
            if self.has_come and task is not None and task.uncancel() == 0:
                raise ClientDisconnect from None
            raise
        finally:
            self._working = None


def departure_of(scope: Scope) -> Departure:
    """The departure of a request's client; one that never comes where a server tells of none."""
    found: Departure | None = scope["state"].get("departure")
    return found or Departure()
