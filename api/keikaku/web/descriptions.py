"""The release's descriptions of itself: VoID (with its well-known address) and DCAT, in every RDF format."""

from collections.abc import Iterable

from fastapi import APIRouter
from pyoxigraph import RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.catalogue import catalogue_triples
from keikaku.web.documentation import PAGE_OR_DATA
from keikaku.web.methods import not_found
from keikaku.web.serialisation import choose_serialisation, serialised
from keikaku.web.service import service_of

router = APIRouter(tags=["Descriptions"])

_SUFFIXES = ("ttl", "rdf", "jsonld", "nt")


@router.get("/.well-known/void", status_code=303, response_class=Response)
async def well_known_void() -> Response:
    """Where the description is found on any site (VoID, section 7.2; RFC 8615)."""
    return RedirectResponse("/void", 303)


@router.get("/void", responses=PAGE_OR_DATA)
async def void(request: Request, format: str | None = None) -> Response:
    """What the dataset holds, with counts (VoID)."""
    content = (service_of(request).release.path / "void.ttl").read_bytes()
    triples = (quad.triple for quad in parse(content, RdfFormat.TURTLE))
    return _description(request, triples, ("void",), "/doc/dataset", format)


@router.get("/dcat", responses=PAGE_OR_DATA)
async def dcat(request: Request, format: str | None = None) -> Response:
    """The release as a catalogue (DCAT 3)."""
    return _catalogue(request, format)


@router.get("/catalog.{suffix}", include_in_schema=False)
async def catalogue_file(request: Request, suffix: str) -> Response:
    """The catalogue under addresses that say the format, as harvesters such as CKAN's like them."""
    if suffix not in _SUFFIXES:
        raise not_found(request.url.path)
    return _catalogue(request, suffix)


def _catalogue(request: Request, named: str | None) -> Response:
    service = service_of(request)
    asked = ("catalogue", service.extracts.are_made)
    return _description(request, catalogue_triples(service), asked, "/doc/catalog", named)


def _description(
    request: Request, triples: Iterable[Triple], asked: tuple[object, ...], page: str, named: str | None
) -> Response:
    """The description as data; a browser is led to the page about what it describes."""
    chosen = choose_serialisation("construct", named, request.headers.get("accept"))
    if chosen is None:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{page}{query}", 303, {"vary": "Accept", "cache-control": REVALIDATE})
    headers = {
        "etag": service_of(request).tag(*asked, chosen),
        "cache-control": REVALIDATE,
        "vary": "Accept, Accept-Encoding",
        "content-type": chosen.content_type,
    }
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return Response(serialised(triples, chosen), headers=headers)
