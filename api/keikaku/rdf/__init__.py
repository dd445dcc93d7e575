"""Plans as RDF: a Plan becomes quads, and quads become text of a fixed form."""

from keikaku.rdf.canonical import canonical_quads, digest
from keikaku.rdf.classification import Classification, classification_triples
from keikaku.rdf.fiscal_year import fiscal_year_quads
from keikaku.rdf.iri import CODE_GRAPH, DEFAULT_BASE, ONTOLOGY_GRAPH, Iris
from keikaku.rdf.municipality import municipality_quads
from keikaku.rdf.place import place_quads
from keikaku.rdf.plan import plan_quads
from keikaku.rdf.syntax import SYNTAXES, Syntax
from keikaku.rdf.vocabulary import vocabulary_quads

__all__ = [
    "CODE_GRAPH",
    "DEFAULT_BASE",
    "ONTOLOGY_GRAPH",
    "SYNTAXES",
    "Classification",
    "Iris",
    "Syntax",
    "canonical_quads",
    "classification_triples",
    "digest",
    "fiscal_year_quads",
    "municipality_quads",
    "place_quads",
    "plan_quads",
    "vocabulary_quads",
]
