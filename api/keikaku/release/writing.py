"""The content of a release, written into a directory that nobody serves yet."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from keikaku import __version__
from keikaku.rdf import Iris, canonical_quads
from keikaku.rdf.description import in_graph
from keikaku.rdf.turtle import turtle
from keikaku.release.catalogued import catalogued_plans
from keikaku.release.dcat import dcat_triples
from keikaku.release.dump import write_dumps
from keikaku.release.edition import Edition
from keikaku.release.manifest import MANIFEST, Manifest
from keikaku.release.release import DUMPS, STORE, files_of
from keikaku.release.void import void_triples


def write_release(place: Path, data: Sequence[Quad], digest: str, issued: date, iris: Iris) -> None:
    """Write dumps, store and descriptions of canonical quads into `place`, and the manifest last."""
    release_id = f"{issued}-{digest[:12]}"
    graphs = dict(_graphs(data))
    dumps = write_dumps(data, iris.base, place / DUMPS)
    store = Store(str(place / STORE))
    store.bulk_extend(data)
    edition = Edition(release_id, issued, iris, graphs, catalogued_plans(store), dumps)
    description = _describe(edition, place)
    store.bulk_extend(description)
    store.optimize()
    store.flush()
    del store  # closes it: a release is only read
    counts = {graph.value: len(triples) for graph, triples in graphs.items()}
    manifest = Manifest(
        id=release_id,
        digest=digest,
        issued=issued,
        base=iris.base,
        software=f"keikaku {__version__}",
        description=iris.dataset_graph.value,
        graphs=counts | {iris.dataset_graph.value: len(description)},
        files=files_of(place),
    )
    (place / MANIFEST).write_bytes(manifest.to_json())


def _graphs(data: Sequence[Quad]) -> Iterator[tuple[NamedNode, list[Triple]]]:
    for graph, quads in groupby(data, key=lambda quad: quad.graph_name):
        if not isinstance(graph, NamedNode):
            raise ValueError(f"a release has named graphs only, not {graph}")
        yield graph, [quad.triple for quad in quads]


def _describe(edition: Edition, place: Path) -> list[Quad]:
    graph, base = edition.iris.dataset_graph, edition.iris.base
    void = canonical_quads(in_graph(graph, void_triples(edition)))
    dcat = canonical_quads(in_graph(graph, dcat_triples(edition)))
    (place / "void.ttl").write_bytes(turtle(void, base))
    (place / "dcat.ttl").write_bytes(turtle(dcat, base))
    return canonical_quads([*void, *dcat])
