"""The release's descriptions of itself: VoID (with its well-known address) and DCAT, in every RDF format."""

from fastapi import APIRouter
from pyoxigraph import RdfFormat, parse
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.documentation import PAGE_OR_DATA
from keikaku.web.serialisation import choose_serialisation, serialised
from keikaku.web.service import service_of

router = APIRouter(tags=["Descriptions"])


@router.get("/.well-known/void", status_code=303, response_class=Response)
async def well_known_void() -> Response:
    """Where the description is found on any site (VoID, section 7.2; RFC 8615)."""
    return RedirectResponse("/void", 303)


@router.get("/void", responses=PAGE_OR_DATA)
async def void(request: Request, format: str | None = None) -> Response:
    """What the dataset holds, with counts (VoID)."""
    return _description(request, "void.ttl", "/doc/dataset", format)


@router.get("/dcat", responses=PAGE_OR_DATA)
async def dcat(request: Request, format: str | None = None) -> Response:
    """The release as a catalogue (DCAT 3)."""
    return _description(request, "dcat.ttl", "/doc/catalog", format)


def _description(request: Request, name: str, page: str, named: str | None) -> Response:
    """The description as data; a browser is led to the page about what it describes."""
    service = service_of(request)
    chosen = choose_serialisation("construct", named, request.headers.get("accept"))
    if chosen is None:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{page}{query}", 303, {"vary": "Accept", "cache-control": REVALIDATE})
    headers = {
        "etag": service.tag(name, chosen),
        "cache-control": REVALIDATE,
        "vary": "Accept, Accept-Encoding",
        "content-type": chosen.content_type,
    }
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    content = (service.release.path / name).read_bytes()
    if chosen.format.name != "turtle":
        content = serialised(parse(content, RdfFormat.TURTLE), chosen)
    return Response(content, headers=headers)
