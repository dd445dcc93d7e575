"""The text of a query with values for its variables, and with its dataset clauses taken out.

Both are done on the tokens of the text, never on its characters: what is put in are terms that a parser has read and
written again, and they are put where the grammar has a data block (SPARQL 1.1, rule 61).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from keikaku.engine.problems import QueryFailed, VariableNotProjected
from keikaku.engine.tokens import Token, placed_tokens
from keikaku.engine.worker import term


@dataclass(slots=True)
class _Group:
    """A pair of braces; `start` is behind the opening one, None if no data block can stand there."""

    start: int | None
    variables: set[str] = field(default_factory=set)


def with_values(text: str, substitutions: Mapping[str, str]) -> str:
    """The text with each variable bound to a term in N-Triples syntax, wherever it occurs.

    A group pattern that names the variable gets `VALUES ?variable { term }` at its start, and the outermost gets all,
    so that the variable is bound in SELECT too. VariableNotProjected for one that does not occur.
    """
    if not substitutions:
        return text
    groups, occurring = _groups(text)
    blocks = {name: _block(name, value) for name, value in substitutions.items()}
    for name in blocks:
        if name not in occurring:
            raise VariableNotProjected(name)
    parts, position = [], 0
    outermost = next((group for group in groups if group.start is not None), None)
    for group in groups:
        wanted = [block for name, block in blocks.items() if name in group.variables or group is outermost]
        if group.start is not None and wanted:
            parts += [text[position : group.start], " ", " ".join(wanted), " "]
            position = group.start
    return "".join([*parts, text[position:]])


def without_dataset(text: str) -> str:
    """The text without its FROM and FROM NAMED clauses, which the request's own dataset replaces."""
    found = list(placed_tokens(text))
    parts, position = [], 0
    for index, (start, token) in enumerate(found):
        if token.text == "{" and not _opens_template(found, index):
            break
        if _word(token) == "FROM":
            last = index + (2 if _word(_at(found, index + 1)) == "NAMED" else 1)
            parts.append(text[position:start])
            position = found[last][0] + len(found[last][1].text) if last < len(found) else len(text)
    return "".join([*parts, text[position:]])


def _block(name: str, value: str) -> str:
    bound = term(value)
    if not isinstance(bound, ox.NamedNode | ox.Literal):
        raise QueryFailed(f"{value} cannot be the value of a variable")
    return f"VALUES ?{name} {{ {bound} }}"


def _groups(text: str) -> tuple[list[_Group], set[str]]:
    """All pairs of braces in the order of the opening ones, and all variables of the text."""
    found = list(placed_tokens(text))
    groups: list[_Group] = []
    open_groups = [_Group(None)]
    occurring: set[str] = set()
    in_values = False
    for index, (start, token) in enumerate(found):
        if token.kind == "variable":
            occurring.add(token.text[1:])
            open_groups[-1].variables.add(token.text[1:])
        elif token.text == "{":
            is_pattern = (
                not in_values and not _opens_template(found, index) and not _opens_subquery(found, index)
            )
            groups.append(_Group(start + 1 if is_pattern else None))
            open_groups.append(groups[-1])
            in_values = False
        elif token.text == "}" and len(open_groups) > 1:
            open_groups.pop()
        elif _word(token) == "VALUES":
            in_values = True
    return groups, occurring


def _opens_template(found: list[tuple[int, Token]], index: int) -> bool:
    return index > 0 and _word(found[index - 1][1]) == "CONSTRUCT"


def _opens_subquery(found: list[tuple[int, Token]], index: int) -> bool:
    return _word(_at(found, index + 1)) == "SELECT"


def _at(found: list[tuple[int, Token]], index: int) -> Token:
    return found[index][1] if index < len(found) else Token("", "")


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""
