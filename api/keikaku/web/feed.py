"""`/feed`: the releases as an Atom feed (RFC 4287), for whoever wants to hear of new ones."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from keikaku.language import Text
from keikaku.release.shelf import list_releases
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.changes import changes_between
from keikaku.web.negotiation import language_of
from keikaku.web.service import service_of

router = APIRouter(tags=["Files"])

_ATOM = "{http://www.w3.org/2005/Atom}"
_LATEST = 20
_TITLE = Text("計画LOD の版", "Releases of Keikaku")
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The feed.", "content": {"application/atom+xml": {}}}
}


@router.get("/feed", response_class=Response, responses=_CONTENT)
async def feed(request: Request) -> Response:
    """The last twenty releases, the newest first."""
    service, language = service_of(request), language_of(request)
    releases = list_releases(service.settings.releases)[:_LATEST]
    tag = service.tag("feed", [release.id for release in releases], language, str(request.url))
    headers = {"etag": tag, "cache-control": REVALIDATE, "vary": "Accept-Language"}
    if is_known(request, tag):
        return not_modified(headers)
    register_namespace("", _ATOM.strip("{}"))
    root = Element(f"{_ATOM}feed")
    address = request.url.replace(path="/dumps/", query="")
    SubElement(root, f"{_ATOM}id").text = f"{service.settings.base}id/catalog"
    SubElement(root, f"{_ATOM}title").text = _TITLE.in_(language)
    SubElement(root, f"{_ATOM}updated").text = f"{releases[0].manifest.issued.isoformat()}T00:00:00Z"
    SubElement(root, f"{_ATOM}link", rel="self", href=str(request.url))
    SubElement(root, f"{_ATOM}link", rel="alternate", type="text/html", href=str(address))
    SubElement(SubElement(root, f"{_ATOM}author"), f"{_ATOM}name").text = "Keikaku"
    for release, before in zip(releases, [*releases[1:], None], strict=True):
        entry = SubElement(root, f"{_ATOM}entry")
        SubElement(entry, f"{_ATOM}id").text = f"{service.settings.base}id/release/{release.id}"
        SubElement(entry, f"{_ATOM}title").text = release.id
        SubElement(entry, f"{_ATOM}updated").text = f"{release.manifest.issued.isoformat()}T00:00:00Z"
        SubElement(
            entry, f"{_ATOM}link", rel="alternate", href=str(address.replace(path=f"/dumps/{release.id}/"))
        )
        SubElement(entry, f"{_ATOM}summary").text = changes_between(before, release).words.in_(language)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, headers={**headers, "content-type": "application/atom+xml; charset=utf-8"})
