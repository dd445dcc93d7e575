"""What is made of a release for taking away: tables, and the data of single municipalities and plans."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from keikaku.language import Text
from keikaku.release.manifest import File
from keikaku.release.shelf import list_releases
from keikaku.web.caching import REVALIDATE
from keikaku.web.extracts.listing import FILES, Listing, read_listing
from keikaku.web.extracts.tables.metadata import METADATA
from keikaku.web.extracts.tables.tables import TABLES
from keikaku.web.extracts.tables.writing import ARCHIVE, README, WORKBOOK
from keikaku.web.file_response import send_file
from keikaku.web.methods import not_found
from keikaku.web.service import Service, service_of

router = APIRouter(tags=["Files"])

_MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such file."}}
_TITLES = {
    ARCHIVE: Text("CSV をすべて（zip）", "All CSV files (zip)"),
    WORKBOOK: Text("Excel ブック（全表）", "Excel workbook (all tables)"),
    **{table.file: table.title for table in TABLES},
    METADATA: Text("列の意味（CSVW）", "What the columns mean (CSVW)"),
    README: Text("説明", "Read me"),
}


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file for taking away; `name` is its path below `/dumps/{release}/`."""

    name: str
    title: Text
    file: File


@router.get("/dumps/{release_id}/tables/{name}", response_class=Response, responses=_MISSING)
async def table_of_release(request: Request, release_id: str, name: str) -> Response:
    """A table, or all of them, of any release that stands; `latest` leads to the current one."""
    return await _answer(request, release_id, f"tables/{name}")


@router.get("/dumps/{release_id}/parts/{name:path}", response_class=Response, responses=_MISSING)
async def part_of_release(request: Request, release_id: str, name: str) -> Response:
    """The data of a municipality or a plan, in Turtle or N-Triples; `latest` leads to the current release."""
    return await _answer(request, release_id, f"parts/{name}")


async def _answer(request: Request, release_id: str, name: str) -> Response:
    service = service_of(request)
    if release_id == "latest":
        return RedirectResponse(f"/dumps/{service.release.id}/{quote(name)}", 307)
    releases = {release.id: release for release in list_releases(service.settings.releases)}
    if release_id not in releases:
        raise not_found(request.url.path)
    folder = await service.extracts_of(releases[release_id]).folder()
    file = read_listing(folder).get(name)
    if file is None:
        raise not_found(request.url.path)
    # Model for Tabular Data, 5.2: where the description of a table is.
    more = {"link": f'<{METADATA}>; rel="describedby"; type="application/csvm+json"'}
    return send_file(
        request, folder / FILES / name, file, REVALIDATE, more if name.endswith(".csv") else None
    )


def made_tables(service: Service) -> list[MadeFile]:
    """The tables of the current release, what most people want first; none if they are not made yet."""
    listing = made(service)
    return [
        MadeFile(name, title, listing[name])
        for file, title in _TITLES.items()
        if (name := f"tables/{file}") in listing
    ]


def made(service: Service) -> Listing:
    """All that was made of the current release; nothing if that is not done yet."""
    extracts = service.extracts
    return read_listing(extracts.place) if extracts.are_made else {}
