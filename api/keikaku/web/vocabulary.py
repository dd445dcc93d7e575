"""What the ontology calls classes and properties, and what the shapes ask of them."""

from functools import cache

from pyoxigraph import RdfFormat, parse

from keikaku.resources import content_folder
from keikaku.web.subgraph import Subgraph


@cache
def vocabulary() -> Subgraph:
    """The ontology as it is shipped with this program."""
    return _read("ontology")


@cache
def rules() -> Subgraph:
    """The shapes that the data are checked with."""
    return _read("shapes")


def _read(name: str) -> Subgraph:
    return Subgraph(
        quad.triple
        for path in sorted(content_folder(name).glob("*.ttl"))
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
    )
