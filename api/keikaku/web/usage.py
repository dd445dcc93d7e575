"""How often the data use a class or property, by their VoID description (void:classPartition and so on)."""

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import RDF, VOID
from keikaku.web.subgraph import Subgraph


def class_uses(void: Subgraph) -> dict[NamedNode, int]:
    """How many things each class has in the whole dataset."""
    return _uses(void, VOID.classPartition, VOID.term("class"), VOID.entities)


def property_uses(void: Subgraph) -> dict[NamedNode, int]:
    """How many triples each property has in the whole dataset."""
    return _uses(void, VOID.propertyPartition, VOID.property, VOID.triples)


def _uses(void: Subgraph, partition: NamedNode, term: NamedNode, count: NamedNode) -> dict[NamedNode, int]:
    whole = set(void.subjects(RDF.type, VOID.Dataset)) - void.all_nodes(VOID.subset)
    parts = [part for dataset in whole for part in void.nodes(dataset, partition)]
    return {node: void.number(part, count) for part in parts if (node := void.node(part, term))}
