"""A fiscal year: when it begins and ends, how it is printed, and which plans run in it."""

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import MP, RDF, TIME
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.municipality import plan_rows
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Reader
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s (time:intervalMeets|^time:intervalMeets)? ?x .",
    "?s mp:year ?year . ?x mp:firstFiscalYear/mp:year ?first ; mp:lastFiscalYear/mp:year ?last ; a mp:Plan . "
    "FILTER(STR(?first) <= STR(?year) && STR(?year) <= STR(?last))",
)


def context(graph: Subgraph, year: NamedNode, reader: Reader) -> dict[str, object]:
    """What fiscal_year.html shows."""
    return {
        "crumbs": [],
        "label": reader.link(graph, year),
        "beginning": reader.links(graph, graph.nodes(year, TIME.hasBeginning)),
        "end": reader.links(graph, graph.nodes(year, TIME.hasEnd)),
        "eras": sorted(literal.value for literal in graph.literals(year, MP.eraLabel)),
        "before": reader.links(graph, graph.subjects(TIME.intervalMeets, year)),
        "after": reader.links(graph, graph.nodes(year, TIME.intervalMeets)),
        "plans": plan_rows(graph, graph.subjects(RDF.type, MP.Plan), reader),
    }


PAGE = Page(_QUERY, "fiscal_year.html", context, incoming=True)
