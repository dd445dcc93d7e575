"""What can be told of a query's text without an engine: its form, depth, size and SERVICE clauses.

This keeps from the engine what would end it, and says early and clearly what is not allowed. It is no parser: nothing
valid is refused but by the limits, and it is the worker's box, not this, that keeps a query from reaching out.
"""

import asyncio
from dataclasses import dataclass
from functools import lru_cache

from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryTooDeep, QueryTooLong, ServiceRefused, UpdateRefused
from keikaku.engine.tokens import Token, Unescaped, tokens
from keikaku.language import Text

_LONG = 8_192
"""Characters; up to so many are read in some milliseconds."""

_FORMS: dict[str, Form] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_CHANGING = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE"})
_OPENING, _CLOSING = frozenset({"{", "(", "[", "<<"}), frozenset({"}", ")", "]", ">>"})
_NESTING_WORDS = frozenset(
    {
        "UNION",
        "OPTIONAL",
        "MINUS",
        "FILTER",
        "BIND",
        "AS",
        "GRAPH",
        "VALUES",
        "SERVICE",
        "LATERAL",
        "EXISTS",
        "IN",
    }
)
_NESTING_SIGNS = frozenset({"||", "&&", "!", "+", "-", "*", "/", "|", "^", "=", "<", ">", "?"})


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a text shows; `form` is None if it is no query, and `is_update` tells why.

    `nesting`: the depth of its brackets. `operators`: how many words and signs it has that nest without brackets.
    `services`: targets of SERVICE clauses, as written. `has_from`: whether it names its dataset.
    `calls_changing`: whether it calls a function such as NOW(), with another value each time.
    """

    unescaped: Unescaped
    form: Form | None
    is_update: bool
    nesting: int
    operators: int
    services: tuple[str, ...]
    has_from: bool
    calls_changing: bool = False

    @property
    def is_repeatable(self) -> bool:
        """Whether the same query over the same data has the same answer each time."""
        return not self.calls_changing and not self.services

    @property
    def text(self) -> str:
        """What an engine should parse: the text with codepoint escapes resolved where engines do not."""
        return self.unescaped.text

    def check(self, limits: Limits) -> None:
        """Raise UpdateRefused, ServiceRefused or QueryTooDeep for what must not reach an engine."""
        if self.is_update:
            raise UpdateRefused
        if self.nesting > limits.nesting:
            raise QueryTooDeep(self.nesting, limits.nesting, Text("括弧の深さ", "depth of brackets"))
        if self.operators > limits.operators:
            raise QueryTooDeep(
                self.operators, limits.operators, Text("演算子などの数", "number of operators and patterns")
            )
        if self.services:
            raise ServiceRefused(self.services[0])


def inspect(text: str, limits: Limits) -> Syntax:
    """The syntax of a query that may go to an engine; QueryTooLong, QueryTooDeep, UpdateRefused, ServiceRefused."""
    if (size := len(text.encode("utf-8", "surrogatepass"))) > limits.query_bytes:
        raise QueryTooLong(size, limits.query_bytes)
    syntax = read(text)
    syntax.check(limits)
    return syntax


async def inspect_aside(text: str, limits: Limits) -> Syntax:
    """As `inspect`, in a thread where the text is so long that it would hold up the event loop."""
    if len(text) > _LONG:
        return await asyncio.to_thread(inspect, text, limits)
    return inspect(text, limits)


@lru_cache(maxsize=16)
def read(text: str) -> Syntax:
    """The syntax of any text; a text is read once for all who ask in turn."""
    unescaped = Unescaped(text)
    found = list(tokens(unescaped.text))
    words = [token.text.upper() if token.kind == "word" else "" for token in found]
    keyword = _first_keyword(found)
    return Syntax(
        unescaped,
        form=_FORMS.get(keyword),
        is_update=keyword in _UPDATES,
        nesting=_nesting(found),
        operators=_operators(found, words),
        services=_services(found, words),
        has_from="FROM" in words,
        calls_changing=not _CHANGING.isdisjoint(words),
    )


def _first_keyword(found: list[Token]) -> str:
    """The first word after the prologue, in capitals."""
    for kind, text in found:
        if kind == "word" and text.upper() not in _PROLOGUE:
            return text.upper()
        if kind not in ("word", "name", "iri", "string"):
            break
    return ""


def _nesting(found: list[Token]) -> int:
    """How deep the brackets go."""
    depth = deepest = 0
    for kind, text in found:
        if kind == "sign" and text in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "sign" and text in _CLOSING:
            depth = max(0, depth - 1)
    return deepest


def _operators(found: list[Token], words: list[str]) -> int:
    """How many words and signs make an engine's expression or pattern one level deeper without a bracket."""
    number = 0
    in_values = False
    for (kind, text), word in zip(found, words, strict=True):
        if word == "VALUES":
            in_values = True
        elif text == "}":
            in_values = False
        if kind == "number":
            number += text[0] in "+-" and not in_values
        else:
            number += word in _NESTING_WORDS or (kind == "sign" and text in _NESTING_SIGNS)
    return number


def _services(found: list[Token], words: list[str]) -> tuple[str, ...]:
    """The targets of SERVICE clauses; an empty string where none can be told."""
    targets = []
    for index, word in enumerate(words):
        if word == "SERVICE":
            after = index + 2 if words[index + 1 : index + 2] == ["SILENT"] else index + 1
            targets.append(found[after].text if after < len(found) else "")
    return tuple(targets)
