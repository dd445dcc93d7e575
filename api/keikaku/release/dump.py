"""The dumps of a release: every syntax, plain and gzipped, written graph by graph."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from pyoxigraph import Quad, RdfFormat, serialize

from keikaku.rdf import SYNTAXES, Syntax
from keikaku.rdf.namespaces import PREFIXES
from keikaku.rdf.turtle import GraphName, Page
from keikaku.release.content import Content
from keikaku.release.manifest import File

# The highest level takes three times as long for two hundredths of the size.
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Dump:
    """One dump file: `keikaku.ttl`, or gzipped `keikaku.ttl.gz`."""

    name: str
    syntax: Syntax
    gzipped: bool
    file: File


def write_dumps(content: Content, base: str, folder: Path) -> list[Dump]:
    """Write the content into a new folder, in every syntax."""
    folder.mkdir()
    files = {syntax: folder / f"keikaku.{syntax.suffix}" for syntax in SYNTAXES}
    # Compression lets go of the interpreter: one file is compressed while the next is written.
    with ThreadPoolExecutor() as pool:
        zipped = []
        for syntax, plain in files.items():
            with plain.open("wb") as file:
                _WRITERS[syntax.suffix](content, base, file)
            zipped.append(pool.submit(_compress, plain))
        gzips = [each.result() for each in zipped]
    return [
        dump
        for (syntax, plain), packed in zip(files.items(), gzips, strict=True)
        for dump in (
            Dump(plain.name, syntax, False, File.at(plain)),
            Dump(packed.name, syntax, True, File.at(packed)),
        )
    ]


def _turtle(content: Content, base: str, file: BinaryIO) -> None:
    page = Page(base)
    _paged(page, (page.graph(*graph) for graph in _graphs(content)), file)


def _trig(content: Content, base: str, file: BinaryIO) -> None:
    page = Page(base)
    _paged(page, (page.named_graph(*graph) for graph in _graphs(content)), file)


def _graphs(content: Content) -> Iterator[tuple[GraphName, Iterator[Quad]]]:
    return groupby(content.quads(), key=lambda quad: quad.graph_name)


def _paged(page: Page, blocks: Iterator[str], file: BinaryIO) -> None:
    # The head, which comes first, is known last.
    with TemporaryFile(dir=Path(file.name).parent) as body:
        for block in blocks:
            body.write(b"\n" + block.encode())
        body.seek(0)
        file.write(page.head().encode())
        shutil.copyfileobj(body, file)


def _n_quads(content: Content, _base: str, file: BinaryIO) -> None:
    with content.canonical.open("rb") as canonical:
        shutil.copyfileobj(canonical, file)


def _n_triples(content: Content, _base: str, file: BinaryIO) -> None:
    with content.canonical.open("rb") as canonical:
        # The graph's name is the last IRI of a line, and stands behind a space as nothing in a literal can.
        for triple, _ in groupby(line.rpartition(b" <")[0] for line in canonical):
            file.write(triple + b" .\n")


def _json_ld(content: Content, _base: str, file: BinaryIO) -> None:
    serialize(content.quads(), file, RdfFormat.JSON_LD)


def _rdf_xml(content: Content, _base: str, file: BinaryIO) -> None:
    serialize(content.triples(), cast(BinaryIO, _WithoutReturns(file)), RdfFormat.RDF_XML, prefixes=PREFIXES)


class _WithoutReturns:
    """A file in which a carriage return is a reference: a bare one is read back as a line feed (XML 1.0, 2.11)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()


_WRITERS: dict[str, Callable[[Content, str, BinaryIO], None]] = {
    "ttl": _turtle,
    "trig": _trig,
    "nq": _n_quads,
    "nt": _n_triples,
    "jsonld": _json_ld,
    "rdf": _rdf_xml,
}


def _compress(plain: Path) -> Path:
    packed = plain.with_name(f"{plain.name}.gz")
    with (
        plain.open("rb") as source,
        packed.open("wb") as file,
        gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as target,
    ):
        shutil.copyfileobj(source, target)
    return packed
