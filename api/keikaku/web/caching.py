"""Entity tags (RFC 9110, 8.8.3): a release never changes, so its id and what was asked name an answer exactly."""

from hashlib import blake2b

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from keikaku.web.negotiation import codings_for

# Whoever holds an answer asks whether it is still true, which costs us no query.
REVALIDATE = "public, no-cache"
FOREVER = "public, max-age=31536000, immutable"


def entity_tag(release: str, *parts: object) -> str:
    """A strong tag for what a release answers to these parts."""
    asked = repr((release, *parts)).encode("utf-8", "surrogatepass")
    return f'"{blake2b(asked, digest_size=15).hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether If-None-Match says that the client holds this answer, in a content coding that it takes (13.1.2).

    Only a GET can be told so; for a POST the field changes nothing.
    """
    if request.method != "GET":
        return False
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or held_tag(held, tag, request.headers.get("accept-encoding")) is not None


def held_tag(if_none_match: str, tag: str, accept_encoding: str | None) -> str | None:
    """Which tag of an answer the client holds: its own, or that of a content coding which the client takes."""
    held = {item.strip().removeprefix("W/") for item in if_none_match.split(",")}
    codings = codings_for(accept_encoding)
    coded = (tag_in_coding(tag, coding) for coding in codings.taken)
    plain = (tag,) if codings.takes_plain else ()
    return next((known for known in (*coded, *plain) if known in held), None)


def tag_in_coding(tag: str, coding: str) -> str:
    """The tag of an answer's bytes in a content coding: other bytes need another tag (8.8.3)."""
    return f'{tag[:-1]}-{coding}"'


def vary_by(headers: MutableHeaders, name: str) -> None:
    """Say that the answer depends on a request header, once (RFC 9110, 12.5.5)."""
    names = [item.strip() for item in headers.get("vary", "").split(",") if item.strip()]
    headers["vary"] = ", ".join(dict.fromkeys([*names, name]))


def not_modified(headers: dict[str, str]) -> Response:
    """The 304 that repeats the headers a 200 would have had (RFC 9110, 15.4.5)."""
    repeated = ("etag", "cache-control", "vary", "content-location", "link")
    return Response(status_code=304, headers={name: headers[name] for name in repeated if name in headers})
