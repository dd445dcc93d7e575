"""One form for one dataset: canonical blank nodes, a fixed order, a digest (RDFC-1.0)."""

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad

from keikaku.rdf.namespaces import RDF, RDFS

_FIRST = {RDF.type: 0, RDFS.label: 1}


def canonical_quads(quads: Iterable[Quad]) -> list[Quad]:
    """The distinct quads by graph and subject, type and label first, blank nodes labelled by RDFC-1.0."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=_reading_order)


def canonical_n_quads(quads: Iterable[Quad]) -> bytes:
    """The canonical N-Quads form of a dataset (RDFC-1.0, section 5)."""
    return "".join(sorted(f"{quad} .\n" for quad in canonical_quads(quads))).encode()


def digest(quads: Iterable[Quad]) -> str:
    """The SHA-256 of the canonical N-Quads form, in hexadecimal."""
    return sha256(canonical_n_quads(quads)).hexdigest()


def _reading_order(quad: Quad) -> tuple[str, str, int, str, str]:
    predicate = quad.predicate
    return (
        str(quad.graph_name),
        str(quad.subject),
        _FIRST.get(predicate, len(_FIRST)),
        predicate.value,
        str(quad.object),
    )
