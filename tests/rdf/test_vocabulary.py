from pathlib import Path

from pyoxigraph import BlankNode, NamedNode

from keikaku.rdf import CODE_GRAPH, ONTOLOGY_GRAPH, vocabulary_quads
from keikaku.rdf.namespaces import MP, RDF, SKOS


def test_the_shipped_files_fill_the_two_graphs() -> None:
    quads = set(vocabulary_quads())
    classes = {quad.subject for quad in quads if quad.graph_name == ONTOLOGY_GRAPH}
    concepts = {q.subject for q in quads if q.graph_name == CODE_GRAPH and q.object == SKOS.Concept}
    assert {quad.graph_name for quad in quads} == {ONTOLOGY_GRAPH, CODE_GRAPH}
    assert MP.PriorityProject in classes
    assert NamedNode("https://w3id.org/keikaku/code/amount-kind/estimate") in concepts


def test_blank_nodes_of_two_files_stay_apart_and_keep_their_names(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text(f'@prefix : <http://example.org/> . _:x :in "{name}" .')
    first, second = list(vocabulary_quads(tmp_path)), list(vocabulary_quads(tmp_path))
    assert first == second
    assert {quad.subject for quad in first} == {BlankNode("c14n0"), BlankNode("c14n1")}
    assert not [quad for quad in first if quad.predicate == RDF.type]
