"""An engine that never runs the same query twice over the same release."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from hashlib import blake2b

from keikaku.engine.answer import Answer, Outcome
from keikaku.engine.cache import AnswerCache, Stored, Storing
from keikaku.engine.engine import Engine
from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.load import Load
from keikaku.engine.problems import Overloaded, QueryProblem
from keikaku.engine.query import Query
from keikaku.engine.syntax import inspect_aside

SLOW_READER = 1.0
"""Seconds after which others no longer wait for an answer whose reader does not take the next bytes."""

LIGHT_SECONDS = 0.02
"""A query that computes for less is kept only when it comes again: to write its answer costs more than to run it."""

_SMALL = 1 << 18
_RECENT = 10_000
_MARGIN = 1.0
_Name = tuple[str, Limits]


class CachedEngine:
    """Answers from a cache where that has the answer, else from an engine, and then keeps it (see `engine.Engine`).

    Kept is what is whole, not cut off, not too large, the same each time, and took at least `light` seconds or was
    asked for a second time. Of those who ask the same at the same time one asks the engine; the others wait for its
    answer, no longer than a query may take, then ask themselves.
    """

    def __init__(self, engine: Engine, cache: AnswerCache, light: float = LIGHT_SECONDS) -> None:
        self.engine, self._cache, self._light = engine, cache, light
        self._recent = _Recent()
        self._flights: dict[_Name, _Flight] = {}
        self.hits = self.misses = 0

    @property
    def limits(self) -> Limits:
        """The operator's maximum."""
        return self.engine.limits

    @property
    def load(self) -> Load:
        """How busy the engine is now."""
        return self.engine.load

    async def start(self) -> None:
        """Return when queries can be answered; raises a Problem if they never will be."""
        await self.engine.start()
        await asyncio.to_thread(self._cache.open)

    async def close(self, grace: float = 10.0) -> None:
        """Take no new queries, let the running ones end within `grace` seconds, then stop them."""
        await self.engine.close(grace)
        await asyncio.to_thread(self._cache.close)

    async def answer(
        self, query: Query, media_type: str, limits: Limits | None = None, client: str = ""
    ) -> Answer:
        """The answer as soon as its first bytes are there; a `QueryProblem` if none come."""
        limits = limits or self.limits
        if not (await inspect_aside(query.text, self.limits)).is_repeatable:
            return await self.engine.answer(query, media_type, limits, client)
        key = _key(query, media_type, limits)
        flight = self._flights.get((key, limits))
        if flight and not await flight.is_kept(limits.seconds + _MARGIN):
            return await self.engine.answer(query, media_type, limits, client)
        if stored := await self._found(key):
            self.hits += 1
            return CachedAnswer(stored, media_type)
        self.misses += 1
        if (key, limits) in self._flights:
            return await self.engine.answer(query, media_type, limits, client)
        return await self._first(query, media_type, limits, client, key)

    async def _found(self, key: str) -> Stored | None:
        """What the cache has; a large answer is checked in a thread."""
        size = self._cache.size(key)
        if size is None:
            return None
        return self._cache.find(key) if size <= _SMALL else await asyncio.to_thread(self._cache.find, key)

    async def _first(
        self, query: Query, media_type: str, limits: Limits, client: str, key: str
    ) -> "KeptAnswer":
        """The engine's answer, for which others wait."""
        flight = _Flight(self._flights, (key, limits))
        try:
            answer = await self.engine.answer(query, media_type, limits, client)
        except BaseException as error:
            is_of_query = isinstance(error, QueryProblem) and not isinstance(error, Overloaded)
            flight.land(error if is_of_query else False)
            raise
        least = 0.0 if self._recent.has_seen(key) else self._light
        return KeptAnswer(answer, self._cache.begin(key, answer.form), flight, least)


class _Recent:
    """The keys that were asked for last."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def has_seen(self, key: str) -> bool:
        """Whether a key came before; it has from now on."""
        seen = key in self._keys
        self._keys[key] = None
        self._keys.move_to_end(key)
        if len(self._keys) > _RECENT:
            self._keys.popitem(last=False)
        return seen


class _Flight:
    """An answer under way, for which others wait; listed until it lands."""

    def __init__(self, listed: "dict[_Name, _Flight]", name: "_Name") -> None:
        self._listed, self._name = listed, name
        self._landing: asyncio.Future[bool | BaseException] = asyncio.get_running_loop().create_future()
        self.is_awaited = False
        listed[name] = self

    def land(self, result: bool | BaseException) -> None:
        """Tell those who wait whether the answer is kept, or what it ended with; only the first time counts."""
        if not self._landing.done():
            self._landing.set_result(result)
            del self._listed[self._name]

    async def is_kept(self, seconds: float) -> bool:
        """Whether the answer is in the cache after at most so many seconds; raises what it ended with."""
        self.is_awaited = True
        await asyncio.wait([self._landing], timeout=seconds)
        result = self._landing.result() if self._landing.done() else False
        if isinstance(result, BaseException):
            raise result
        return result


class CachedAnswer:
    """An answer from the cache (see `answer.Answer`)."""

    truncated = False
    worker = None

    def __init__(self, stored: Stored, media_type: str) -> None:
        self.form: Form = stored.form
        self.media_type = media_type
        self.rows = stored.rows
        self.outcome: Outcome | None = None
        self._stored = stored
        self._chunks = self._read()

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, once."""
        return self._chunks

    async def aclose(self) -> None:
        """Close the file."""
        self._stored.file.close()

    async def _read(self) -> AsyncIterator[bytes]:
        for piece in self._stored.pieces():
            yield piece
        self.outcome = Outcome(self._stored.rows, self._stored.size, 0.0, truncated=False)


class KeptAnswer:
    """An engine's answer that goes into the cache while it is read, if it was computed for `least` seconds."""

    def __init__(self, answer: Answer, storing: Storing, flight: _Flight, least: float) -> None:
        self._answer, self._storing, self._flight, self._least = answer, storing, flight, least
        self._chunks = self._read()

    @property
    def form(self) -> Form:
        """The form of the query."""
        return self._answer.form

    @property
    def media_type(self) -> str:
        """The media type of the bytes."""
        return self._answer.media_type

    @property
    def truncated(self) -> bool | None:
        """Whether rows were cut off, as far as known by now."""
        return self._answer.truncated

    @property
    def outcome(self) -> Outcome | None:
        """What the answer came to."""
        return self._answer.outcome

    @property
    def worker(self) -> int | None:
        """The process that computes it."""
        return self._answer.worker

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, once; a Problem if the rest will not come."""
        return self._chunks

    async def aclose(self) -> None:
        """Stop; what is not whole by now is not kept."""
        self._flight.land(False)
        self._storing.give_up()
        await self._answer.aclose()

    async def _read(self) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        async for chunk in self._answer.chunks:
            if not self._storing.write(chunk):
                self._flight.land(False)
            patience = loop.call_later(SLOW_READER, self._flight.land, False)
            yield chunk
            patience.cancel()
        outcome = self._answer.outcome
        self._flight.land(
            outcome is not None and self._is_worth(outcome) and self._storing.finish(outcome.rows)
        )

    def _is_worth(self, outcome: Outcome) -> bool:
        is_wanted = self._flight.is_awaited or outcome.seconds >= self._least
        return is_wanted and not outcome.truncated


def _key(query: Query, media_type: str, limits: Limits) -> str:
    """A name for a question: all of it that an answer depends on, and the limits that decide what is whole."""
    asked = repr((*query.parts, media_type, limits.rows, limits.bytes))
    return blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
