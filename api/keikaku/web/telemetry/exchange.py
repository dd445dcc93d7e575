"""One request and its answer, as those see it who operate the service."""

import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex
from time import perf_counter
from typing import Literal

_VALID_ID = re.compile(r"[A-Za-z0-9._~+/=:-]{1,128}")
_HASH_DIGITS = 16
_OUTCOMES = {
    "time-limit": "time-limit",
    "memory": "memory-limit",
    "answer-size": "byte-limit",
    "crash": "crashed",
    "overloaded": "overloaded",
    "share": "overloaded",
    "gateway": "gateway",
    "internal": "failed",
}
"""Outcomes by kind of problem (`web.problem`); every other problem is a refusal."""


@dataclass(slots=True)
class Exchange:
    """A request and what became of it by now; times are in seconds since its head was read.

    `endpoint`: the first part of the path, if it is one of ours. `query`: the text that a client asks, not those that
    a page asks for it. `problem`: its kind. `rows`: as counted by the engine. `bytes`: of the body as sent.
    `worker`: the process that computed the answer. `cache`: whether a kept answer was looked for, and found.
    """

    id: str
    method: str
    path: str
    endpoint: str = ""
    client: str | None = None
    target: str = ""
    status: int | None = None
    query: str | None = None
    form: str | None = None
    format: str | None = None
    problem: str | None = None
    rows: int | None = None
    bytes: int = 0
    worker: int | None = None
    cache: Literal["hit", "miss"] | None = None
    is_truncated: bool = False
    is_complete: bool = False
    first_byte: float | None = None
    duration: float = 0.0
    _started: float = field(default_factory=perf_counter)

    def asks(self, query: str, form: str | None = None, format: str | None = None) -> None:
        """The client's query is known; perhaps also its form, and the format of the answer."""
        self.query, self.form, self.format = query, form or self.form, format or self.format

    def elapsed(self) -> float:
        """Seconds by now."""
        return perf_counter() - self._started

    @property
    def query_hash(self) -> str | None:
        """The beginning of the SHA-256 of the query, however it is spaced: the same for the same query."""
        if self.query is None:
            return None
        normalised = " ".join(self.query.split()).encode("utf-8", "surrogatepass")
        return sha256(normalised).hexdigest()[:_HASH_DIGITS]

    @property
    def outcome(self) -> str:
        """How it ended, in one word."""
        if self.problem is not None:
            return _OUTCOMES.get(self.problem, "refused")
        if self.is_truncated:
            return "truncated"
        if self.status is None or self.status == 499 or not self.is_complete:
            return "client-gone"
        if self.status == 304:
            return "not-modified"
        if self.status >= 400:
            return "failed" if self.status >= 500 else "refused"
        return "cached" if self.cache == "hit" else "ok"


CURRENT: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


def current_exchange() -> Exchange:
    """The exchange that the running code serves; a new one that nobody sees where there is none."""
    return CURRENT.get() or Exchange("", "", "")


def request_id(sent: str | None) -> str:
    """The id that a client or proxy sent if it is harmless, else a new one."""
    return sent if sent and _VALID_ID.fullmatch(sent) else token_hex(16)
