"""`/api/queries/{name}`: every saved query at an address of its own, described with its types for client generators."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.engine.formats import GRAPHS, RESULTS, Form
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.engine.saved_query import SavedQuery, saved_queries
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.web.answering import answer_with, client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.negotiation import choose_media_type
from keikaku.web.problem import VALUE, HttpProblem
from keikaku.web.queries.documentation import GRAPH_NAMES, LIST, operation_of
from keikaku.web.queries.page import described, values_in
from keikaku.web.queries.result_set import result_set
from keikaku.web.route import DirectRoute
from keikaku.web.serialisation import Serialisation, choose_serialisation, serialised
from keikaku.web.service import service_of

router = APIRouter(tags=["API"], route_class=DirectRoute)

_RESULT_TYPES = tuple(format.media_type for format in RESULTS)
_GRAPH_TYPES = tuple(format.media_type for format in GRAPHS)


@router.get("/api/queries", openapi_extra=LIST)
async def list_saved_queries(request: Request) -> Response:
    """The saved queries with their parameters."""
    headers = {"etag": service_of(request).tag("api"), "cache-control": REVALIDATE}
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return JSONResponse([described(query) for query in saved_queries()], headers=headers)


def _handler(saved: SavedQuery) -> Callable[[Request], Awaitable[Response]]:
    async def ask(request: Request) -> Response:
        query, limits = _query(request, saved), _limits(request)
        chosen, is_graph = _serialisation(request)
        if is_graph:
            return await _as_graph(request, query, limits, chosen)
        return await answer_with(request, query, chosen, limits, next_page=partial(_page, request))

    return ask


def _query(request: Request, saved: SavedQuery) -> Query:
    """The query with the values of the address bound; a 422 problem for what fits no parameter."""
    try:
        query = saved.query(values_in(request), service_of(request).settings.base)
    except Problem as problem:
        raise HttpProblem(VALUE, Text(problem.in_("ja"), problem.in_("en"))) from problem
    return replace(query, offset=_number(request, "offset", 0) or 0)


def _limits(request: Request) -> Limits:
    return service_of(request).engine.limits.lowered(rows=_number(request, "limit", 1))


def _number(request: Request, name: str, least: int) -> int | None:
    text = request.query_params.get(name)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) < least:
        detail = Text(
            f"{name} は {least} 以上の整数で指定してください: {text}",
            f"{name} must be a whole number, {least} or more: {text}",
        )
        raise HttpProblem(VALUE, detail)
    return int(text)


def _serialisation(request: Request) -> tuple[Serialisation, bool]:
    """What the client wants, and whether that is RDF; JSON for a browser."""
    named, accept = request.query_params.get("format"), request.headers.get("accept")
    best = choose_media_type(accept, (*_RESULT_TYPES, "application/json", *_GRAPH_TYPES))
    is_graph = named in GRAPH_NAMES if named else best in _GRAPH_TYPES
    form: Form = "construct" if is_graph else "select"
    chosen = choose_serialisation(form, named, accept) or choose_serialisation(form, "json", None)
    assert chosen  # noqa: S101 - JSON always is one
    return chosen, is_graph


async def _as_graph(request: Request, query: Query, limits: Limits, chosen: Serialisation) -> Response:
    """The answer as a result set in RDF, whole in memory and so of no more rows than a page shows."""
    service = service_of(request)
    limits = limits.lowered(rows=service.settings.table_rows)
    tag = service.tag(
        "result-set", query.text, sorted(query.substitutions.items()), query.offset, limits.rows, chosen
    )
    headers = {"etag": tag, "cache-control": REVALIDATE, "vary": "Accept, Accept-Encoding"}
    if is_known(request, tag):
        return not_modified(headers)
    answer = await service.engine.answer(query, "application/sparql-results+json", limits, client_of(request))
    try:
        content = b"".join([chunk async for chunk in answer.chunks])
        is_cut = bool(answer.outcome and answer.outcome.truncated)
    finally:
        await answer.aclose()
    if is_cut and (address := _page(request, query.offset + limits.rows)):
        headers |= {"keikaku-truncated": f"rows={limits.rows}", "link": f'<{address}>; rel="next"'}
    return Response(
        serialised(result_set(content), chosen), headers={**headers, "content-type": chosen.content_type}
    )


def _page(request: Request, offset: int) -> str | None:
    """The same question from an offset on."""
    fields = [(key, value) for key, value in request.query_params.multi_items() if key != "offset"]
    return f"{request.url.path}?{urlencode([*fields, ('offset', str(offset))])}"


for _saved in saved_queries():
    router.add_api_route(
        f"/api/queries/{_saved.name}",
        _handler(_saved),
        methods=["GET"],
        operation_id=_saved.name.replace("-", "_"),
        summary=_saved.title.en,
        description=f"{_saved.description.en}\n\n{_saved.description.ja}",
        response_class=Response,
        openapi_extra=operation_of(_saved),
    )
