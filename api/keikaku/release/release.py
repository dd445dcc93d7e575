"""A release as it stands on disk: opened, looked into, verified; never changed."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import DefaultGraph, Quad, Store

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.release.manifest import MANIFEST, File, Manifest
from keikaku.release.sorting import Sorter

CURRENT = "current"
STORE, DUMPS, DOCUMENTS, REPORT = "store", "dumps", "documents", "report.ttl"


@dataclass(frozen=True, slots=True)
class Release:
    """A directory that never changes; `path` is its own, not that of the link `current`."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path) -> "Release":
        """The release at a path; Problem if its manifest is missing or broken."""
        return cls(path.resolve(), Manifest.read(path))

    @classmethod
    def current(cls, folder: Path) -> "Release":
        """The release that `folder/current` points to; Problem if nothing is published yet."""
        if not (folder / CURRENT).exists():
            raise Problem(
                Text("まだリリースがありません。", "There is no release yet."),
                Place(str(folder)),
                Text("`keikaku build` で作ってください。", "Make one with `keikaku build`."),
            )
        return cls.open(folder / CURRENT)

    @property
    def id(self) -> str:
        """`{issue date}-{first 12 digits of the digest}`."""
        return self.manifest.id

    @property
    def store(self) -> Path:
        """The Oxigraph store, for `Store.read_only`."""
        return self.path / STORE

    @property
    def dumps(self) -> Path:
        """The folder of the dumps, `keikaku.ttl` to `keikaku.rdf.gz`."""
        return self.path / DUMPS

    @property
    def documents(self) -> Path:
        """The folder of the source documents."""
        return self.path / DOCUMENTS

    def verify(self) -> None:
        """Recompute every checksum, count and the digest of the store; Problem that names what differs."""
        if damaged := [*self._damaged_files(), *self._damaged_graphs()]:
            names = ", ".join(damaged)
            raise Problem(
                Text(f"リリースが壊れています: {names}", f"The release is damaged: {names}."),
                Place(str(self.path)),
                Text(
                    "`keikaku release roll-back` で別のリリースに戻し、このフォルダを除いてください。",
                    "Go back to another release with `keikaku release roll-back` and remove this folder.",
                ),
            )

    def _damaged_files(self) -> list[str]:
        found, named = files_of(self.path), self.manifest.files
        return sorted(name for name in found.keys() | named.keys() if found.get(name) != named.get(name))

    def _damaged_graphs(self) -> list[str]:
        try:
            graphs, digest = self._stored()
        except (OSError, RuntimeError) as error:  # the latter for what RocksDB calls corruption
            return [f"{STORE} ({error})"]
        intact = graphs == self.manifest.graphs and digest == self.manifest.digest
        return [] if intact else [STORE]

    def _stored(self) -> tuple[Counter[str], str]:
        """The triples in each graph of the store, and the digest of its data."""
        graphs, digest = Counter[str](), sha256()
        with TemporaryDirectory() as scratch:
            lines = Sorter(Path(scratch) / "lines")
            for quad in Store.read_only(str(self.store)):
                name = _name(quad)
                graphs[name] += 1
                if name != self.manifest.description:
                    lines.add(f"{quad} .".encode())
            for line in lines:
                digest.update(line + b"\n")
        return graphs, digest.hexdigest()


def _name(quad: Quad) -> str:
    graph = quad.graph_name
    return "" if isinstance(graph, DefaultGraph) else graph.value


def files_of(place: Path) -> dict[str, File]:
    """The files below a release's directory, without the manifest and the store (which its digest covers)."""
    paths = {path.relative_to(place): path for path in place.rglob("*") if path.is_file()}
    return {
        name.as_posix(): File.at(path)
        for name, path in paths.items()
        if name.parts[0] != STORE and name != Path(MANIFEST)
    }
