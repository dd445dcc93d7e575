"""The content of a release, written into a directory that nobody serves yet."""

from datetime import date
from pathlib import Path

from pyoxigraph import Quad, Store

from keikaku import __version__
from keikaku.language import Text
from keikaku.rdf import Iris, canonical_quads
from keikaku.rdf.description import in_graph
from keikaku.rdf.turtle import turtle
from keikaku.release.catalogued import catalogued_plans
from keikaku.release.content import Content
from keikaku.release.dcat import dcat_triples
from keikaku.release.dump import write_dumps
from keikaku.release.edition import Edition
from keikaku.release.manifest import MANIFEST, Manifest
from keikaku.release.release import DUMPS, STORE, files_of
from keikaku.release.statistics import count
from keikaku.release.void import void_triples


def write_release(
    place: Path, content: Content, issued: date, iris: Iris, left_out: dict[str, Text], scratch: Path
) -> None:
    """Write dumps, store and descriptions of the content into `place`, and the manifest last."""
    release_id = f"{issued}-{content.digest[:12]}"
    dumps = write_dumps(content, iris.base, place / DUMPS)
    store = Store(str(place / STORE))
    store.bulk_extend(content.quads())
    space, objects = f"{iris.base}id/", scratch / "objects"
    graphs = {graph: count(triples, space, objects) for graph, triples in content.graphs()}
    total = count(content.triples(), space, objects)
    edition = Edition(release_id, issued, iris, graphs, total, catalogued_plans(store), dumps, left_out)
    description = _describe(edition, place)
    store.bulk_extend(description)
    store.optimize()
    store.flush()
    del store  # closes it: a release is only read
    counts = {graph.value: statistics.triples for graph, statistics in graphs.items()}
    manifest = Manifest(
        id=release_id,
        digest=content.digest,
        issued=issued,
        base=iris.base,
        software=f"keikaku {__version__}",
        description=iris.dataset_graph.value,
        graphs=counts | {iris.dataset_graph.value: len(description)},
        files=files_of(place),
        left_out=left_out,
    )
    (place / MANIFEST).write_bytes(manifest.to_json())


def _describe(edition: Edition, place: Path) -> list[Quad]:
    graph, base = edition.iris.dataset_graph, edition.iris.base
    void = canonical_quads(in_graph(graph, void_triples(edition)))
    dcat = canonical_quads(in_graph(graph, dcat_triples(edition)))
    (place / "void.ttl").write_bytes(turtle(void, base))
    (place / "dcat.ttl").write_bytes(turtle(dcat, base))
    return canonical_quads([*void, *dcat])
