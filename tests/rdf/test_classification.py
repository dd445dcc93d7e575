from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from keikaku.plan import Assertion, TopicScheme
from keikaku.rdf import Classification, Iris, classification_triples
from keikaku.rdf.namespaces import CODE, DCTERMS, MP, PROV, SDG

IRIS = Iris("http://localhost/")
THING = NamedNode("http://localhost/id/project/142042/early/0-1-1-1")


def written(assertion: Assertion, **more: object) -> set[Triple]:
    classification = Classification(THING, TopicScheme.SDG, "11.3", assertion, **more)  # type: ignore[arg-type]
    return set(classification_triples(classification, IRIS))


@pytest.mark.parametrize(
    ("assertion", "plainly"),
    [(Assertion.PRINTED, True), (Assertion.CURATOR, True), (Assertion.METHOD, False)],
)
def test_a_query_can_take_the_three_kinds_apart(assertion: Assertion, plainly: bool) -> None:
    triples = written(assertion)
    node = NamedNode(f"http://localhost/id/classification/project/142042/early/0-1-1-1/sdg-11.3/{assertion}")
    topic = SDG.term("11.3")
    assert Triple(node, MP.classified, THING) in triples
    assert Triple(node, DCTERMS.subject, topic) in triples
    assert Triple(node, MP.assertedBy, CODE.term(f"assertion/{assertion}")) in triples
    assert (Triple(THING, DCTERMS.subject, topic) in triples) == plainly


def test_a_method_says_how_and_how_sure() -> None:
    values = {
        triple.object for triple in written(Assertion.METHOD, method="names", confidence=Decimal("0.90"))
    }
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    assert {Literal("names"), Literal("0.9", datatype=decimal)} <= values


def test_a_curator_is_named() -> None:
    curator = NamedNode("http://localhost/id/agent/planner")
    said = {
        triple.object
        for triple in written(Assertion.CURATOR, by=curator)
        if triple.predicate == PROV.wasAttributedTo
    }
    assert said == {curator}
