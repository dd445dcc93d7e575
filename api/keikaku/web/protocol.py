"""A request of the SPARQL 1.1 Protocol (section 2.1), read strictly."""

import asyncio
import re
from binascii import a2b_qp
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.requests import Request

from keikaku.engine.query import Query
from keikaku.language import Text
from keikaku.web.problem import ENCODING, MEDIA_TYPE, PARAMETER, TOO_LARGE, TOO_SLOW, UPDATE, HttpProblem
from keikaku.web.service import service_of

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_FIELDS = 1_000
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query (None asks for the service description), and how to answer it.

    `format` is the short name or media type of `format=` or `output=`; `timeout` is in seconds; `rows` is the most
    solutions or triples that the answer may have; `fields` are all that were sent, whether in the address or the body.
    """

    query: Query | None
    format: str | None
    timeout: float | None
    rows: int | None
    fields: tuple[tuple[str, str], ...]


async def read_request(request: Request, body_bytes: int, seconds: float) -> Asked:
    """What a GET or POST asks (protocol, 2.1.1 to 2.1.4); an HttpProblem where it breaks the protocol.

    A body may have `body_bytes` and must have arrived within `seconds`.
    """
    fields = parse_fields(request.scope["query_string"])
    if request.method == "POST":
        kind = _body_type(request)
        body = await _body_in_time(request, body_bytes, seconds)
        fields += parse_fields(body) if kind == FORM else [("query", _text(body))]
    if any(name == "update" for name, _ in fields):
        raise _update_refused()
    texts = _values(fields, "query")
    if len(texts) > 1:
        raise HttpProblem(
            PARAMETER, Text("query は一つだけ指定してください。", "There must be exactly one query.")
        )
    if request.method == "POST" and not texts:
        raise HttpProblem(PARAMETER, Text("query がありません。", "The form has no field named query."))
    query = _query(texts, fields, service_of(request).settings.base)
    rows = _number(fields, ("rows", "limit"), least=1)
    return Asked(query, _format(fields), _timeout(fields), rows, tuple(fields))


async def _body_in_time(request: Request, body_bytes: int, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            return await read_body(request, body_bytes)
    except TimeoutError:
        late = Text(
            f"本文が {seconds:g} 秒以内に届きませんでした。", f"No whole body came within {seconds:g} s."
        )
        raise HttpProblem(TOO_SLOW, late, headers={"connection": "close"}) from None


async def read_body(request: Request, body_bytes: int) -> bytes:
    """The whole body; a problem as soon as it is known to be larger than `body_bytes`."""
    body = bytearray()
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) <= body_bytes:
        async for chunk in request.stream():
            body += chunk
            if len(body) > body_bytes:
                break
        else:
            return bytes(body)
    limit = Text(
        f"本文の上限は {body_bytes:,} バイトです。", f"The body may have {body_bytes:,} bytes at most."
    )
    raise HttpProblem(TOO_LARGE, limit, headers={"connection": "close"})


def parse_fields(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a query string or form (URL standard, 5.1), which must be UTF-8 once percent signs are resolved."""
    pieces = [piece.partition(b"=") for piece in encoded.split(b"&") if piece]
    if len(pieces) > _FIELDS:
        raise HttpProblem(PARAMETER, Text("パラメーターが多すぎます。", "There are too many parameters."))
    try:
        return [(_unquoted(name).decode(), _unquoted(value).decode()) for name, _, value in pieces]
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _unquoted(encoded: bytes) -> bytes:
    """Bytes with `+` and `%XX` resolved.

    Quoted-printable differs from percent-encoding in its sign alone where each sign has its two digits, and the
    standard library reads it ten times as fast.
    """
    spaced = encoded.replace(b"+", b" ")
    if b"%" not in spaced:
        return spaced
    if _NO_ESCAPE.search(spaced):
        return unquote_to_bytes(spaced)
    return a2b_qp(spaced.replace(b"=", b"%3D").replace(b"%", b"="))


def _body_type(request: Request) -> str:
    """FORM or DIRECT; a problem for all else, which says what to send instead (protocol, 2.1.2 and 2.1.3)."""
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    media_type = media_type.strip()
    if media_type == _UPDATE:
        raise _update_refused()
    charset = dict(part.strip().partition("=")[::2] for part in parameters.split(";")).get("charset", "utf-8")
    if request.headers.get("content-encoding", "identity") != "identity":
        detail = Text("本文は圧縮せずに送ってください。", "Send the body without a content coding.")
    elif charset.strip('"') != "utf-8":
        detail = Text("本文は UTF-8 で送ってください。", "Send the body as UTF-8.")
    elif media_type in (FORM, DIRECT):
        return media_type
    else:
        detail = Text(f"{FORM} か {DIRECT} で送ってください。", f"Send {FORM} or {DIRECT}.")
    raise HttpProblem(MEDIA_TYPE, detail, {"accepted": [FORM, DIRECT]}, {"accept-post": f"{FORM}, {DIRECT}"})


def _query(texts: list[str], fields: list[tuple[str, str]], base: str) -> Query | None:
    """The query with its dataset; relative IRIs in it mean those of our data, on whatever host (RFC 3986, 5.1.4)."""
    if not texts:
        return None
    default_graphs = tuple(dict.fromkeys(_absolute(_values(fields, "default-graph-uri"))))
    named_graphs = tuple(dict.fromkeys(_absolute(_values(fields, "named-graph-uri"))))
    offset = _number(fields, ("offset",), least=0) or 0
    return Query(texts[0], default_graphs, named_graphs, base_iri=base, offset=offset)


def _absolute(iris: Iterable[str]) -> Iterable[str]:
    for iri in iris:
        if not urlsplit(iri).scheme:
            raise HttpProblem(
                PARAMETER, Text(f"絶対 IRI ではありません: {iri}", f"This is not an absolute IRI: {iri}")
            )
        yield iri


def _format(fields: list[tuple[str, str]]) -> str | None:
    names = [*_values(fields, "format"), *_values(fields, "output")]
    return next((name for name in names if name), None)


def _timeout(fields: list[tuple[str, str]]) -> float | None:
    for text in filter(None, _values(fields, "timeout")):
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1
        if not 0 < seconds < float("inf"):
            raise HttpProblem(
                PARAMETER,
                Text(
                    f"timeout は正の秒数で指定してください: {text}",
                    f"timeout must be positive seconds: {text}",
                ),
            )
        return seconds
    return None


def _number(fields: list[tuple[str, str]], names: tuple[str, ...], least: int) -> int | None:
    """The whole number of the first of these fields that has one; a problem for anything else in it."""
    for name in names:
        for text in filter(None, _values(fields, name)):
            if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) < least:
                detail = Text(
                    f"{name} は {least} 以上の整数で指定してください: {text}",
                    f"{name} must be a whole number, {least} or more: {text}",
                )
                raise HttpProblem(PARAMETER, detail)
            return int(text)
    return None


def _values(fields: list[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _text(body: bytes) -> str:
    """The text of a body, without the byte order mark that some editors put before it."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> HttpProblem:
    return HttpProblem(ENCODING, Text("UTF-8 で送ってください。", "The request must be UTF-8."))


def _update_refused() -> HttpProblem:
    detail = Text(
        "このエンドポイントは読み取り専用です。SELECT、ASK、CONSTRUCT、DESCRIBE を使ってください。",
        "This endpoint is read-only. Use SELECT, ASK, CONSTRUCT or DESCRIBE.",
    )
    return HttpProblem(UPDATE, detail)
