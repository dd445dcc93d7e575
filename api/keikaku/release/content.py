"""The data of a release, in the two orders in which it is written, whatever order it came in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from keikaku.rdf import canonical_quads
from keikaku.rdf.canonical import reading_order
from keikaku.rdf.namespaces import SCHEMA
from keikaku.release.sorting import Sorter


@dataclass(frozen=True, slots=True)
class Content:
    """Two files of N-Quads: `canonical` (RDFC-1.0), whose SHA-256 is `digest`, and `reading`, graph by graph.

    `checksums` are those that the data gives of documents.
    """

    canonical: Path
    reading: Path
    digest: str
    checksums: frozenset[str]

    @classmethod
    def write(cls, quads: Iterable[Quad], folder: Path) -> "Content":
        """Sort quads, all in named graphs, into files in a folder; ValueError for one in none."""
        lines, order = Sorter(folder / "lines"), Sorter(folder / "order")
        checksums = set()
        for quad in _canonical(quads):
            if not isinstance(quad.graph_name, NamedNode):
                raise ValueError(f"a release has named graphs only, not {quad.graph_name}")
            lines.add(f"{quad} .".encode())
            order.add("\0".join(map(str, reading_order(quad))).encode())
            if quad.predicate == SCHEMA.sha256:
                checksums.add(str(quad.object))
        canonical, reading = folder / "canonical.nq", folder / "reading.nq"
        digest = sha256()
        with canonical.open("wb") as file:
            for line in lines:
                digest.update(line + b"\n")
                file.write(line + b"\n")
        with reading.open("wb") as file:
            for line in order:
                graph, subject, _, predicate, value = line.split(b"\0")
                file.write(b"%b <%b> %b %b .\n" % (subject, predicate, value, graph))
        return cls(canonical, reading, digest.hexdigest(), frozenset(checksums))

    def quads(self) -> Iterator[Quad]:
        """All quads in reading order: by graph and subject, what a thing is and how it is called first."""
        return parse(path=self.reading, format=RdfFormat.N_QUADS)

    def graphs(self) -> Iterator[tuple[NamedNode, Iterator[Triple]]]:
        """Each graph with its triples in reading order."""
        for graph, quads in groupby(self.quads(), key=lambda quad: quad.graph_name):
            if isinstance(graph, NamedNode):
                yield graph, (quad.triple for quad in quads)

    def triples(self) -> Iterator[Triple]:
        """The triples of all graphs together, each once, in reading order."""
        together = (quad.triple for quad in parse(path=self.canonical, format=RdfFormat.N_QUADS))
        for _, about in groupby(together, key=lambda triple: triple.subject):
            quads = {Quad(*triple) for triple in about}
            yield from (quad.triple for quad in sorted(quads, key=reading_order))


def _canonical(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with canonical blank nodes: labels depend on nothing but the quads that have one (RDFC-1.0, 4.4)."""
    blank = []
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            blank.append(quad)
        else:
            yield quad
    yield from canonical_quads(blank)
