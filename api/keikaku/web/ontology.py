"""The ontology under its own address: a list of terms for people, its graph for programs."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from keikaku.rdf import ONTOLOGY_GRAPH
from keikaku.rdf.namespaces import DCTERMS, MP, OWL, RDF, RDFS, SCHEMA, SH
from keikaku.resources import content_folder
from keikaku.web.answering import client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.documentation import PAGE_OR_DATA
from keikaku.web.graph import Graph
from keikaku.web.graph_store import answer_graph
from keikaku.web.html import page_headers, render
from keikaku.web.methods import not_found
from keikaku.web.negotiation import language_of
from keikaku.web.pages.examples_of_terms import TermExample, examples_of
from keikaku.web.pages.incoming import prefixed
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.serialisation import choose_serialisation
from keikaku.web.service import service_of
from keikaku.web.usage import class_uses, property_uses
from keikaku.web.vocabulary import rules, vocabulary

router = APIRouter(tags=["Linked data"])


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its name, label, meaning, what it is a kind of, is said of and leads to; how often the data
    use it, and where for instance."""

    name: str
    anchor: str
    label: Link
    comment: Link | None
    above: list[Link]
    domains: list[Link]
    ranges: list[Link]
    source: list[Link]
    uses: int
    example: TermExample | None


@router.get("/ontology", responses=PAGE_OR_DATA)
async def ontology(request: Request, format: str | None = None) -> Response:
    """The terms of the data."""
    service = service_of(request)
    if choose_serialisation("construct", format, request.headers.get("accept")) is not None:
        return await answer_graph(request, ONTOLOGY_GRAPH.value, format)
    headers = page_headers(request)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    reader = Reader(language_of(request), service.settings.base, service.release)
    graph, this = vocabulary(), ONTOLOGY_GRAPH
    classes, properties = _own(OWL.Class), _own(OWL.ObjectProperty, OWL.DatatypeProperty)
    uses = class_uses(service.void) | property_uses(service.void)
    found = await examples_of(Graph(service, client_of(request)), classes, properties, reader)
    context = {
        "label": reader.link(graph, this),
        "description": reader.words(graph.literal(this, DCTERMS.description, reader.language)),
        "iri": MP,
        "classes": [_term(reader, node, uses.get(node, 0), found.get(node)) for node in classes],
        "properties": [_term(reader, node, uses.get(node, 0), found.get(node)) for node in properties],
        "rules": _rules(reader),
    }
    return render(request, "ontology.html", context, headers=headers)


@router.get("/ontology/context.jsonld", response_class=Response)
async def context(request: Request) -> Response:
    """The JSON-LD context of the data's terms."""
    service = service_of(request)
    content = (content_folder("ontology") / "context.jsonld").read_bytes()
    headers = {"etag": service.tag("context", content), "cache-control": REVALIDATE}
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return Response(content, headers=headers, media_type="application/ld+json")


@router.get("/ontology/{version}", responses=PAGE_OR_DATA)
async def ontology_version(request: Request, version: str, format: str | None = None) -> Response:
    """The terms under the IRI of their version, of which there is only the current one."""
    if vocabulary().node(ONTOLOGY_GRAPH, OWL.versionIRI) != NamedNode(
        f"{ONTOLOGY_GRAPH.value}/{quote(version)}"
    ):
        raise not_found(request.url.path)
    return await ontology(request, format)


def _own(*kinds: NamedNode) -> list[NamedNode]:
    """Our own terms of these kinds, by name."""
    found = {
        node for kind in kinds for node in vocabulary().subjects(RDF.type, kind) if node.value.startswith(MP)
    }
    return sorted(found, key=lambda node: node.value)


def _rules(reader: Reader) -> list[tuple[Link, list[Link]]]:
    """What the shapes ask of each class, in their own words."""
    graph = rules()
    found: dict[NamedNode, list[Link]] = defaultdict(list)
    for predicate in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
        for target in graph.all_nodes(predicate):
            for shape in graph.subjects(predicate, target):
                if words := reader.words(graph.label(shape, reader.language)):
                    found[target].append(words)
    return [(_named(reader, target), found[target]) for target in sorted(found, key=lambda node: node.value)]


def _term(reader: Reader, node: NamedNode, uses: int, example: TermExample | None) -> Term:
    graph = vocabulary()

    def links(*predicates: NamedNode) -> list[Link]:
        return [_named(reader, found) for predicate in predicates for found in graph.nodes(node, predicate)]

    return Term(
        prefixed(node.value),
        node.value.removeprefix(MP),
        reader.link(graph, node),
        reader.words(graph.literal(node, RDFS.comment, reader.language)),
        links(RDFS.subClassOf, RDFS.subPropertyOf),
        links(RDFS.domain, SCHEMA.domainIncludes),
        links(RDFS.range, SCHEMA.rangeIncludes),
        links(DCTERMS.source, RDFS.seeAlso),
        uses,
        example,
    )


def _named(reader: Reader, node: NamedNode) -> Link:
    """A term by its prefixed name, as data have it."""
    return Link(prefixed(node.value), reader.href(node.value))
