"""Files as they lie on disk, whole or in ranges, under tags that are their checksums."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from keikaku.rdf.syntax import SYNTAXES
from keikaku.release.manifest import File
from keikaku.web.caching import is_known, not_modified

_TYPES = {syntax.suffix: f"{syntax.media_type}; charset=utf-8" for syntax in SYNTAXES} | {
    "csv": "text/csv; charset=utf-8; header=present",
    "gz": "application/gzip",  # a gzipped dump is a gzip file, not a coding of the plain one
    "json": "application/csvm+json",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def send_file(
    request: Request, path: Path, file: File, cache_control: str, more: Mapping[str, str] | None = None
) -> Response:
    """A file whose checksum is known, whole or in the ranges asked for, with more headers."""
    headers = {
        "etag": f'"{file.sha256}"',
        "cache-control": cache_control,
        "repr-digest": _digest(file),
        **(more or {}),
    }
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return FileResponse(path, headers=headers, media_type=media_type_of(path.name))


def media_type_of(name: str) -> str:
    """The media type by the last suffix."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _digest(file: File) -> str:
    """The checksum as HTTP says it (RFC 9530)."""
    return f"sha-256=:{b64encode(bytes.fromhex(file.sha256)).decode()}:"
