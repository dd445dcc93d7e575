"""What things are called, for many of them with one query."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from keikaku.engine.query import Query
from keikaku.language import Language
from keikaku.rdf.namespaces import RDFS
from keikaku.web.graph import Graph

_MOST = 2_000


async def labels_of(graph: Graph, iris: Iterable[str], language: Language) -> Mapping[str, str]:
    """The labels of the first 2,000 distinct IRIs in the reader's language, else in any; those without one are left
    out."""
    nodes = " ".join(str(NamedNode(iri)) for iri in list(dict.fromkeys(iris))[:_MOST])
    if not nodes:
        return {}
    text = (
        f"SELECT ?s ?label (LANG(?label) AS ?lang) WHERE {{ VALUES ?s {{ {nodes} }} ?s {RDFS.label} ?label }}"
    )
    rows = await graph.rows(Query(text))
    return {row["s"]: row["label"] for row in sorted(rows, key=lambda row: row.get("lang") == language)}
