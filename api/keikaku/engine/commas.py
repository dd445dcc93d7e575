"""CSV from the TSV that the engine writes (SPARQL 1.1 Query Results CSV and TSV Formats), line by line.

The engine's own CSV leaves an IRI with a comma bare, so that nobody can tell its columns. In TSV every term is marked
and no raw tab or line break stands within one, which makes the way to CSV plain.
"""

import re

CSV = "text/csv"
TSV = "text/tab-separated-values"

_ESCAPED = re.compile(rb"\\(.)")
_ESCAPES = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"b": b"\b", b"f": b"\f"}
_QUOTED = re.compile(rb'[",\r\n]')


def written_type(media_type: str) -> str:
    """The media type that the engine is to write where this one is wanted."""
    return TSV if media_type == CSV else media_type


class CommaLines:
    """Turns TSV into CSV as the bytes go by."""

    def __init__(self) -> None:
        self._held = b""

    def passed(self, data: bytes) -> bytes:
        """The lines that have become whole with these bytes."""
        whole, line_feed, held = data.rpartition(b"\n")
        if not line_feed:
            self._held += data
            return b""
        lines = (self._held + whole).split(b"\n")
        self._held = held
        return b"".join([_line(line) + b"\r\n" for line in lines])

    def rest(self) -> bytes:
        """What no line break follows, such as the answer to an ASK."""
        return _line(self._held)


def _line(line: bytes) -> bytes:
    return b",".join([_value(term) for term in line.split(b"\t")])


def _value(term: bytes) -> bytes:
    """The value (CSV, section 3.2) of a term in TSV; a triple term stays as TSV has it, since CSV knows none."""
    start = term[:1]
    if start == b"<" and not term.startswith(b"<<"):
        term = term[1:-1]
    elif start == b'"':
        term = term[1 : term.rindex(b'"')]
        if b"\\" in term:
            term = _ESCAPED.sub(_unescaped, term)
    elif start == b"?":
        return term[1:]
    return b'"' + term.replace(b'"', b'""') + b'"' if _QUOTED.search(term) else term


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return _ESCAPES.get(escape[1], escape[1])
