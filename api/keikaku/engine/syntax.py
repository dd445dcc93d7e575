"""What can be told of a query's text without an engine: its form, depth, size and SERVICE clauses."""

from dataclasses import dataclass

from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryTooLong


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a text shows: `form` (None if it has none), deepest `nesting`, `operators`, SERVICE targets, FROM.

    `is_update` tells a SPARQL Update; `text` is what an engine should parse.
    """

    text: str
    form: Form | None
    is_update: bool
    nesting: int
    operators: int
    services: tuple[str, ...]
    has_from: bool


def inspect(text: str, limits: Limits) -> Syntax:
    """The syntax of a query that may go to an engine; else QueryTooLong, QueryTooDeep or a refusal."""
    if (size := len(text.encode("utf-8", "surrogatepass"))) > limits.query_bytes:
        raise QueryTooLong(size, limits.query_bytes)
    raise NotImplementedError
