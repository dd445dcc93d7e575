"""Linked data: a thing's IRI leads with 303 to the document about it, in the format that suits the client."""

from urllib.parse import quote

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from keikaku.engine.formats import GRAPHS
from keikaku.engine.query import Query
from keikaku.language import Text
from keikaku.rdf import CODE_GRAPH
from keikaku.rdf.namespaces import CODE
from keikaku.web.answering import client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.documentation import NAMED_THING, PAGE_OR_DATA
from keikaku.web.graph import Graph
from keikaku.web.graph_store import answer_graph
from keikaku.web.html import render
from keikaku.web.machine_page import page_data
from keikaku.web.methods import not_found
from keikaku.web.negotiation import language_of
from keikaku.web.pages.description import DESCRIPTION
from keikaku.web.pages.incoming import incoming
from keikaku.web.pages.kind import page_for
from keikaku.web.pages.projects import project_page
from keikaku.web.pages.reader import Reader
from keikaku.web.problem import GONE, HttpProblem
from keikaku.web.reading import answer_for_reading
from keikaku.web.serialisation import FORMAT_NAMES, HTML, choose_serialisation
from keikaku.web.service import Service, service_of
from keikaku.web.withdrawn import last_release_with

router = APIRouter(tags=["Linked data"])

_EXISTS = "SELECT ?s ?type WHERE { ?s ?p ?o OPTIONAL { ?s a ?type } } LIMIT 20"
_SUFFIXES = {format.extension: format.media_type for format in GRAPHS} | {"html": HTML}


@router.get("/id/{path:path}", status_code=303, response_class=Response, responses=NAMED_THING)
async def thing(request: Request, path: str) -> Response:
    """A thing of the world cannot be sent; the document about it can."""
    return await _see_other(request, path)


@router.get("/code", responses=PAGE_OR_DATA)
async def code_lists(request: Request, format: str | None = None) -> Response:
    """The graph of the code lists, under its own IRI."""
    return await answer_graph(request, CODE_GRAPH.value, format)


@router.get("/code/{path:path}", status_code=303, response_class=Response, responses=NAMED_THING)
async def code(request: Request, path: str) -> Response:
    """The same for the concepts of the code lists."""
    return await _see_other(request, f"code/{path}")


@router.get("/doc/{path:path}", responses=PAGE_OR_DATA)
async def document(request: Request, path: str) -> Response:
    """The document about a thing: a page or data, by Accept or by suffix."""
    service = service_of(request)
    stem, _, suffix = path.rpartition(".")
    by_suffix = _SUFFIXES.get(suffix) if stem else None
    path = stem if by_suffix else path
    iri = _iri(service, path)
    if iri.value in service.release.manifest.graphs:
        return await answer_graph(request, iri.value, by_suffix)
    chosen = choose_serialisation("construct", by_suffix, request.headers.get("accept"))
    links = {"link": _links(path, iri), "content-location": request.url.path}
    if chosen is None:
        return await _page(request, iri, path, links)
    await _types(request, iri)
    query = Query(DESCRIPTION, substitutions={"s": str(iri)})
    return await answer_for_reading(request, query, iri, chosen, links)


async def _see_other(request: Request, path: str) -> Response:
    iri = _iri(service_of(request), path)
    if iri.value not in service_of(request).release.manifest.graphs:
        await _types(request, iri)
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"vary": "Accept", "cache-control": REVALIDATE}
    return RedirectResponse(f"/doc/{quote(path)}{query}", 303, headers)


async def _page(request: Request, iri: NamedNode, path: str, headers: dict[str, str]) -> Response:
    service = service_of(request)
    reader = Reader(language_of(request), service.settings.base, service.release)
    headers |= {"etag": service.tag("page", str(request.url.query), path, reader.language)}
    headers |= {"cache-control": REVALIDATE, "vary": "Accept, Accept-Language"}
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    graph = Graph(service, client_of(request))
    page = page_for(await _types(request, iri))
    context = page.context(await graph.subgraph(page.query, s=iri), iri, reader)
    number, only = _page_number(request), request.query_params.get("incoming")
    if page.projects:
        context["projects"] = await project_page(graph, page.projects, iri, reader, 1 if only else number)
    if page.incoming:
        items = service.settings.list_items
        context["incoming"] = await incoming(graph, iri, reader, items, only, number if only else 1)
    formats = {FORMAT_NAMES[format.name]: f"/doc/{quote(path)}.{format.extension}" for format in GRAPHS[:4]}
    data = page_data(request, context["label"].text, iri.value, context["crumbs"], reader.language)
    context |= {"iri": iri.value, "formats": formats, "data": data}
    return render(request, page.template, context, headers=headers)


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) < 10**6 else 1


async def _types(request: Request, iri: NamedNode) -> list[NamedNode]:
    """The classes of a thing; a 404 problem if nothing is said about it, 410 if an earlier release did."""
    service = service_of(request)
    graph = Graph(service, client_of(request))
    rows = await graph.rows(Query(_EXISTS, substitutions={"s": str(iri)}))
    if not rows and (release := await last_release_with(service, iri)):
        detail = Text(
            f"{iri.value} は版 {release} にありましたが、いまの版にはありません。",
            f"{iri.value} was in release {release}, and is no longer here.",
        )
        raise HttpProblem(GONE, detail, {"release": release})
    if not rows:
        raise not_found(request.url.path)
    return [NamedNode(row["type"]) for row in rows if "type" in row]


def _iri(service: Service, path: str) -> NamedNode:
    """The thing that a path below /doc/ is about; a 404 problem if the path makes no IRI."""
    iri = (
        CODE + path.removeprefix("code/") if path.startswith("code/") else f"{service.settings.base}id/{path}"
    )
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise not_found(f"/doc/{path}") from error


def _links(path: str, iri: NamedNode) -> str:
    """The other formats of the same document, and the thing that it describes (RFC 8288)."""
    address = f"/doc/{quote(path)}"
    others = [f'<{address}.{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in _SUFFIXES.items()]
    return ", ".join([*others, f'<{iri.value}>; rel="describes"', '</void>; rel="describedby"'])
