"""The data of one plan, and of one municipality, as files of their own."""

import gzip
from collections import defaultdict
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from keikaku.rdf.namespaces import PREFIXES
from keikaku.web.extracts.solutions import Solutions


def write_parts(folder: Path, solutions: Solutions) -> None:
    """Write `142042/zenki.ttl` for each plan's graph, `142042.ttl` for all of a municipality; both as `.nt.gz` too."""
    folder.mkdir()
    manifest = solutions.release.manifest
    cities: dict[str, list[NamedNode]] = defaultdict(list)
    for name in sorted(manifest.graphs):
        kind, _, rest = name.removeprefix(f"{manifest.base}id/graph/").partition("/")
        if kind == "municipality":
            cities[rest].append(NamedNode(name))
        elif kind.isdigit() and rest:
            cities[kind].append(NamedNode(name))
            (folder / kind).mkdir(exist_ok=True)
            _write(folder / kind / rest, solutions.quads(NamedNode(name)))
    for code, graphs in cities.items():
        _write(folder / code, [quad for graph in graphs for quad in solutions.quads(graph)])


def _write(place: Path, quads: list[Quad]) -> None:
    """A part in Turtle for people, and in lines for programs."""
    triples = [quad.triple for quad in quads]
    with place.with_name(f"{place.name}.ttl").open("wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    place.with_name(f"{place.name}.nt.gz").write_bytes(gzip.compress(lines, 6, mtime=0))
