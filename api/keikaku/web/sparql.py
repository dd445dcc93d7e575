"""The SPARQL endpoint (SPARQL 1.1 Protocol): a request in, the engine's own bytes out."""

from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.formats import Form
from keikaku.engine.problems import QueryProblem
from keikaku.engine.query import Query
from keikaku.engine.syntax import inspect
from keikaku.web.answering import answer_with
from keikaku.web.documentation import SPARQL_GET, SPARQL_POST
from keikaku.web.negotiation import accepts_html
from keikaku.web.pages.sparql import refused_page, results_page
from keikaku.web.problem_response import of_query
from keikaku.web.protocol import Asked, read_request
from keikaku.web.route import DirectRoute
from keikaku.web.serialisation import choose_serialisation
from keikaku.web.service import service_of
from keikaku.web.service_description import describe_service
from keikaku.web.telemetry.exchange import current_exchange

router = APIRouter(tags=["SPARQL"], route_class=DirectRoute)

_LINKS = {"link": '</sparql>; rel="describedby", </limits>; rel="help", </dcat>; rel="license"'}
# What every client and proxy takes (RFC 9110, 4.1).
_LONGEST_ADDRESS = 8_000


@router.get("/sparql/", include_in_schema=False)
@router.get("/sparql", openapi_extra=SPARQL_GET)
async def sparql_get(request: Request) -> Response:
    """Query by GET (protocol, 2.1.1); without a query, the service description."""
    return await respond(request)


@router.post("/sparql/", include_in_schema=False)
@router.post("/sparql", openapi_extra=SPARQL_POST)
async def sparql_post(request: Request) -> Response:
    """Query by POST, as a form or directly (protocol, 2.1.2 and 2.1.3)."""
    return await respond(request)


async def respond(request: Request) -> Response:
    """The answer to a request by whatever method."""
    service = service_of(request)
    asked = await read_request(request, service.settings.body_bytes, service.settings.body_seconds)
    if asked.query is None:
        return await describe_service(request, asked.format)
    current_exchange().asks(asked.query.text)
    try:
        return await _answer(request, asked.query, asked)
    except QueryProblem as problem:
        if asked.format == "html" or (asked.format is None and accepts_html(request)):
            return refused_page(request, asked.query, of_query(problem))
        raise


async def _answer(request: Request, query: Query, asked: Asked) -> Response:
    limits = service_of(request).engine.limits.lowered(seconds=asked.timeout, rows=asked.rows)
    syntax = inspect(query.text, limits)
    form: Form = syntax.form or "select"
    current_exchange().asks(query.text, form)
    chosen = choose_serialisation(form, asked.format, request.headers.get("accept"))
    if chosen is None:
        return await results_page(request, query, form, limits)
    pages = partial(_page, asked)
    return await answer_with(request, query, chosen, limits, _LINKS, not syntax.is_repeatable, pages)


def _page(asked: Asked, offset: int) -> str | None:
    """The address of the same question from an offset on; None if it is too long for an address."""
    fields = [(name, value) for name, value in asked.fields if name != "offset"]
    address = f"/sparql?{urlencode([*fields, ('offset', str(offset))])}"
    return address if len(address) <= _LONGEST_ADDRESS else None


HANDLERS = {"/sparql": respond, "/sparql/": respond}
"""These paths are answered by this alone, for the methods that the routes above name."""
