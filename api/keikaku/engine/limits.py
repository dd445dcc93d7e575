"""What one query may cost, and how many may run: the operator's maximum, which a client can only lower."""

from dataclasses import dataclass, replace

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one query, and of the engine that runs it; every value is a maximum.

    `seconds`: wall-clock time in which a worker may compute; waiting for a slow reader does not count.
    `answer_seconds`: wall-clock time from the start to the last byte read, slow readers included.
    `memory`: bytes a query may take beyond what its worker holds when idle.
    `rows`: solutions of a SELECT, triples of a CONSTRUCT or DESCRIBE; more are cut off and said to be.
    `bytes`: size of an answer; a larger one is broken off.
    `query_bytes`: size of the query's text in UTF-8.
    `nesting`: depth of brackets in the text. `operators`: number of operators, patterns and keywords that an
    engine turns into nested ones (UNION, OPTIONAL, FILTER, `||`, `/`).
    `concurrent`: queries that run at once; `concurrent_per_client`: those of one client.
    `queue`: queries that wait for a place, each no longer than `seconds`.
    """

    seconds: float = 10.0
    answer_seconds: float = 300.0
    memory: int = 1024 * MEBIBYTE
    rows: int = 1_000_000
    bytes: int = 1024 * MEBIBYTE
    query_bytes: int = MEBIBYTE // 2
    nesting: int = 200
    operators: int = 2_000
    concurrent: int = 8
    concurrent_per_client: int = 4
    queue: int = 128

    def lowered(
        self,
        *,
        seconds: float | None = None,
        memory: int | None = None,
        rows: int | None = None,
        bytes: int | None = None,
    ) -> "Limits":
        """These limits with those given, where they are positive and lower; nothing is ever raised."""
        asked = {"seconds": seconds, "memory": memory, "rows": rows, "bytes": bytes}
        lower = {
            name: value
            for name, value in asked.items()
            if value is not None and 0 < value < getattr(self, name)
        }
        return replace(self, **lower) if lower else self  # type: ignore[arg-type]  # the names above are fields of their types
