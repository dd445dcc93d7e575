"""The topics that a thing is said to be about, and where else such things are found."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_SDG = "http://metadata.un.org/sdg/"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic by its name, with its number where it is an SDG; the link leads to what else is about it."""

    link: Link
    number: str | None


def topics_of(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Topic]:
    """The topics of a policy or project, goals in their order."""
    topics = [_topic(graph, node, reader) for node in graph.nodes(thing, DCTERMS.subject)]
    return sorted(
        topics,
        key=lambda topic: (float(topic.number or 0) if _is_number(topic.number) else 0.0, topic.link.text),
    )


def _topic(graph: Subgraph, node: NamedNode, reader: Reader) -> Topic:
    link = reader.link(graph, node)
    if not node.value.startswith(_SDG):
        return Topic(link, None)
    number = node.value.removeprefix(_SDG)
    return Topic(Link(link.text, f"/search?sdg={number.partition('.')[0]}", link.lang), number)


def _is_number(text: str | None) -> bool:
    return bool(text) and str(text).replace(".", "", 1).isdecimal()
