"""The files of releases: dumps, documents and descriptions, as they lie on disk."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from keikaku.language import Text
from keikaku.rdf.namespaces import DCTERMS, MP, RDF, SCHEMA
from keikaku.release.manifest import File
from keikaku.release.release import Release
from keikaku.release.shelf import list_releases
from keikaku.web.answering import client_of
from keikaku.web.caching import FOREVER, REVALIDATE
from keikaku.web.changes import Changes, changes_between
from keikaku.web.extracts.citation import citation
from keikaku.web.file_response import send_file
from keikaku.web.graph import Graph
from keikaku.web.html import render
from keikaku.web.made_files import MadeFile, made, made_tables
from keikaku.web.methods import not_found
from keikaku.web.negotiation import choose_media_type, language_of
from keikaku.web.pages.description import PREFIX_LINES
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.service import service_of

router = APIRouter(tags=["Files"])

_DOCUMENTS = (
    f"{PREFIX_LINES}CONSTRUCT {{ ?x a schema:DigitalDocument ; rdfs:label ?name ; dcterms:rights ?rights }} WHERE {{ "
    "?x a schema:DigitalDocument ; rdfs:label ?name OPTIONAL { ?x dcterms:rights ?rights } }"
)
_PLANS = (
    f"{PREFIX_LINES}CONSTRUCT {{ ?x a mp:Plan ; rdfs:label ?name ; mp:municipality ?city . ?city rdfs:label ?label }} "
    "WHERE { ?x a mp:Plan ; rdfs:label ?name ; mp:municipality ?city . ?city rdfs:label ?label }"
)
_MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such file."}}


@router.get("/dumps", include_in_schema=False)
async def dumps_without_slash() -> Response:
    """The list has its own address."""
    return RedirectResponse("/dumps/", 308)


@router.get("/dumps/")
async def list_dumps(request: Request) -> Response:
    """The dumps of the current release with sizes and checksums, and the other releases that stand."""
    service = service_of(request)
    kind = choose_media_type(request.headers.get("accept"), ("application/json", "text/html"))
    files = [(name.removeprefix("dumps/"), file) for name, file in _dumps(service.release)]
    releases = list_releases(service.settings.releases)
    headers = {"vary": "Accept", "cache-control": REVALIDATE}
    if kind == "text/html":
        manifest = service.release.manifest
        context = {
            "files": files,
            "release": manifest,
            "releases": releases,
            "changes": _changes(releases, service.release),
            "start": "/dumps",
            "plans": await _plan_files(request),
            "tables": made_tables(service),
            "cities": await _city_files(request),
            "citation": citation(manifest).in_(language_of(request)),
            **await _terms_of_use(request),
        }
        return render(request, "dumps.html", context, headers=headers)
    content = {
        "release": service.release.id,
        "issued": service.release.manifest.issued.isoformat(),
        "digest": service.release.manifest.digest,
        "files": [
            {"name": name, "href": f"/dumps/{name}", "size": file.size, "sha256": file.sha256}
            for name, file in files
        ],
        "made": [
            {
                "name": name,
                "href": f"/dumps/{service.release.id}/{name}",
                "size": file.size,
                "sha256": file.sha256,
            }
            for name, file in made(service).items()
        ],
        "releases": [{"id": release.id, "href": f"/dumps/{release.id}/"} for release in releases],
    }
    return JSONResponse(content, headers=headers)


@router.get("/dumps/latest", include_in_schema=False)
@router.get("/dumps/latest/", include_in_schema=False)
async def latest_release(request: Request) -> Response:
    """The address of the current release that will go on leading to it."""
    return RedirectResponse(f"/dumps/{service_of(request).release.id}/", 307)


@router.get("/dumps/{release_id}/", response_class=Response, responses=_MISSING)
async def list_release(request: Request, release_id: str) -> Response:
    """The dumps of any release that stands."""
    releases = list_releases(service_of(request).settings.releases)
    release = next((release for release in releases if release.id == release_id), None)
    if release is None:
        raise not_found(request.url.path)
    kind = choose_media_type(request.headers.get("accept"), ("application/json", "text/html"))
    files = [(name.removeprefix("dumps/"), file) for name, file in _dumps(release)]
    changes = _changes(releases, release)
    headers = {"vary": "Accept", "cache-control": REVALIDATE}
    if kind == "text/html":
        context = {
            "files": files,
            "release": release.manifest,
            "releases": [],
            "changes": changes,
            "start": f"/dumps/{release_id}",
            "plans": [],
            "cities": [],
            "citation": citation(release.manifest).in_(language_of(request)),
            **await _terms_of_use(request),
        }
        return render(request, "dumps.html", context, headers=headers)
    content = {
        "release": release.id,
        "issued": release.manifest.issued.isoformat(),
        "digest": release.manifest.digest,
        "files": [
            {"name": name, "href": f"/dumps/{release.id}/{name}", "size": file.size, "sha256": file.sha256}
            for name, file in files
        ],
        "changes": {"added": changes.added, "removed": changes.removed, "triples": changes.growth},
    }
    return JSONResponse(content, headers=headers)


@router.get("/dumps/{name}", response_class=Response, responses=_MISSING)
async def current_dump(request: Request, name: str) -> Response:
    """A dump of the current release; its tag is its checksum."""
    return _file(request, service_of(request).release, f"dumps/{name}", REVALIDATE)


@router.get("/dumps/{release_id}/{name}", response_class=Response, responses=_MISSING)
async def dump_of_release(request: Request, release_id: str, name: str) -> Response:
    """A dump of any release that stands, which never changes; `latest` leads to the current one."""
    if release_id == "latest":
        return RedirectResponse(f"/dumps/{service_of(request).release.id}/{quote(name)}", 307)
    releases = {release.id: release for release in list_releases(service_of(request).settings.releases)}
    if release_id not in releases:
        raise not_found(request.url.path)
    return _file(request, releases[release_id], f"dumps/{name}", FOREVER)


@router.get("/documents/{name:path}", response_class=Response, responses=_MISSING)
async def source_document(request: Request, name: str) -> Response:
    """A source document, as it was read."""
    return _file(request, service_of(request).release, f"documents/{name}", REVALIDATE)


async def _terms_of_use(request: Request) -> dict[str, object]:
    """The licence and rights that the catalogue states, and each document's own terms."""
    service = service_of(request)
    reader = Reader(language_of(request), service.settings.base, service.release)
    catalogue, this = service.catalogue, NamedNode(f"{service.settings.base}id/catalog")
    graph = await Graph(service, client_of(request)).subgraph(_DOCUMENTS)
    documents = sorted(graph.subjects(RDF.type, SCHEMA.DigitalDocument), key=lambda node: node.value)
    return {
        "licences": reader.links(catalogue, catalogue.nodes(this, DCTERMS.license)),
        "rights": reader.words(catalogue.literal(this, DCTERMS.rights, reader.language)),
        "documents": [
            (reader.link(graph, node), reader.words(graph.literal(node, DCTERMS.rights, reader.language)))
            for node in documents
        ],
    }


