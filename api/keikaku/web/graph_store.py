"""Reading whole graphs (SPARQL 1.1 Graph Store Protocol, sections 4 and 5.2); nothing can be written."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.formats import GRAPHS
from keikaku.engine.query import Query
from keikaku.language import Text
from keikaku.web.answering import answer_with
from keikaku.web.caching import is_known, not_modified
from keikaku.web.documentation import PAGE_OR_DATA
from keikaku.web.html import page_headers, render
from keikaku.web.problem import NOT_FOUND, PARAMETER, HttpProblem
from keikaku.web.protocol import parse_fields
from keikaku.web.serialisation import choose_serialisation
from keikaku.web.service import service_of

router = APIRouter(tags=["Graph Store"])

_WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@router.get("/data", responses=PAGE_OR_DATA)
async def read_graph(
    request: Request,
    graph: Annotated[str | None, Parameter(description="The IRI of a named graph.")] = None,
    _default: Annotated[
        str | None, Parameter(alias="default", description="The default graph: the union of all.")
    ] = None,
    format: Annotated[str | None, Parameter(description="A short name such as `turtle`.")] = None,
) -> Response:
    """A named graph by `?graph=IRI`, or the default graph by `?default` (indirect identification, 4.2)."""
    given = [name for name, _ in parse_fields(request.scope["query_string"]) if name in ("graph", "default")]
    if len(given) != 1:
        detail = Text(
            "graph か default のどちらか一つを指定してください。", "Give either graph or default, once."
        )
        raise HttpProblem(PARAMETER, detail)
    return await answer_graph(request, graph, format)


async def answer_graph(request: Request, graph: str | None, named: str | None = None) -> Response:
    """A graph in the format that the client wants; None is the default graph."""
    service = service_of(request)
    if graph is not None and graph not in service.release.manifest.graphs:
        raise HttpProblem(NOT_FOUND, Text(f"グラフ {graph} はありません。", f"There is no graph {graph}."))
    query = Query(_WHOLE, default_graphs=(graph,) if graph is not None else ())
    chosen = choose_serialisation("construct", named, request.headers.get("accept"))
    if chosen is None:
        return graph_page(request, graph)
    return await answer_with(request, query, chosen, service.engine.limits)


def graph_page(request: Request, graph: str | None) -> Response:
    """A graph for people: how large it is, and where its data are."""
    headers = page_headers(request)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    counts = service_of(request).release.manifest.graphs
    triples = sum(counts.values()) if graph is None else counts[graph]
    return render(
        request, "graph.html", {"graph": graph, "triples": triples, "formats": GRAPHS}, headers=headers
    )
