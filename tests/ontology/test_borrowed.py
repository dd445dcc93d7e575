"""Terms of other vocabularies exist, under the namespaces that the program uses, and are left as they are."""

import json
import re
from pathlib import Path

import pytest
from rdflib import RDFS, SKOS, Graph, URIRef
from rdflib.namespace import (
    DCAM,
    DCAT,
    DCTERMS,
    ORG,
    OWL,
    PROV,
    RDF,
    SDO,
    TIME,
    VANN,
    VOID,
    XSD,
    DefinedNamespace,
)

from keikaku.rdf.namespaces import CODE, DQV, MP, OA, PREFIXES, SCHEMA, XKOS
from keikaku.resources import content_folder

PREFIX = re.compile(
    r"""(?:@?prefix\s+|sh:prefix\s+")([\w-]*)(?::\s*<|"\s*;\s*sh:namespace\s+")([^>"]*)""", re.IGNORECASE
)
CLOSED = (DCAM, DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, TIME, VANN, VOID, XSD)

# rdflib has no XKOS; these are in https://rdf-vocabulary.ddialliance.org/xkos.html
XKOS_TERMS = {XKOS + name for name in ("ClassificationLevel", "ConceptAssociation", "depth")}


# rdflib has neither of these: https://www.w3.org/TR/vocab-dqv/ and https://www.w3.org/TR/annotation-vocab/
QUALITY_TERMS = {
    *(DQV + name for name in ("QualityAnnotation", "hasQualityAnnotation", "qualityAssessment")),
    OA + "motivatedBy",
}


def files() -> list[Path]:
    folders = {"ontology": "*.ttl", "shapes": "*.ttl", "queries": "*.rq"}
    return [path for folder, kind in folders.items() for path in content_folder(folder).rglob(kind)]


@pytest.mark.parametrize(
    "declaration",
    [
        "@prefix x-y: <http://a/> .",
        "PREFIX x-y: <http://a/>",
        'sh:prefix "x-y" ; sh:namespace "http://a/"^^xsd:anyURI',
    ],
)
def test_each_way_of_declaring_a_prefix_is_seen(declaration: str) -> None:
    assert PREFIX.findall(declaration) == [("x-y", "http://a/")]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_a_prefix_means_the_same_everywhere(path: Path) -> None:
    for prefix, namespace in PREFIX.findall(path.read_text("utf-8")):
        assert PREFIXES.get(prefix, namespace) == namespace, prefix


def test_the_namespaces_of_the_context_are_those_of_the_program() -> None:
    context = json.loads((content_folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    namespaces = {iri for iri in context.values() if isinstance(iri, str) and iri[-1] in "/#"}
    assert namespaces <= {str(namespace) for namespace in PREFIXES.values()}


def test_borrowed_terms_exist(ontology: Graph, codes: Graph, sample: Graph) -> None:
    for graph in (ontology, codes, sample):
        borrowed = {URIRef(p) for p in graph.predicates()} | set(graph.objects(None, RDF.type))
        borrowed |= {term for term in ontology.subjects(unique=True) if not term.startswith(MP)}
        unknown = {str(term) for term in borrowed if not _exists(str(term))}
        assert unknown <= {MP.removesuffix("#")}


def test_borrowed_terms_get_names_and_notes_and_no_new_meaning(ontology: Graph) -> None:
    borrowed = [term for term in ontology.subjects(unique=True) if not term.startswith(MP.removesuffix("#"))]
    assert {p for term in borrowed for p in ontology.predicates(term)} <= {
        RDF.type,
        RDFS.label,
        SKOS.scopeNote,
    }
    for term in borrowed:
        for documentation in (RDFS.label, SKOS.scopeNote):
            languages = {text.language for text in ontology.objects(term, documentation)}
            assert languages in ({"ja", "en"}, set()), term


def test_every_borrowed_term_in_the_data_has_a_note(ontology: Graph, sample: Graph) -> None:
    in_data = set(sample.predicates()) | set(sample.objects(None, RDF.type))
    noted = set(ontology.subjects(SKOS.scopeNote))
    assert {term for term in in_data - noted if not term.startswith(MP)} == {
        RDF.type,
        RDFS.label,
        RDFS.comment,
    }


def _exists(term: str) -> bool:
    if term.startswith((MP, CODE)):
        return True
    if term.startswith(SCHEMA):
        return _in(SDO, term.replace(SCHEMA, str(SDO)))
    return term in XKOS_TERMS | QUALITY_TERMS or any(_in(vocabulary, term) for vocabulary in CLOSED)


def _in(vocabulary: type[DefinedNamespace], term: str) -> bool:
    return term.startswith(str(vocabulary)) and URIRef(term) in vocabulary