def _changes(releases: list[Release], release: Release) -> Changes:
    """What is new since the release before it."""
    ids = [other.id for other in releases]
    place = ids.index(release.id) if release.id in ids else len(ids)
    return changes_between(releases[place + 1] if place + 1 < len(releases) else None, release)


async def _plan_files(request: Request) -> list[tuple[Link, Link, str, str]]:
    """Each plan with its municipality, the path of its own graph, and the code by which its projects are found."""
    service = service_of(request)
    reader = Reader(language_of(request), service.settings.base, service.release)
    graph = await Graph(service, client_of(request)).subgraph(_PLANS)
    found = []
    for plan in sorted(graph.subjects(RDF.type, MP.Plan), key=lambda node: node.value):
        city = graph.node(plan, MP.municipality)
        key = plan.value.partition("/id/plan/")[2]
        if city and f"{service.settings.base}id/graph/{key}" in service.release.manifest.graphs:
            code = city.value.rpartition("/")[2]
            found.append((reader.link(graph, plan), reader.link(graph, city), f"/doc/graph/{key}", code))
    return found


async def _city_files(request: Request) -> list[tuple[Link, list[MadeFile]]]:
    """Each municipality that has files of its own."""
    service = service_of(request)
    reader = Reader(language_of(request), service.settings.base, service.release)
    graph = await Graph(service, client_of(request)).subgraph(_PLANS)
    listing = made(service)
    found = []
    for city in sorted(graph.all_nodes(MP.municipality), key=lambda node: node.value):
        link, code = reader.link(graph, city), city.value.rpartition("/")[2]
        names = (f"parts/{code}.ttl", f"parts/{code}.nt.gz")
        if files := [
            MadeFile(name, Text(link.text, link.text), listing[name]) for name in names if name in listing
        ]:
            found.append((link, files))
    return found


def _dumps(release: Release) -> list[tuple[str, File]]:
    return [(name, file) for name, file in release.manifest.files.items() if name.startswith("dumps/")]


def _file(request: Request, release: Release, name: str, cache_control: str) -> Response:
    """A file that the release's manifest lists: nothing else on the disk can be asked for."""
    file = release.manifest.files.get(name)
    if file is None:
        raise not_found(request.url.path)
    return send_file(request, release.path / name, file, cache_control)
