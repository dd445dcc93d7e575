"""One form for one dataset: canonical blank nodes and a fixed order (RDFC-1.0)."""

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad

from keikaku.rdf.namespaces import RDF, RDFS

_FIRST = {RDF.type: 0, RDFS.label: 1}


def canonical_quads(quads: Iterable[Quad]) -> list[Quad]:
    """The distinct quads by graph and subject, type and label first, blank nodes labelled by RDFC-1.0."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=reading_order)


def reading_order(quad: Quad) -> tuple[str, str, int, str, str]:
    """The key by which quads are sorted for people: what a thing is, how it is called, then the rest."""
    predicate = quad.predicate
    rank = _FIRST.get(predicate, len(_FIRST))
    return str(quad.graph_name), str(quad.subject), rank, predicate.value, str(quad.object)


def digest(canonical_n_quads: bytes) -> str:
    """The SHA-256, in hexadecimal, of a dataset's canonical N-Quads: what `sha256sum keikaku.nq` prints."""
    return sha256(canonical_n_quads).hexdigest()
