"""The ontology and the code lists as graphs."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from keikaku.rdf.canonical import canonical_quads
from keikaku.rdf.iri import CODE_GRAPH, ONTOLOGY_GRAPH
from keikaku.resources import content_folder


def vocabulary_quads(folder: Path | None = None) -> Iterator[Quad]:
    """The Turtle files of `ontology/` in their two graphs, blank nodes labelled canonically (RDFC-1.0)."""
    folder = folder or content_folder("ontology")
    store = Store()
    for path in sorted(folder.rglob("*.ttl")):
        graph = _graph(path.relative_to(folder))
        store.load(path=path, format=RdfFormat.TURTLE, base_iri=graph.value, to_graph=graph)
    return iter(canonical_quads(store))


def _graph(path: Path) -> NamedNode:
    return CODE_GRAPH if path.parts[0].startswith("codes") else ONTOLOGY_GRAPH
