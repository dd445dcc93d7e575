"""The dataset as VoID and SPARQL Service Description terms, with counts taken from the data."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.rdf.description import about
from keikaku.rdf.literal import in_both, integer, string
from keikaku.rdf.namespaces import DCTERMS, FOAF, MP, PREFIXES, RDF, RDFS, SD, VOID
from keikaku.release.edition import DESCRIPTION, TITLE, Edition
from keikaku.release.statistics import Statistics

_EXAMPLES = (MP.Municipality, MP.Plan, MP.Policy, MP.PriorityProject, MP.Project)


def void_triples(edition: Edition) -> Iterator[Triple]:
    """The whole dataset, one subset for each named graph, and partitions by class and property."""
    yield from about(
        edition.whole,
        (RDF.type, (VOID.Dataset, SD.Dataset)),
        (RDFS.label, in_both(TITLE)),
        (DCTERMS.term("title"), in_both(TITLE)),
        (DCTERMS.description, in_both(DESCRIPTION)),
        (RDFS.comment, in_both(edition.gaps) if edition.gaps else None),
        (DCTERMS.license, edition.terms),
        (FOAF.homepage, NamedNode(edition.iris.base)),
        (VOID.uriSpace, string(edition.uri_space)),
        (VOID.sparqlEndpoint, edition.endpoint),
        (VOID.dataDump, [edition.download(dump) for dump in edition.dumps]),
        (VOID.exampleResource, [e for cls in _EXAMPLES if (e := edition.total.examples.get(cls))]),
        (VOID.subset, [edition.part(graph) for graph in edition.graphs]),
        (SD.namedGraph, [_named_graph(edition.part(graph)) for graph in edition.graphs]),
    )
    yield from _counts(edition.whole, edition.total)
    for graph in edition.graphs:
        yield from _subset(graph, edition)


def _subset(graph: NamedNode, edition: Edition) -> Iterator[Triple]:
    part = edition.part(graph)
    name = graph.value.removeprefix(edition.iris.base)
    yield from about(
        part,
        (RDF.type, (VOID.Dataset, SD.Graph)),
        (RDFS.label, in_both(Text(f"グラフ {name} のデータ", f"the data in the graph {name}"))),
        (VOID.sparqlEndpoint, edition.endpoint),
    )
    yield from about(
        _named_graph(part),
        (RDF.type, SD.NamedGraph),
        (RDFS.label, in_both(Text(f"グラフ {name}", f"the graph {name}"))),
        (SD.term("name"), graph),
        (SD.graph, part),
    )
    yield from _counts(part, edition.graphs[graph])


def _counts(dataset: NamedNode, statistics: Statistics) -> Iterator[Triple]:
    classes = {cls: _fragment(dataset, "class", cls) for cls in statistics.classes}
    properties = {prop: _fragment(dataset, "property", prop) for prop in statistics.properties}
    yield from about(
        dataset,
        (VOID.triples, integer(statistics.triples)),
        (VOID.entities, integer(statistics.entities)),
        (VOID.classes, integer(len(classes))),
        (VOID.properties, integer(len(properties))),
        (VOID.distinctSubjects, integer(statistics.subjects)),
        (VOID.distinctObjects, integer(statistics.objects)),
        (VOID.vocabulary, statistics.vocabularies),
        (VOID.classPartition, classes.values()),
        (VOID.propertyPartition, properties.values()),
    )
    for cls, node in classes.items():
        entities = integer(statistics.classes[cls])
        label = string(_short(cls))
        yield from about(node, (RDFS.label, label), (VOID.term("class"), cls), (VOID.entities, entities))
    for prop, node in properties.items():
        triples = integer(statistics.properties[prop])
        label = string(_short(prop))
        yield from about(node, (RDFS.label, label), (VOID.property, prop), (VOID.triples, triples))


def _named_graph(part: NamedNode) -> NamedNode:
    return NamedNode(f"{part.value}#named-graph")


def _fragment(dataset: NamedNode, kind: str, term: NamedNode) -> NamedNode:
    return NamedNode(f"{dataset.value}#{kind}-{_short(term).replace(':', '-')}")


def _short(term: NamedNode) -> str:
    """`mp:Project` for a term whose namespace has a prefix, else the whole IRI."""
    fitting = [(name, space) for name, space in PREFIXES.items() if term.value.startswith(space)]
    if not fitting:
        return term.value
    name, space = max(fitting, key=lambda pair: len(pair[1]))
    return f"{name}:{term.value.removeprefix(space)}"
