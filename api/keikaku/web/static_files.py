"""What pages take besides their words: the style sheet, our scripts, and what npm brought (api/assets)."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from keikaku import __version__
from keikaku.language import Text
from keikaku.web.caching import FOREVER, REVALIDATE, entity_tag, is_known, not_modified
from keikaku.web.problem import NOT_FOUND, HttpProblem

router = APIRouter(include_in_schema=False)

_FOLDERS = ("assets", "static")
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


def static_address(name: str) -> str | None:
    """The address of a file, which changes with its content; None if it is not there (`assets` may be missing)."""
    content = _contents().get(name)
    return f"/static/{name}?v={_version(content)}" if content else None


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """A file; kept for ever under the address that names its version."""
    content = _contents().get(name)
    if content is None:
        raise HttpProblem(NOT_FOUND, Text(f"{name} はありません。", f"There is no {name}."))
    is_current = request.query_params.get("v") == _version(content)
    headers = {
        "etag": entity_tag(__version__, content),
        "cache-control": FOREVER if is_current else REVALIDATE,
    }
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return Response(content, headers={**headers, "content-type": _TYPES[name.rpartition(".")[2]]})


@router.get("/favicon.ico")
async def favicon(request: Request) -> Response:
    """Browsers ask for it whatever a page says."""
    return await static(request, "sign.svg")


@cache
def _contents() -> dict[str, bytes]:
    """All files by name; there are about a dozen, of a megabyte together."""
    package = files("keikaku.web")
    folders = [folder for name in _FOLDERS if (folder := package / name).is_dir()]
    return {
        file.name: file.read_bytes()
        for folder in folders
        for file in folder.iterdir()
        if file.name.rpartition(".")[2] in _TYPES
    }


@cache
def _version(content: bytes) -> str:
    return entity_tag("", content).strip('"')[:12]
