"""What is wrong with a text that is no query, for people: the engine's parser lists all it might have looked for."""

import re
from bisect import bisect_right
from itertools import pairwise

from keikaku.engine.tokens import Token, placed_tokens
from keikaku.language import Text

_SIGN = re.compile(r'"([^"\\\s]+)"')
_FEW = 8
"""More signs than these tell people nothing."""
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_SENTENCES = {
    "Duplicated variable name in SELECT": Text(
        "SELECT に同じ変数が二度あります", "SELECT names a variable twice"
    ),
    "The SELECT contains a variable that is unbound": Text(
        "SELECT に、GROUP BY にない変数が集計せずに使われています",
        "SELECT has a variable that is neither in GROUP BY nor aggregated",
    ),
}
"""What the engine says of whole queries."""

NO_FORM = Text(
    "SELECT、ASK、CONSTRUCT、DESCRIBE のどれかで始めてください",
    "expected SELECT, ASK, CONSTRUCT or DESCRIBE",
)
_EMPTY = Text("クエリが空です", "the query is empty")


def mistake(text: str, offset: int | None, words: str, is_exact: bool) -> Text:
    """A sentence about the token at `offset`, in characters; `words` are the engine's, about that place if exact."""
    found = list(placed_tokens(text))
    if not found:
        return _EMPTY
    for sentence, said in _SENTENCES.items():
        if sentence in words:
            return said
    if offset is None:
        return Text(words, words)
    before = bisect_right(found, offset, key=lambda placed: placed[0]) - 1
    place, token = found[before]
    if offset >= place + len(token.text):
        said = Text("クエリが途中で終わっています", "the query ends too early")
    elif token.kind == "name" and (prefix := token.text.partition(":")[0]) not in _declared(found):
        return Text(
            f"接頭辞 {prefix}: が PREFIX で宣言されていません",
            f"the prefix {prefix}: is not declared with PREFIX",
        )
    else:
        said = Text(f"ここに「{token.text}」は置けません", f"“{token.text}” cannot stand here")
        if _starts_query(found[:before], token):
            return Text(f"{said.ja}。{NO_FORM.ja}", f"{said.en}; {NO_FORM.en}")
    signs = _SIGN.findall(words) if is_exact else []
    if not 0 < len(signs) <= _FEW:
        return said
    return Text(
        f"{said.ja}(続けられる記号: {' '.join(signs)})", f"{said.en}; expected one of {' '.join(signs)}"
    )


def _declared(found: list[tuple[int, Token]]) -> set[str]:
    """The prefixes that PREFIX declares."""
    tokens = [token for _, token in found]
    return {
        after.text.removesuffix(":")
        for token, after in pairwise(tokens)
        if token.kind == "word" and token.text.upper() == "PREFIX"
    }


def _starts_query(before: list[tuple[int, Token]], token: Token) -> bool:
    """Whether a form of query should stand where this token does, since only a prologue stands before."""
    if before and before[-1][1].kind != "iri":
        return False
    return token.kind == "word" and all(
        earlier.kind in ("iri", "name") or earlier.text.upper() in _PROLOGUE for _, earlier in before
    )
