"""What the ontology calls classes and properties."""

from functools import cache

from pyoxigraph import RdfFormat, parse

from keikaku.resources import content_folder
from keikaku.web.subgraph import Subgraph


@cache
def vocabulary() -> Subgraph:
    """The ontology as it is shipped with this program."""
    folder = content_folder("ontology")
    return Subgraph(
        quad.triple
        for path in sorted(folder.glob("*.ttl"))
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
    )
