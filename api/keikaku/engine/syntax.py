"""What can be told of a query's text without an engine: its form, depth, size and SERVICE clauses.

This keeps from the engine what would end it, and says early and clearly what is not allowed. It is no parser: nothing
valid is refused but by the limits, and it is the worker's box, not this, that keeps a query from reaching out.
"""

import asyncio
from functools import cached_property, lru_cache

from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryTooDeep, QueryTooLong, ServiceRefused, UpdateRefused
from keikaku.engine.tokens import Token, Unescaped, first_keyword, tokens
from keikaku.language import Text

_LONG = 8_192
"""Characters; up to so many are read in some milliseconds."""

_MOST_BYTES = 4
"""Bytes of a character in UTF-8, at most."""

_FORMS: dict[str, Form] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_CHANGING = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE"})
_TELLING = ("FROM", "SERVICE", "RAND", "NOW", "UUID", "BNODE")
"""What none of the words to look for is without."""
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


class Syntax:
    """What a text shows; `form` is None if it is no query, and `is_update` tells why.

    The rest is looked for when it is asked for, and most texts are so short that nothing needs to be counted.
    """

    def __init__(self, text: str) -> None:
        self.unescaped = Unescaped(text)
        keyword = first_keyword(self.text)
        self.form: Form | None = _FORMS.get(keyword)
        self.is_update = keyword in _UPDATES
        capitals = self.text.upper()
        self._is_telling = any(word in capitals for word in _TELLING)

    @property
    def text(self) -> str:
        """What an engine should parse: the text with codepoint escapes resolved where engines do not."""
        return self.unescaped.text

    @cached_property
    def nesting(self) -> int:
        """The depth of its brackets."""
        return _nesting(self._tokens)

    @cached_property
    def operators(self) -> int:
        """How many words and signs it has that nest without brackets."""
        return _operators(self._tokens, self._words)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The targets of SERVICE clauses, as written."""
        return _services(self._tokens, self._words) if self._is_telling else ()

    @cached_property
    def has_from(self) -> bool:
        """Whether it names its dataset."""
        return self._is_telling and "FROM" in self._words

    @cached_property
    def is_repeatable(self) -> bool:
        """Whether the same query over the same data has the same answer each time: it calls no NOW() or the like."""
        return not self._is_telling or (_CHANGING.isdisjoint(self._words) and not self.services)

    def check(self, limits: Limits) -> None:
        """Raise UpdateRefused, ServiceRefused or QueryTooDeep for what must not reach an engine."""
        if self.is_update:
            raise UpdateRefused
        if self._brackets > limits.nesting and self.nesting > limits.nesting:
            raise QueryTooDeep(self.nesting, limits.nesting, Text("括弧の深さ", "depth of brackets"))
        if len(self.text) > limits.operators and self.operators > limits.operators:
            raise QueryTooDeep(
                self.operators, limits.operators, Text("演算子などの数", "number of operators and patterns")
            )
        if self.services:
            raise ServiceRefused(self.services[0])

    @cached_property
    def _brackets(self) -> int:
        """The text nests no deeper than it has brackets."""
        return sum(map(self.text.count, _OPENING))

    @cached_property
    def _tokens(self) -> list[Token]:
        return list(tokens(self.text))

    @cached_property
    def _words(self) -> list[str]:
        """The words among the tokens, in capitals; the others are empty."""
        return [token.text.upper() if token.kind == "word" else "" for token in self._tokens]


def inspect(text: str, limits: Limits) -> Syntax:
    """The syntax of a query that may go to an engine; QueryTooLong, QueryTooDeep, UpdateRefused, ServiceRefused."""
    if len(text) > limits.query_bytes // _MOST_BYTES:
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > limits.query_bytes:
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
    return Syntax(text)


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
