"""The queries of docs/ontology.md answer what they promise."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

GUIDE = Path(__file__).parents[2] / "docs" / "ontology.md"
QUERIES = re.findall(r"^```sparql\n(.*?)^```", GUIDE.read_text("utf-8"), re.M | re.S)

ROWS = [
    [("市民参画のための広報・広聴", "広報事業", "秘書広報課", "true")],
    [("2014", "見直しの検討", "人が確定", "https://w3id.org/keikaku/id/document/142042/page#line=41,42")],
    [
        ("広報事業", "推計", "2014", "2014", "30300000", "30.30百万円"),
        ("前期実施計画", "推計", "2014", "2015", None, "未定百万円"),
    ],
]


@pytest.fixture(scope="module")
def store(sample: Graph, codes: Graph) -> Store:
    store = Store()
    for graph in (sample, codes):
        store.load(input=graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES)
    return store


@pytest.mark.parametrize(("query", "rows"), list(zip(QUERIES, ROWS, strict=True)))
def test_a_query_of_the_guide_finds_its_rows(
    store: Store, query: str, rows: list[tuple[str | None, ...]]
) -> None:
    found = [tuple(term and term.value for term in solution) for solution in store.query(query)]
    assert found == rows
