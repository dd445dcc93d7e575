"""Every term that is used is defined, and every term that is defined is documented and used."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import parse
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef

import keikaku
from keikaku.language import LANGUAGES
from keikaku.rdf.namespaces import MP
from keikaku.resources import content_folder

PACKAGE = Path(keikaku.__file__).parent
DOCS = Path(__file__).parents[2] / "docs"
FILES = sorted(content_folder("ontology").rglob("*.ttl"))
ONTOLOGY = URIRef("https://w3id.org/keikaku/ontology")

# mp:Plan, <https://w3id.org/keikaku/ontology#Plan>, MP.Plan, MP.term("from")
MENTION = re.compile(rf"""(?:\bmp:|{re.escape(MP)}|\bMP\.(?!\w+\()|\bMP\.term\(["'])(\w+)""")


def mentioned(paths: Iterable[Path]) -> dict[str, set[str]]:
    """The names of our terms in these files, each with the files that name it."""
    terms: dict[str, set[str]] = {}
    for path in paths:
        for name in MENTION.findall(path.read_text("utf-8")):
            terms.setdefault(name, set()).add(path.name)
    return terms


def in_use() -> dict[str, set[str]]:
    return mentioned(
        [
            *PACKAGE.rglob("*.py"),
            *PACKAGE.rglob("*.html"),
            *content_folder("shapes").rglob("*.ttl"),
            *content_folder("queries").rglob("*.rq"),
        ]
    )


@pytest.fixture(scope="session")
def terms(ontology: Graph) -> dict[str, URIRef]:
    """Our own terms by their local names."""
    return {
        subject.removeprefix(MP): subject
        for subject in ontology.subjects(RDF.type, unique=True)
        if isinstance(subject, URIRef) and subject.startswith(MP)
    }


@pytest.mark.parametrize(
    "text",
    [
        "mp:Plan",
        "a mp:Plan ;",
        "<https://w3id.org/keikaku/ontology#Plan>",
        "(RDF.type, MP.Plan)",
        'MP.term("Plan")',
        "sh:path (mp:Plan)",
    ],
)
def test_each_way_of_naming_a_term_is_seen(tmp_path: Path, text: str) -> None:
    (tmp_path / "file").write_text(text)
    assert set(mentioned([tmp_path / "file"])) == {"Plan"}


def test_what_only_looks_like_a_term_is_not_seen(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("temp:Plan XMP.Plan MP.term(name) MP.removesuffix()")
    assert mentioned([tmp_path / "file"]) == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_turtle(path: Path) -> None:
    assert list(parse(path=path))


def test_every_used_term_is_defined(terms: dict[str, URIRef]) -> None:
    context = mentioned([content_folder("ontology") / "context.jsonld"])
    undefined = {name: files for name, files in (in_use() | context).items() if name not in terms}
    assert undefined == {}


def test_every_defined_term_is_used(terms: dict[str, URIRef]) -> None:
    assert sorted(set(terms) - set(in_use())) == []


def test_the_model_and_the_ontology_have_the_same_terms(terms: dict[str, URIRef]) -> None:
    assert set(mentioned([DOCS / "model.md"])) == set(terms)


def test_the_context_has_every_term(terms: dict[str, URIRef]) -> None:
    assert set(mentioned([content_folder("ontology") / "context.jsonld"])) == set(terms)


def test_the_reading_guide_names_only_terms_that_exist(terms: dict[str, URIRef]) -> None:
    assert set(mentioned([DOCS / "ontology.md"])) <= set(terms)


@pytest.mark.parametrize("documentation", [RDFS.label, RDFS.comment])
def test_every_term_speaks_both_languages(
    ontology: Graph, terms: dict[str, URIRef], documentation: URIRef
) -> None:
    for term in terms.values():
        languages = [text.language for text in ontology.objects(term, documentation)]
        assert sorted(languages) == sorted(LANGUAGES), term


def test_every_term_says_where_it_is_defined(ontology: Graph, terms: dict[str, URIRef]) -> None:
    assert all(ontology.value(term, RDFS.isDefinedBy) == ONTOLOGY for term in terms.values())


def test_every_term_is_one_kind_of_thing(ontology: Graph, terms: dict[str, URIRef]) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for term in terms.values():
        assert len(kinds & set(ontology.objects(term, RDF.type))) == 1, term


def test_names_follow_the_custom(ontology: Graph, terms: dict[str, URIRef]) -> None:
    for name, term in terms.items():
        assert name[0].isupper() == ((term, RDF.type, OWL.Class) in ontology), term


def test_nothing_is_nameless(ontology: Graph, codes: Graph) -> None:
    nameless = [node for graph in (ontology, codes) for node in graph.all_nodes() if isinstance(node, BNode)]
    assert nameless == []
