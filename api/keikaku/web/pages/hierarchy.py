"""Where a thing stands: municipality, plan, policies above it."""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import MP, SKOS
from keikaku.web.pages.order import in_order
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """A policy in a plan's tree: its own level name, its notation, and what is below it."""

    iri: str
    link: Link
    level: Link | None
    notation: str | None
    below: list["Branch"] = field(default_factory=list)


def way_to(graph: Subgraph, plan: NamedNode | None, policy: NamedNode | None, reader: Reader) -> list[Link]:
    """The breadcrumbs down to a policy: its municipality, its plan, the policies above it and itself."""
    above = [*_plan_way(graph, plan), *policies_above(graph, policy)]
    return reader.links(graph, above)


def policies_above(graph: Subgraph, policy: NamedNode | None) -> list[NamedNode]:
    """A policy with those above it, the broadest first; a circle ends where it closes."""
    found: list[NamedNode] = []
    while policy is not None and policy not in found:
        found.insert(0, policy)
        policy = graph.node(policy, SKOS.broader)
    return found


def tree(graph: Subgraph, plan: NamedNode, reader: Reader) -> list[Branch]:
    """A plan's policies as branches."""
    return _branches(graph, graph.subjects(SKOS.topConceptOf, plan), reader, 0)


def branch(graph: Subgraph, policy: NamedNode, reader: Reader, depth: int = 0) -> Branch:
    """One policy and what is below it."""
    level = graph.node(policy, MP.level)
    below = graph.subjects(SKOS.broader, policy) if depth < _DEEPEST else []
    return Branch(
        policy.value,
        reader.link(graph, policy),
        reader.link(graph, level) if level else None,
        graph.text(policy, SKOS.notation),
        _branches(graph, below, reader, depth + 1),
    )


def _branches(graph: Subgraph, policies: list[NamedNode], reader: Reader, depth: int) -> list[Branch]:
    return [branch(graph, policy, reader, depth) for policy in in_order(graph, policies)]


def _plan_way(graph: Subgraph, plan: NamedNode | None) -> list[NamedNode]:
    if plan is None:
        return []
    municipality = graph.node(plan, MP.municipality)
    return [municipality, plan] if municipality else [plan]
