"""A saved query as a page: its form, its answer as table and chart; and as data under the same address."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.engine.formats import Form
from keikaku.engine.query import Query
from keikaku.engine.saved_query import SavedQuery, saved_queries
from keikaku.engine.syntax import inspect
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.web.answering import answer_with, client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.documentation import PAGE_OR_RESULTS
from keikaku.web.graph import Graph
from keikaku.web.html import page_headers, render
from keikaku.web.methods import not_found
from keikaku.web.negotiation import choose_media_type, language_of
from keikaku.web.pages.answer import answer_context, names_of
from keikaku.web.problem import PARAMETER, HttpProblem
from keikaku.web.protocol import parse_fields
from keikaku.web.queries.choices import choices_for
from keikaku.web.queries.columns import without_repeated
from keikaku.web.serialisation import choose_serialisation
from keikaku.web.service import service_of

router = APIRouter(tags=["Questions"])

NOT_FOR_THE_QUERY = ("lang", "format", "limit", "offset")


@router.get("/queries", include_in_schema=False)
@router.get("/queries/")
async def list_queries(request: Request) -> Response:
    """The questions that can be asked without writing SPARQL."""
    kind = choose_media_type(request.headers.get("accept"), ("application/json", "text/html"))
    headers = {"vary": "Accept", "cache-control": REVALIDATE}
    if kind == "text/html":
        headers = page_headers(request)
        if is_known(request, headers["etag"]):
            return not_modified(headers)
        return render(request, "queries.html", {"queries": saved_queries()}, headers=headers)
    return JSONResponse([described(query) for query in saved_queries()], headers=headers)


@router.get("/queries/{name}", responses=PAGE_OR_RESULTS)
async def ask_query(request: Request, name: str, format: str | None = None) -> Response:
    """The answer to a saved query; its parameters are those of the address, with defaults."""
    saved = next((query for query in saved_queries() if query.name == name), None)
    if saved is None:
        raise not_found(request.url.path)
    service = service_of(request)
    values = values_in(request)
    try:
        query = saved.query(values, service.settings.base)
    except Problem as problem:
        raise HttpProblem(PARAMETER, Text(problem.in_("ja"), problem.in_("en"))) from problem
    limits = service.engine.limits
    form: Form = inspect(query.text, limits).form or "select"
    chosen = choose_serialisation(form, format, request.headers.get("accept"))
    if chosen is not None:
        return await answer_with(request, query, chosen, limits)
    return await _page(request, saved, query, form, values)


async def _page(
    request: Request, saved: SavedQuery, query: Query, form: Form, values: dict[str, str]
) -> Response:
    headers = page_headers(request)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    language, service = language_of(request), service_of(request)
    graph = Graph(service, client_of(request))
    context = await answer_context(request, query, form, service.engine.limits)
    context["results"] = without_repeated(context["results"], query)
    context |= {
        "query": saved,
        "values": {p.name: values.get(p.name, p.default) for p in saved.parameters},
        "choices": await choices_for(graph, saved.parameters, language),
        "downloads": {format: _link(request, format) for format in names_of(form)},
        "titles": {name: text.in_(language) for name, text in saved.columns.items()},
        "chart": {"kind": saved.chart.kind, **saved.chart.variables} if saved.chart else None,
        "asked": request.url.query,
    }
    return render(request, "query.html", context, headers=headers)


def values_in(request: Request) -> dict[str, str]:
    """The values for a query's parameters in an address; empty fields of a form are none."""
    fields = dict(parse_fields(request.scope["query_string"]))
    return {key: value for key, value in fields.items() if key not in NOT_FOR_THE_QUERY and value}


def described(query: SavedQuery) -> dict[str, object]:
    """A saved query for programs."""
    return {
        "name": query.name,
        "href": f"/queries/{query.name}",
        "api": f"/api/queries/{query.name}",
        "title": query.title._asdict(),
        "description": query.description._asdict(),
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default, "label": p.label._asdict()}
            for p in query.parameters
        ],
    }


def _link(request: Request, format: str) -> str:
    address = request.url.include_query_params(format=format)
    return f"{address.path}?{address.query}"
