"""What must hold of the release that is shipped, whatever cities join it."""

from collections import Counter

from pyoxigraph import Store

from keikaku.release import Release


def test_no_triple_stands_in_two_graphs(shipped_release: Release) -> None:
    """An RDF merge counts a triple once (SPARQL 1.1 Query, 13.1); the engine counts it in each graph of a union."""
    store = Store.read_only(str(shipped_release.store))
    graphs = Counter(quad.triple for quad in store)
    assert [str(triple) for triple, count in graphs.items() if count > 1] == []
