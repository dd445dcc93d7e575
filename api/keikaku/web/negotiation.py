"""Which of the things we offer does the client want: media type, content coding, language (RFC 9110, section 12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from werkzeug.datastructures import Accept, LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from keikaku.language import LANGUAGES, Language

# A page is read by people here, who mostly read Japanese; a client that names no language is a program.
PAGE_LANGUAGE: Language = "ja"
PROGRAM_LANGUAGE: Language = "en"

CODINGS = ("zstd", "br", "gzip")
"""The content codings that we offer, the preferred first."""

_LEAST = 0.001


def choose_media_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that an Accept header likes best; None if it excludes all (RFC 9110, 12.5.1).

    The most specific range decides a type's quality; between equals a type named outright wins, then our order.
    No header, or one without a single media range, accepts everything.
    """
    return _best_media_type(accept, tuple(offered))


# Few such headers are in use, but one may be as long as a request may be: all that is kept stays below 10 MB.
@lru_cache(maxsize=32)
def _best_media_type(accept: str | None, offered: tuple[str, ...]) -> str | None:
    ranges = list(_media_ranges(accept))
    return MIMEAccept(ranges).best_match(offered) if ranges else offered[0]


def accepts_html(request: Request) -> bool:
    """Whether this client names HTML outright, as browsers do, and so wants a page rather than data."""
    return dict(_media_ranges(request.headers.get("accept"))).get("text/html", 0) > 0


@dataclass(frozen=True, slots=True)
class Codings:
    """The content codings of ours that a client takes, best first, and whether it takes the plain bytes.

    `best` is None where it likes the plain bytes better, or takes none of ours.
    """

    best: str | None
    taken: tuple[str, ...]
    takes_plain: bool


@lru_cache(maxsize=256)
def codings_for(accept_encoding: str | None) -> Codings:
    """What a client takes by its Accept-Encoding header (RFC 9110, 12.5.3); without one, the plain bytes.

    Between equals our order decides. Who takes anything (`*`) gets gzip, which everybody knows.
    """
    listed = parse_accept_header(accept_encoding, Accept)
    qualities = {name.lower().removeprefix("x-"): quality for name, quality in listed}
    others = qualities.get("*", 0.0)
    qualities.setdefault("gzip", others)
    plain = qualities.get("identity", qualities.get("*", _LEAST))
    taken = [coding for coding in CODINGS if qualities.get(coding, 0.0) > 0]
    taken.sort(key=lambda coding: -qualities[coding])
    best = taken[0] if taken and qualities[taken[0]] >= plain else None
    return Codings(best, tuple(taken), plain > 0)


def language_of(request: Request, default: Language = PAGE_LANGUAGE) -> Language:
    """The language asked for by `?lang=`, else by Accept-Language, else the default."""
    asked = request.query_params.get("lang")
    accepted = parse_accept_header(request.headers.get("accept-language"), LanguageAccept)
    wanted = asked if asked in LANGUAGES else accepted.best_match(LANGUAGES)
    return next((language for language in LANGUAGES if language == wanted), default)


def _media_ranges(accept: str | None) -> Iterable[tuple[str, float]]:
    """The ranges of a header, most specific first, without parameters.

    Ours have none to tell apart: the charset is UTF-8, and CSV has its header line (so `header=absent` asks in vain).
    """
    # Java's URLConnection says `*; q=.2`, which the grammar of quality values does not know.
    accept = (accept or "").replace("q=.", "q=0.")
    for item, quality in parse_accept_header(accept, MIMEAccept):
        name, _, parameters = item.lower().partition(";")
        name = "*/*" if name == "*" else name.strip()
        if name.count("/") == 1 and "header=absent" not in parameters:
            yield name, quality
