"""A department: where it stands, what is inside it, and its projects."""

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import ORG
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Reader
from keikaku.web.subgraph import Subgraph

_QUERY = everything_about(
    "?s org:subOrganizationOf* ?x .",
    "?x org:subOrganizationOf ?s .",
    "?s org:subOrganizationOf*/org:unitOf ?x .",
)
_DEEPEST = 20


def context(graph: Subgraph, department: NamedNode, reader: Reader) -> dict[str, object]:
    """What department.html shows beside the projects."""
    above = _above(graph, department)
    city = next((node for unit in [*above, department] if (node := graph.node(unit, ORG.unitOf))), None)
    below = sorted(graph.subjects(ORG.subOrganizationOf, department), key=lambda node: node.value)
    return {
        "crumbs": reader.links(graph, [*([city] if city else []), *above]),
        "label": reader.link(graph, department),
        "below": reader.links(graph, below),
        "city_key": city.value.rpartition("/")[2] if city else None,
    }


def _above(graph: Subgraph, department: NamedNode) -> list[NamedNode]:
    """The departments around it, the largest first."""
    found: list[NamedNode] = []
    node = graph.node(department, ORG.subOrganizationOf)
    while node is not None and node not in found and len(found) < _DEEPEST:
        found.insert(0, node)
        node = graph.node(node, ORG.subOrganizationOf)
    return found


PAGE = Page(
    _QUERY,
    "department.html",
    context,
    projects="?x (mp:department|mp:supportingDepartment) ?s ; a mp:Project .",
    incoming=True,
)
