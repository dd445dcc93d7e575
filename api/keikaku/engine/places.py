"""Who may run a query now: so many places in all and per client, and a fair queue before them."""

import asyncio
from collections import Counter, OrderedDict, deque
from math import ceil

from keikaku.engine.limits import Limits
from keikaku.engine.problems import Overloaded, ShareExceeded


class Places:
    """Gives places to clients in turn, whoever has how many queries waiting.

    A place is slow when its query has run for long. One place must not be slow, in all and of each client, so that
    quick queries get through.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._taken: Counter[str] = Counter()
        self._slow: Counter[str] = Counter()
        self._queue: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._is_closed = False
        self._all_free = asyncio.Event()
        self._all_free.set()

    @property
    def taken(self) -> int:
        """Queries that run."""
        return self._taken.total()

    @property
    def waiting(self) -> int:
        """Queries in the queue."""
        return sum(map(len, self._queue.values()))

    async def take(self, client: str) -> None:
        """Take a place. Overloaded if none is free within the seconds of a query, or too many wait.

        It is ShareExceeded if the client itself has all of its places, or fills half of the queue.
        """
        if not self._queue and self._has_room(client):
            self._give(client)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.setdefault(client, deque()).append(turn)
        self._call_next()
        if turn.done():
            return
        try:
            if self._is_closed or self.waiting > self._limits.queue or self._fills_queue(client):
                raise self._overloaded(client)
            async with asyncio.timeout(self._limits.seconds):
                await turn
        except TimeoutError:
            problem = self._overloaded(client)
            self._leave(client, turn)
            raise problem from None
        except BaseException:
            self._leave(client, turn)
            raise

    def free(self, client: str, *, slow: bool) -> None:
        """Give a place back."""
        for counter, number in ((self._taken, 1), (self._slow, int(slow))):
            counter[client] -= number
            if not counter[client]:
                del counter[client]
        self._call_next()
        if not self._taken:
            self._all_free.set()

    def turn_slow(self, client: str) -> Overloaded | None:
        """Count one of a client's places as slow; if that were one too many, why its query should stop."""
        in_all = max(1, self._limits.concurrent - 1)
        of_client = max(1, self._limits.concurrent_per_client - 1)
        if self._slow[client] >= of_client:
            return ShareExceeded(self._retry_after)
        if self._slow.total() >= in_all:
            return Overloaded(self._retry_after)
        self._slow[client] += 1
        return None

    async def close(self, seconds: float) -> None:
        """Turn everybody away from now on; return when no place is taken or the seconds are over."""
        self._is_closed = True
        for turn in (turn for turns in self._queue.values() for turn in turns if not turn.done()):
            turn.set_exception(Overloaded(self._retry_after))
        self._queue.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._all_free.wait()
        except TimeoutError:
            return

    def _has_room(self, client: str) -> bool:
        """Whether a client could have a place now."""
        return (
            not self._is_closed
            and self.taken < self._limits.concurrent
            and self._taken[client] < self._limits.concurrent_per_client
        )

    def _give(self, client: str) -> None:
        self._taken[client] += 1
        self._all_free.clear()

    def _call_next(self) -> None:
        """Give free places to those who wait: each client one, then the next client."""
        passed = 0
        while passed < len(self._queue) and self.taken < self._limits.concurrent and not self._is_closed:
            client, turns = next(iter(self._queue.items()))
            self._queue.move_to_end(client)
            if self._taken[client] >= self._limits.concurrent_per_client:
                passed += 1
                continue
            passed = 0
            if not (turn := turns.popleft()).done():
                turn.set_result(None)
                self._give(client)
            if not turns:
                del self._queue[client]

    def _leave(self, client: str, turn: asyncio.Future[None]) -> None:
        """Take back a turn that is not awaited any more: out of the queue, or the place it has got meanwhile."""
        if turn in (turns := self._queue.get(client, deque())):
            turns.remove(turn)
            if not turns:
                del self._queue[client]
        elif turn.done() and not turn.cancelled() and not turn.exception():
            self.free(client, slow=False)

    @property
    def _retry_after(self) -> int:
        return ceil(self._limits.seconds)

    def _overloaded(self, client: str) -> Overloaded:
        """Why a client gets no place: it has its share, or nobody does."""
        has_share = self._taken[client] >= self._limits.concurrent_per_client
        if (has_share or self._fills_queue(client)) and not self._is_closed:
            return ShareExceeded(self._retry_after)
        return Overloaded(self._retry_after)

    def _fills_queue(self, client: str) -> bool:
        """Whether more than half of the queue would be one client's."""
        return len(self._queue.get(client, ())) > max(1, self._limits.queue // 2)
