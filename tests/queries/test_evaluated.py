"""Saved queries about a plan that is known only from its evaluation: it has no period to be asked for."""

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Variable

from keikaku.engine.saved_query import saved_query
from keikaku.rdf import DEFAULT_BASE

DATA = """
@base <https://w3id.org/keikaku/id/> .
@prefix mp: <https://w3id.org/keikaku/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<plan/272043/7th> a mp:Plan ; rdfs:label "第7次総合計画"@ja ; mp:municipality <municipality/272043> .
<municipality/272043> rdfs:label "池田市"@ja , "Ikeda"@en .
<evaluation/272043/7th/2024> a mp:Evaluation ; mp:evaluates <plan/272043/7th> ;
    mp:fiscalYear <fiscal-year/2024> .
<project/272043/7th/1> a mp:Project ; rdfs:label "環境学習推進事業"@ja ; dcterms:isPartOf <plan/272043/7th> ;
    mp:amount <amount/b-2024> , <amount/s-2024> , <amount/s-2023> .
<amount/b-2024> rdfs:label "予算額 6,000千円（2024年度）"@ja ; schema:value 6000000.0 ;
    mp:fiscalYear <fiscal-year/2024> .
<amount/s-2024> rdfs:label "決算額 5,690千円（2024年度）"@ja ; schema:value 5690000.0 ;
    mp:fiscalYear <fiscal-year/2024> .
<amount/s-2023> rdfs:label "決算額 5,100千円（2023年度）"@ja ; schema:value 5100000.0 ;
    mp:fiscalYear <fiscal-year/2023> .
<fiscal-year/2023> mp:year "2023"^^xsd:gYear .
<fiscal-year/2024> mp:year "2024"^^xsd:gYear .
"""


def money(year: str) -> list[tuple[str, str, str]]:
    store = Store()
    store.load(DATA, RdfFormat.TURTLE)
    asked = saved_query("projects-by-topic").query({"fiscalYear": year, "word": "環境"}, DEFAULT_BASE)
    bound = {
        Variable("fiscalYear"): NamedNode(f"{DEFAULT_BASE}id/fiscal-year/{year}"),
        Variable("word"): Literal("環境"),
    }
    assert {variable.value for variable in bound} == set(asked.substitutions)
    solutions = store.query(asked.text, substitutions=bound)
    assert isinstance(solutions, QuerySolutions)
    return [(row["projectName"].value, row["money"].value, row["yen"].value) for row in solutions]


def test_its_projects_are_found_in_the_year_evaluated_with_each_amount_of_that_year() -> None:
    assert money("2024") == [
        ("環境学習推進事業", "予算額 6,000千円（2024年度）", "6000000"),
        ("環境学習推進事業", "決算額 5,690千円（2024年度）", "5690000"),
    ]


def test_a_year_that_was_not_evaluated_finds_nothing() -> None:
    assert money("2023") == []
