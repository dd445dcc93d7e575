"""What a catalogue says of each plan, asked of the plans' own graphs."""

from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from keikaku.rdf.namespaces import PREFIXES

_PLANS = """
SELECT ?graph ?plan ?title ?title_en ?city ?code ?city_name ?first_day ?last_day WHERE {
  GRAPH ?graph {
    ?plan a mp:Plan ; rdfs:label ?title ; mp:municipality ?city ;
      mp:firstFiscalYear ?first ; mp:lastFiscalYear ?last
    FILTER (LANG(?title) = "ja")
    OPTIONAL { ?plan rdfs:label ?title_en FILTER (LANG(?title_en) = "en") }
  }
  ?city dcterms:identifier ?code ; rdfs:label ?city_name FILTER (LANG(?city_name) = "ja")
  ?first time:hasBeginning/time:inXSDDate ?first_day .
  ?last time:hasEnd/time:inXSDDate ?last_day .
} ORDER BY ?graph"""

_DOCUMENTS = "SELECT ?document WHERE { ?document a schema:DigitalDocument } ORDER BY ?document"


@dataclass(frozen=True, slots=True)
class CataloguedPlan:
    """A plan with its titles, municipality, first and last day (xsd:date) and documents."""

    graph: NamedNode
    plan: NamedNode
    titles: tuple[Literal, ...]
    municipality: NamedNode
    code: str
    municipality_name: str
    first_day: Literal
    last_day: Literal
    documents: tuple[NamedNode, ...]


def catalogued_plans(store: Store) -> list[CataloguedPlan]:
    """The plans in a store by graph; a plan needs its municipality and fiscal years in the store too."""
    return [
        CataloguedPlan(
            graph=row["graph"],
            plan=row["plan"],
            titles=tuple(title for title in (row["title"], row["title_en"]) if title),
            municipality=row["city"],
            code=row["code"].value,
            municipality_name=row["city_name"].value,
            first_day=row["first_day"],
            last_day=row["last_day"],
            documents=tuple(_documents(store, row["graph"])),
        )
        for row in _rows(store, _PLANS)
    ]


def _documents(store: Store, graph: NamedNode) -> list[NamedNode]:
    return [row["document"] for row in _rows(store, _DOCUMENTS, graph)]


def _rows(store: Store, query: str, graph: NamedNode | None = None) -> QuerySolutions:
    rows = store.query(
        query, prefixes=PREFIXES, default_graph=graph, use_default_graph_as_union=graph is None
    )
    return cast(QuerySolutions, rows)
