"""What this endpoint is and can do, in RDF (SPARQL 1.1 Service Description), or as the page with the query form."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.formats import GRAPHS, RESULTS
from keikaku.rdf.literal import integer
from keikaku.rdf.namespaces import DCTERMS, RDF, RDFS, SD, VOID, Namespace
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.limits import limit_values
from keikaku.web.pages.sparql import form_page
from keikaku.web.serialisation import choose_serialisation, serialised
from keikaku.web.service import Service, service_of

_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nquads": "N-Quads",
}
_ENTAILMENT = NamedNode("http://www.w3.org/ns/entailment/Simple")


async def describe_service(request: Request, named: str | None) -> Response:
    """The description in the RDF format that the client wants, or the query form for browsers."""
    service = service_of(request)
    chosen = choose_serialisation("construct", named, request.headers.get("accept"))
    if chosen is None:
        return form_page(request)
    endpoint = str(request.url.replace(query="", fragment=""))
    headers = {
        "etag": service.tag("description", endpoint, chosen),
        "cache-control": REVALIDATE,
        "vary": "Accept, Accept-Encoding",
        "content-type": chosen.content_type,
    }
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return Response(serialised(description(service, endpoint), chosen), headers=headers)


def description(service: Service, endpoint: str) -> Iterator[Triple]:
    """The triples of the description (section 3); counts come from the release's manifest."""
    this, dataset, union = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    graphs = service.release.manifest.graphs
    yield Triple(this, RDF.type, SD.Service)
    yield Triple(this, SD.endpoint, NamedNode(endpoint))
    yield Triple(this, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(this, SD.feature, SD.UnionDefaultGraph)
    yield Triple(this, SD.defaultEntailmentRegime, _ENTAILMENT)
    for format in (*RESULTS, *GRAPHS):
        yield Triple(this, SD.resultFormat, _FORMATS.term(_FORMAT_NAMES[format.name]))
    for value in limit_values(service.engine.limits):
        yield Triple(
            this, RDFS.comment, Literal(f"{value.name} {value.value:.15g}: {value.text.en}", language="en")
        )
    yield Triple(this, SD.defaultDataset, dataset)
    yield Triple(this, SD.availableGraphs, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, RDF.type, SD.GraphCollection)
    yield Triple(dataset, DCTERMS.identifier, Literal(service.release.id))
    yield Triple(dataset, SD.defaultGraph, union)
    yield Triple(union, RDF.type, SD.Graph)
    yield Triple(union, VOID.triples, integer(_union_size(service)))
    for number, (name, triples) in enumerate(sorted(graphs.items())):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(named, RDF.type, SD.NamedGraph)
        yield Triple(named, SD.term("name"), NamedNode(name))
        yield Triple(named, SD.graph, graph)
        yield Triple(graph, RDF.type, SD.Graph)
        yield Triple(graph, VOID.triples, integer(triples))


def _union_size(service: Service) -> int:
    return sum(service.release.manifest.graphs.values())
