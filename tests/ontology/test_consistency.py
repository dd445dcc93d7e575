"""Our ontology, what its neighbours say of their terms, and data of every class agree (OWL 2 RL)."""

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, Graph, Namespace, URIRef

from keikaku.rdf.namespaces import MP

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # how owlrl reports a contradiction
BASE = Namespace("https://w3id.org/keikaku/id/")
TERM = Namespace(str(MP))


def contradictions(*graphs: Graph) -> list[str]:
    closure = Graph().parse(Path(__file__).parent / "borrowed.ttl")
    for graph in graphs:
        closure += graph
    DeductiveClosure(OWLRL_Semantics).expand(closure)
    members = [f"{member.n3()} is owl:Nothing" for member in closure.subjects(RDF.type, OWL.Nothing)]
    return members + [str(message) for message in closure.objects(None, ERROR)]


def test_the_sample_has_every_class_and_property(ontology: Graph, sample: Graph) -> None:
    ours = {term for term in ontology.subjects(RDF.type) if term.startswith(MP)}
    assert ours == ours & (set(sample.objects(None, RDF.type)) | set(sample.predicates()))


def test_data_of_every_class_contradicts_nothing(ontology: Graph, codes: Graph, sample: Graph) -> None:
    assert contradictions(ontology, codes, sample) == []


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        pytest.param(
            "listing/142042/zenki/row", TERM.policy, "policy/142042/zenki/0-1", id="listing-as-project"
        ),
        pytest.param("policy/142042/zenki/0-1", TERM.planType, "plan/142042/zenki", id="policy-as-plan"),
        pytest.param("doubt/142042/zenki/steps", TERM.decidedBy, "", id="doubt-as-correction"),
    ],
)
def test_a_confusion_is_found(
    ontology: Graph, sample: Graph, subject: str, predicate: URIRef, value: str
) -> None:
    confused = Graph().add((BASE[subject], predicate, BASE[value]))
    assert contradictions(ontology, sample, confused) != []
