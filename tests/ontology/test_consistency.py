"""Our ontology, what its neighbours say of their terms, and data of every class agree (OWL 2 RL)."""

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, Graph, URIRef

from keikaku.rdf.namespaces import MP, PROV

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # how owlrl reports a contradiction
PREFIXES = f"@base <https://w3id.org/keikaku/id/> . @prefix mp: <{MP}> . @prefix prov: <{PROV}> .\n"


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
    "confusion",
    [
        pytest.param(
            "<listing/142042/zenki/row> mp:policy <policy/142042/zenki/0> .", id="listing-as-project"
        ),
        pytest.param(
            "<plan/142042/zenki> mp:statement <statement/142042/zenki/0-1/1> .", id="plan-as-policy"
        ),
        pytest.param('<doubt/142042/zenki/steps> mp:decidedBy "計画担当" .', id="doubt-as-correction"),
        pytest.param("<correction/142042/zenki/steps> a prov:Activity .", id="record-as-activity"),
        pytest.param("<evaluation/142042/evaluated/2024> a mp:Plan .", id="evaluation-as-plan"),
        pytest.param("<day/2014-04-01> mp:eraLabel '平成26年度'@ja .", id="day-as-year"),
    ],
)
def test_a_confusion_is_found(ontology: Graph, sample: Graph, confusion: str) -> None:
    confused = Graph().parse(data=PREFIXES + confusion, format="turtle")
    assert contradictions(ontology, sample, confused) != []
