"""The catalogue with what was made of the release beside it: tables of the whole, files of each plan (DCAT 3, 6.8)."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from keikaku.rdf import literal
from keikaku.rdf.description import about
from keikaku.rdf.iri import Iris
from keikaku.rdf.literal import in_both, string
from keikaku.rdf.namespaces import DCAT, DCTERMS, RDF, RDFS, SPDX
from keikaku.release.edition import RIGHTS, part
from keikaku.release.manifest import File
from keikaku.web.file_response import media_type_of
from keikaku.web.made_files import made
from keikaku.web.service import Service

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_CSVW = NamedNode("https://www.w3.org/TR/tabular-metadata/")


def catalogue_triples(service: Service) -> Iterator[Triple]:
    """What the release says of itself, and a distribution for each file that really stands beside it."""
    content = (service.release.path / "dcat.ttl").read_bytes()
    yield from (quad.triple for quad in parse(content, RdfFormat.TURTLE))
    iris = Iris(service.release.manifest.base)
    for name, file in made(service).items():
        if dataset := _dataset_of(name, service, iris):
            node = iris.id("distribution", *name.split("/"))
            yield Triple(dataset, DCAT.distribution, node)
            yield from _distribution(node, name, file, service)


def _dataset_of(name: str, service: Service, iris: Iris) -> NamedNode | None:
    """The dataset that a file has the whole of; none for a municipality, which has only a series."""
    kind, _, rest = name.partition("/")
    if kind == "tables":
        return iris.dataset()
    graph = f"{iris.base}id/graph/{rest.partition('.')[0]}"
    return part(NamedNode(graph), iris) if graph in service.release.manifest.graphs else None


def _distribution(node: NamedNode, name: str, file: File, service: Service) -> Iterator[Triple]:
    manifest = service.release.manifest
    gzipped, plain = name.endswith(".gz"), name.removesuffix(".gz")
    title = name.partition("/")[2]
    checksum = NamedNode(f"{node.value}#checksum")
    yield from about(
        node,
        (RDF.type, DCAT.Distribution),
        (RDFS.label, string(title)),
        (DCTERMS.term("title"), string(title)),
        (DCTERMS.issued, literal.date(manifest.issued)),
        (DCTERMS.license, NamedNode(f"{manifest.base}id/terms")),
        (DCTERMS.rights, in_both(RIGHTS)),
        (DCTERMS.conformsTo, _CSVW if name.endswith(".csv") else None),
        (DCAT.accessURL, NamedNode(f"{manifest.base}dumps/")),
        (DCAT.downloadURL, NamedNode(f"{manifest.base}dumps/{manifest.id}/{name}")),
        (DCAT.mediaType, NamedNode(_MEDIA_TYPES + media_type_of(plain).partition(";")[0])),
        (DCAT.compressFormat, NamedNode(f"{_MEDIA_TYPES}application/gzip") if gzipped else None),
        (DCAT.byteSize, literal.size(file.size)),
        (SPDX.checksum, checksum),
    )
    yield from about(
        checksum,
        (RDF.type, SPDX.Checksum),
        (RDFS.label, string(f"SHA-256 {title}")),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, literal.hexadecimal(file.sha256)),
    )
