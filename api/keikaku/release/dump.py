"""The dumps of a release: every syntax, plain and gzipped."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from keikaku.rdf import SYNTAXES, Syntax
from keikaku.release.manifest import File


@dataclass(frozen=True, slots=True)
class Dump:
    """One dump file: `keikaku.ttl`, or gzipped `keikaku.ttl.gz`."""

    name: str
    syntax: Syntax
    gzipped: bool
    file: File


def write_dumps(quads: Sequence[Quad], base: str, folder: Path) -> list[Dump]:
    """Write canonical quads into a new folder, in every syntax."""
    folder.mkdir()
    return [dump for syntax in SYNTAXES for dump in _write(quads, base, syntax, folder)]


def _write(quads: Sequence[Quad], base: str, syntax: Syntax, folder: Path) -> list[Dump]:
    content = syntax.write(quads, base)
    plain, zipped = folder / f"keikaku.{syntax.suffix}", folder / f"keikaku.{syntax.suffix}.gz"
    plain.write_bytes(content)
    zipped.write_bytes(gzip.compress(content, mtime=0))
    return [
        Dump(plain.name, syntax, False, File.at(plain)),
        Dump(zipped.name, syntax, True, File.at(zipped)),
    ]
