"""From a query to its response: known already, or asked of the engine and streamed."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.answer import Answer
from keikaku.engine.cached import CachedAnswer, KeptAnswer
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.repeats import allow_repeat
from keikaku.web.serialisation import Serialisation
from keikaku.web.service import service_of
from keikaku.web.streaming import AnswerResponse, Begun, while_connected
from keikaku.web.telemetry.exchange import current_exchange

_VARY = "Accept, Accept-Encoding, Accept-Language"


async def answer_with(
    request: Request,
    query: Query,
    serialisation: Serialisation,
    limits: Limits,
    headers: dict[str, str] | None = None,
    changing: bool = False,
    next_page: Callable[[int], str | None] = lambda _: None,
) -> Response:
    """The engine's answer in a serialisation, or a 304 without asking it; QueryProblem if there is none.

    `changing` says that the same query may have another answer next time, so that nobody may keep this one.
    `next_page` gives the address of the same question from an offset on, if it has one: when rows are cut off, the
    headers say so and where they go on (RFC 8288).
    """
    service = service_of(request)
    current_exchange().asks(query.text, format=serialisation.format.name)
    headers = {"vary": _VARY, "keikaku-row-limit": f"{limits.rows}", **(headers or {})}
    if changing:
        headers["cache-control"] = "no-store"
    else:
        tag = service.tag(*query.parts, serialisation.content_type, serialisation.bom, limits.rows)
        headers |= {"etag": tag, "cache-control": REVALIDATE}
        if is_known(request, tag):
            allow_repeat(request)
            return not_modified(headers)
    asking = service.engine.answer(query, serialisation.engine_type, limits, client_of(request))
    begun = await while_connected(request, Begun.of(asking, limits.rows))
    _note_cache(begun.answer)
    if not changing and begun.is_whole and not begun.is_cut:
        allow_repeat(request)
    if begun.is_cut:
        headers["keikaku-truncated"] = f"rows={limits.rows}"
        if address := next_page(query.offset + limits.rows):
            headers["link"] = ", ".join(filter(None, [headers.get("link"), f'<{address}>; rel="next"']))
    return AnswerResponse(begun, serialisation, headers)


def _note_cache(answer: Answer) -> None:
    """Let the log say whether a kept answer was found."""
    exchange = current_exchange()
    if isinstance(answer, CachedAnswer):
        exchange.cache, exchange.rows = "hit", answer.rows
    elif isinstance(answer, KeptAnswer):
        exchange.cache = "miss"


def client_of(request: Request) -> str:
    """Who asks, for the engine's fair queue: the address that the server or its trusted proxy saw."""
    return request.client.host if request.client else ""
