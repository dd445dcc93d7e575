"""The saved queries (queries/*.rq) as pages with a form, and as data in every format."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from keikaku.engine.formats import Form
from keikaku.engine.saved_query import SavedQuery, saved_queries
from keikaku.engine.syntax import inspect
from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.web.answering import answer_with
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.documentation import PAGE_OR_RESULTS
from keikaku.web.html import page_headers, render
from keikaku.web.methods import not_found
from keikaku.web.negotiation import choose_media_type
from keikaku.web.pages.answer import answer_context, names_of
from keikaku.web.problem import PARAMETER, HttpProblem
from keikaku.web.protocol import parse_fields
from keikaku.web.serialisation import choose_serialisation
from keikaku.web.service import service_of

router = APIRouter(tags=["Saved queries"])

_NOT_FOR_THE_QUERY = ("format", "output", "lang")


@router.get("/queries", include_in_schema=False)
async def queries_without_slash() -> Response:
    """The list has its own address."""
    return RedirectResponse("/queries/", 308)


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
    return JSONResponse([_described(query) for query in saved_queries()], headers=headers)


@router.get("/queries/{name}", responses=PAGE_OR_RESULTS)
async def ask_query(request: Request, name: str, format: str | None = None) -> Response:
    """The answer to a saved query; its parameters are those of the address, with defaults."""
    saved = next((query for query in saved_queries() if query.name == name), None)
    if saved is None:
        raise not_found(request.url.path)
    service = service_of(request)
    fields = dict(parse_fields(request.scope["query_string"]))
    values = {key: value for key, value in fields.items() if key not in _NOT_FOR_THE_QUERY and value}
    try:
        query = saved.query(values, service.settings.base)
    except Problem as problem:
        raise HttpProblem(PARAMETER, Text(problem.in_("ja"), problem.in_("en"))) from problem
    limits = service.engine.limits
    form: Form = inspect(query.text, limits).form or "select"
    chosen = choose_serialisation(form, format, request.headers.get("accept"))
    if chosen is not None:
        return await answer_with(request, query, chosen, limits)
    headers = page_headers(request)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    context = await answer_context(request, query, form, limits)
    links = {name: _link(request, name) for name in names_of(form)}
    context |= {"query": saved, "values": values, "downloads": links, "titles": {}, "chart": None}
    return render(request, "query.html", context, headers=headers)


def _link(request: Request, format: str) -> str:
    address = request.url.include_query_params(format=format)
    return f"{address.path}?{address.query}"


def _described(query: SavedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "href": f"/queries/{query.name}",
        "title": query.title._asdict(),
        "description": query.description._asdict(),
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default, "label": p.label._asdict()}
            for p in query.parameters
        ],
    }
