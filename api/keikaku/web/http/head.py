"""The head of a request (RFC 9112, sections 2 to 3 and 6): read strictly, since a proxy may read it otherwise.

A line break is CR LF and nothing else; nothing is folded, mended or guessed. Only the method is free: what is not
allowed here is for the application to say. No library does this fast enough and so strictly: h11 takes a tenth of the
time of a light query, and llhttp knows only the methods that it knows.
"""

import re
from dataclasses import dataclass

from keikaku.language import Text
from keikaku.web.problem import MALFORMED, TRANSFER_CODING, VERSION, HttpProblem

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_REQUEST_LINE = re.compile(rb"(" + _TOKEN + rb") ([\x21-\x7e]+) HTTP/([0-9])\.([0-9])\r\n")
_FIELD = re.compile(rb"^(" + _TOKEN + rb"):([^\x00-\x08\x0a-\x1f\x7f]*)\r\n", re.MULTILINE)
_LENGTH = re.compile(rb"[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Head:
    """A request without its body. Names of fields are in lower case.

    `length`: bytes of the body; None if it comes in chunks. `keeps_alive`: whether another request may follow.
    `awaits_leave`: whether the client sends the body only when told to (RFC 9110, 10.1.1).
    """

    method: str
    target: bytes
    version: str
    fields: list[tuple[bytes, bytes]]
    length: int | None
    keeps_alive: bool
    awaits_leave: bool


def read_head(data: bytes) -> Head:
    """The head that these bytes are, with the empty line at their end; an HttpProblem if they are none."""
    line = _REQUEST_LINE.match(data)
    if line is None:
        raise _malformed("最初の行", "request line")
    method, target, major, minor = line.groups()
    if major != b"1":
        raise HttpProblem(VERSION, Text("HTTP/1.1 で送ってください。", "Send HTTP/1.1."))
    found = _FIELD.findall(data, line.end())
    if len(found) != data.count(b"\n") - 2:
        raise _malformed("ヘッダー", "header")
    fields = [(name.lower(), value.strip(b" \t")) for name, value in found]
    known = dict(fields)
    is_old = minor == b"0"
    if [name for name, _ in fields].count(b"host") != 1 and not (is_old and b"host" not in known):
        raise _malformed("Host", "Host field")
    connection = known.get(b"connection", b"").lower()
    return Head(
        method.decode(),
        target,
        "1.0" if is_old else "1.1",
        fields,
        _length(fields, known, is_old),
        not is_old and b"close" not in connection,
        not is_old and known.get(b"expect", b"").lower() == b"100-continue",
    )


def _length(fields: list[tuple[bytes, bytes]], known: dict[bytes, bytes], is_old: bool) -> int | None:
    """Where the body ends (6.3); a problem wherever two readers could come to different ends."""
    coding, length = known.get(b"transfer-encoding"), known.get(b"content-length")
    if coding is None and length is None:
        return 0
    if coding is not None:
        if length is not None or is_old:
            raise _malformed("Transfer-Encoding", "Transfer-Encoding field")
        if coding.lower() != b"chunked" or [name for name, _ in fields].count(b"transfer-encoding") > 1:
            detail = Text("chunked だけが使えます。", "The only transfer coding here is chunked.")
            raise HttpProblem(TRANSFER_CODING, detail)
        return None
    lengths = {value for name, value in fields if name == b"content-length"}
    if len(lengths) > 1 or not _LENGTH.fullmatch(length or b""):
        raise _malformed("Content-Length", "Content-Length field")
    return int(length or b"0")


def _malformed(ja: str, en: str) -> HttpProblem:
    return HttpProblem(MALFORMED, Text(f"HTTP として読めません: {ja}", f"This is not HTTP: see its {en}."))
