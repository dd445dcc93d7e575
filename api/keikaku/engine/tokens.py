"""The tokens of SPARQL, as far as brackets, keywords and operators must be told from strings, IRIs and comments.

SPARQL 1.1, section 19.8. What is no token there comes out as single characters: the engine will say what is wrong.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = r"(?: [\s\ufeff]+ | \#[^\r\n]* )"
_STRING = r"""(?:
    \"{3} (?: [^"\\] | \\. | "(?!"") )* (?: \"{3} | \Z )
  | '{3}  (?: [^'\\] | \\. | '(?!'') )* (?: '{3}  | \Z )
  | "(?: [^"\\\r\n] | \\. )*" | '(?: [^'\\\r\n] | \\. )*' )"""
_IRI = r"""(?: < [^<>"{}|^`\x00-\x20]* > )"""
_NAME = r"""(?:
    (?: [^\W\d] (?: [\w.\-·]* [\w\-·] )? )? : (?: [\w:.\-·] | %[0-9A-Fa-f]{2} | \\[^\w\s] )* )"""
_OPAQUE = f"(?P<space> {_SPACE} ) | (?P<string> {_STRING} ) | (?P<iri> {_IRI} ) | (?P<name> {_NAME} )"
_TOKEN = re.compile(
    _OPAQUE
    + r"""
    | (?P<tag>      @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* )
    | (?P<variable> [?$] \w+ )
    | (?P<number>   [+-]? (?: \d+ (?: \. \d* )? | \. \d+ ) (?: [eE] [+-]? \d+ )? )
    | (?P<word>     [A-Za-z_]\w* )
    | (?P<sign>     \|\| | && | \^\^ | << | >> | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(
    _OPAQUE + r"| \\u (?P<short> [0-9A-Fa-f]{4} ) | \\U (?P<long> [0-9A-Fa-f]{8} )", re.VERBOSE | re.DOTALL
)


_PROLOGUE = re.compile(
    rf"(?: {_SPACE} | {_STRING} | {_IRI} | {_NAME} | (?i: BASE | PREFIX | VERSION ) (?!\w) )*+"
    r"(?P<word> [A-Za-z_]\w* )?",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token; `kind` is one of the names in the pattern above but `space`."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, without spaces and comments."""
    for found in _TOKEN.finditer(text):
        if (kind := found.lastgroup or "") != "space":
            yield Token(kind, found[0])


def placed_tokens(text: str) -> Iterator[tuple[int, Token]]:
    """The same, each with the offset in the text at which it starts."""
    for found in _TOKEN.finditer(text):
        if (kind := found.lastgroup or "") != "space":
            yield found.start(), Token(kind, found[0])


def first_keyword(text: str) -> str:
    """The first word after the prologue (SPARQL 1.1, section 4.1), in capitals; empty if there is none."""
    found = _PROLOGUE.match(text)
    return (found["word"] or "").upper() if found else ""


class Unescaped:
    """A text with the codepoint escapes resolved that stand outside strings and IRIs (SPARQL 1.1, section 19.2).

    Inside those the engine resolves them itself. Only escapes for letters, digits and what else may be in a name are
    resolved: no other character "would be legal at that point in the grammar".
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self._ends: list[int] = []
        self._gains: list[int] = []
        self.text = self._resolved() if "\\u" in original or "\\U" in original else original

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Line and column in the original, all 1-based, of those in `text`."""
        offset = sum(len(before) + 1 for before in self.text.split("\n")[: line - 1]) + column - 1
        passed = bisect_right(self._ends, offset)
        offset += self._gains[passed - 1] if passed else 0
        before = self.original[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")

    def _resolved(self) -> str:
        gain = 0

        def resolve(found: re.Match[str]) -> str:
            nonlocal gain
            digits = found["short"] or found["long"]
            if not digits or not _may_be_in_name(code := int(digits, 16)):
                return found[0]
            gain += len(found[0]) - 1
            self._ends.append(found.end() - gain)
            self._gains.append(gain)
            return chr(code)

        return _ESCAPE.sub(resolve, self.original)


def _may_be_in_name(code: int) -> bool:
    return code <= 0x10FFFF and (chr(code).isalnum() or chr(code) in "_-.:·?$")
