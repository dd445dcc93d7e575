"""The report graph (SHACL section 3.6): what another tool reads."""

import pytest
import rdflib
from rdflib.namespace import PROV, RDF, SH

from keikaku.check import check, results

BASE = "https://w3id.org/keikaku/"


@pytest.fixture
def graph(report):
    return rdflib.Graph().parse(data=results(report, BASE), format="turtle")


def test_the_report_says_whether_the_data_conforms(graph, broken):
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == rdflib.Literal(False)
    assert len(set(graph.objects(node, SH.result))) == 4
    valid = rdflib.Graph().parse(data=results(check(broken(""), {}), BASE), format="turtle")
    assert valid.value(predicate=SH.conforms, object=rdflib.Literal(True)) is not None


def test_a_result_has_what_shacl_asks_for(graph):
    (result,) = graph.subjects(SH.resultSeverity, SH.Warning)
    project = rdflib.URIRef(BASE + "id/project/142042/early/0-1-1-2")
    assert graph.value(result, SH.focusNode) == rdflib.URIRef(BASE + "id/plan/142042/early")
    assert graph.value(result, SH.value) == project
    assert graph.value(result, SH.resultPath) == rdflib.URIRef(BASE + "ontology#step")
    assert graph.value(result, SH.sourceShape) == rdflib.URIRef(BASE + "shapes#priority-step-each-year")
    assert graph.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    assert graph.value(result, PROV.wasDerivedFrom) == rdflib.URIRef(
        BASE + "id/document/142042/page#line=260,261"
    )


def test_messages_keep_their_languages(graph):
    (result,) = graph.subjects(SH.resultSeverity, SH.Warning)
    assert set(graph.objects(result, SH.resultMessage)) == {
        rdflib.Literal("平成27年度（2015年度）の工程がありません。", lang="ja"),
        rdflib.Literal("It has no step in fiscal year 2015.", lang="en"),
    }


def test_the_same_report_is_the_same_bytes(broken):
    data = broken("DELETE WHERE { ?project mp:department ?department }")
    assert results(check(data, {}), BASE) == results(check(reversed(data), {}), BASE)
