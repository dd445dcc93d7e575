"""What is SPARQL and what is one engine's own: only the former may reach an engine that has more than the standard.

Virtuoso, for one, has pragmas and options that fetch from the network (`define get:soft`, `OPTION (get:uri …)`) and
functions that call into the database (`bif:`, `sql:`).
"""

import re

from keikaku.engine.problems import QuerySyntaxError
from keikaku.engine.tokens import tokens

# SPARQL 1.1, section 19.8, rules 1 to 127, and the keywords and functions that 1.2 adds.
_KEYWORDS = """
BASE PREFIX VERSION SELECT DISTINCT REDUCED AS CONSTRUCT WHERE DESCRIBE ASK FROM NAMED GROUP BY HAVING ORDER ASC
DESC LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH SERVICE SILENT BIND MINUS UNION FILTER A NOT IN EXISTS TRUE FALSE
STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI
CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5
SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR
REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR
LANGDIR HASLANG HASLANGDIR STRLANGDIR TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE
"""
_WORDS = frozenset(_KEYWORDS.split())
_OWN_NAMES = re.compile(
    r"<?(?:bif|sql|define|input|output|get|virtrdf|sponge|javascript|ext|java)\s*:", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_extensions(text: str) -> None:
    """Raise QuerySyntaxError for words, names and signs that are not of standard SPARQL."""
    for kind, found in tokens(text):
        is_own = (
            (kind == "word" and found.upper() not in _WORDS)
            or (kind in ("name", "iri") and _OWN_NAMES.match(_unescaped(found)))
            or (kind == "sign" and found in "`\\")
        )
        if is_own:
            raise QuerySyntaxError(f"{found} is not of standard SPARQL")


def _unescaped(token: str) -> str:
    """An IRI with its codepoint escapes resolved; one beyond Unicode stays as it is, for the engine to refuse."""

    def resolve(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= 0x10FFFF else found[0]

    return _ESCAPE.sub(resolve, token)
