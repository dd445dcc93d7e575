"""The text of a query with values for its variables, and without its dataset clauses.

Both are done on the tokens of the text. A value is a term that a parser has read and written again; it takes the place
of the variable itself, since VALUES and BIND do not reach into OPTIONAL and UNION on every engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from keikaku.engine.problems import QueryFailed, VariableNotProjected
from keikaku.engine.tokens import Token, placed_tokens
from keikaku.engine.worker import term

Clause = Literal["pattern", "select", "by", "values"]
"""Where a token stands: in a pattern or expression, behind SELECT, behind GROUP BY or ORDER BY, behind VALUES."""

_BEGINS: Mapping[str, Clause] = {
    "SELECT": "select",
    "BY": "by",
    "VALUES": "values",
    "WHERE": "pattern",
    "FROM": "pattern",
    "HAVING": "pattern",
    "LIMIT": "pattern",
    "OFFSET": "pattern",
}


@dataclass(frozen=True, slots=True)
class _Position:
    """Where in the grammar a token stands; `brackets` are the round ones opened within the clause."""

    clause: Clause = "pattern"
    brackets: int = 0


def with_values(text: str, substitutions: Mapping[str, str]) -> str:
    """The text with terms, given in N-Triples syntax, in the place of variables; outermost SELECT gives them as such.

    VariableNotProjected for a variable that does not occur. What `SELECT *` gives lacks the variables with values.
    """
    values = {name: _value(text) for name, text in substitutions.items()}
    found = list(placed_tokens(text))
    variables = {token.text[1:] for _, token in found if token.kind == "variable"}
    for name in values:
        if name not in variables:
            raise VariableNotProjected(name)
    parts: list[str] = []
    end = 0
    position, outer = _Position(), list[_Position]()
    for index, (start, token) in enumerate(found):
        position = _moved(position, outer, token)
        name = token.text[1:]
        if token.kind != "variable" or name not in values or position.clause == "values":
            continue
        if _word(_at(found, index - 1)) == "AS":
            continue
        is_bare = not position.brackets
        if _word(_at(found, index - 2)) == "BOUND":  # it takes a variable and nothing else
            parts += [text[end : found[index - 2][0]], "true"]
            end = found[index + 1][0] + 1 if index + 1 < len(found) else len(text)
            continue
        written = values[name]
        if position.clause == "select" and is_bare:
            # What a subquery gives by this name would stand in the way of what the query does.
            alias = _unused(name, variables) if outer else name
            # Virtuoso gives no row for a constant beside groups, and the right ones for one of equal values.
            written = f"({f'SAMPLE({written})' if _is_grouped(found, index) else written} AS ?{alias})"
        elif position.clause == "by" and is_bare:
            written = f"({written})"
        parts += [text[end:start], written]
        end = start + len(token.text)
    return "".join([*parts, text[end:]])


def without_dataset(text: str) -> str:
    """The text without its FROM and FROM NAMED clauses, which the request's own dataset replaces."""
    found = list(placed_tokens(text))
    parts: list[str] = []
    end = 0
    for index, (start, token) in enumerate(found):
        if token.text == "{" and _word(_at(found, index - 1)) != "CONSTRUCT":
            break
        if _word(token) == "FROM":
            last = index + (2 if _word(_at(found, index + 1)) == "NAMED" else 1)
            parts.append(text[end:start])
            end = found[last][0] + len(found[last][1].text) if last < len(found) else len(text)
    return "".join([*parts, text[end:]])


def _value(text: str) -> str:
    value = term(text)
    if not isinstance(value, ox.NamedNode | ox.Literal):
        raise QueryFailed(f"{text} cannot be the value of a variable")
    return str(value)


def _moved(position: _Position, outer: list[_Position], token: Token) -> _Position:
    """The position behind a token; `outer` are the positions around the braces it stands in."""
    match token.text:
        case "{":
            if position.clause == "values":
                outer.append(_Position())
                return position
            if not position.brackets:
                position = _Position()
            outer.append(position)
            return _Position()
        case "}":
            return outer.pop() if outer else _Position()
        case "(":
            return _Position(position.clause, position.brackets + 1)
        case ")":
            return _Position(position.clause, max(0, position.brackets - 1))
    begins = _BEGINS.get(_word(token))
    return _Position(begins) if begins and not position.brackets else position


def _is_grouped(found: list[tuple[int, Token]], index: int) -> bool:
    """Whether the SELECT clause at this token has a GROUP BY behind its pattern."""
    depth = 0
    for _, token in found[index:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth < 0 or (not depth and _word(token) == "GROUP"):
            return not depth
    return False


def _unused(name: str, variables: set[str]) -> str:
    while name in variables:
        name += "_"
    return name


def _at(found: list[tuple[int, Token]], index: int) -> Token:
    return found[index][1] if 0 <= index < len(found) else Token("", "")


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""
