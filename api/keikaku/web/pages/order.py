"""The order of the document: by the place that a thing comes from, then by notation and address."""

import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import PROV, RDFS, SKOS
from keikaku.web.pages.reader import place_in
from keikaku.web.subgraph import Subgraph

_NUMBERS = re.compile(r"(\d+)")


def in_order(graph: Subgraph, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    """Things as the document has them; those without a place come after."""
    return sorted(
        nodes, key=lambda node: (_place(graph, node), _natural(graph.text(node, SKOS.notation) or node.value))
    )


def by_notation(graph: Subgraph, node: object) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Things by their printed code, those without one after them by name."""
    code = graph.text(node, SKOS.notation)
    return code is None, _natural(code or graph.text(node, RDFS.label) or "")


def _place(graph: Subgraph, node: NamedNode) -> tuple[bool, str, int]:
    places = [place.value for place in graph.nodes(node, PROV.wasDerivedFrom)]
    known = [(place.partition("#")[0], found[1]) for place in places if (found := place_in(place))]
    return (False, *min(known)) if known else (True, "", 0)


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """`1-10` after `1-9`."""
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _NUMBERS.split(text)]
