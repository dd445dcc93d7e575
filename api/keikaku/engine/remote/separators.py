"""GROUP_CONCAT for an engine that turns separators beyond ASCII into question marks, as Virtuoso 7 does."""

from keikaku.engine.tokens import Token, placed_tokens

MARK = "~keikaku~"
"""Stands for the separator until REPLACE puts it in; as a regular expression it is only itself."""


def with_ascii_separators(text: str) -> str:
    """The text with each `GROUP_CONCAT(…; SEPARATOR="、")` as `REPLACE(GROUP_CONCAT(…; SEPARATOR="~"), "~", "、")`."""
    found = list(placed_tokens(text))
    parts: list[str] = []
    end = 0
    for index, (start, token) in enumerate(found):
        if token.kind == "word" and token.text.upper() == "GROUP_CONCAT":
            arguments = _arguments(found, index)
            separator = next((there for there in arguments if _is_wide_separator(found, there)), None)
            if separator and arguments:
                at, (_, written) = found[separator]
                closing = found[arguments[-1]][0] + 1
                parts += [text[end:start], "REPLACE(", text[start:at], f'"{MARK}"']
                parts += [text[at + len(written) : closing], f', "{MARK}", {written})']
                end = closing
    return "".join([*parts, text[end:]])


def _arguments(found: list[tuple[int, Token]], index: int) -> list[int]:
    """Where the tokens stand from behind a function's name to its closing bracket."""
    depth = 0
    for last in range(index + 1, len(found)):
        depth += (found[last][1].text == "(") - (found[last][1].text == ")")
        if not depth:
            return list(range(index + 1, last + 1))
    return []


def _is_wide_separator(found: list[tuple[int, Token]], index: int) -> bool:
    """Whether a token is the separator and has what the engine spoils; `$` and escapes would mean more to REPLACE."""
    kind, text = found[index][1]
    before = [token.text.upper() for _, token in found[index - 2 : index]]
    is_separator = kind == "string" and before == ["SEPARATOR", "="]
    return is_separator and not text.isascii() and "$" not in text and "\\" not in text
