"""The projects of a plan, policy or department: as many as fit on a page, in the order of the document."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS, MP, RDF, SKOS
from keikaku.web.graph import Graph
from keikaku.web.pages.description import PREFIX_LINES
from keikaku.web.pages.order import by_notation, in_order
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph

_SIZE = 50
_SHOWN_AMOUNTS = 2
_SHOWN = " ".join(
    ("rdf:type", "rdfs:label", "skos:notation", "mp:policy", "mp:department", "mp:amount", "mp:marker",
     "dcterms:isPartOf", "prov:wasDerivedFrom")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A project in a table; of its amounts only the last two, and how many more there are."""

    link: Link
    code: str | None
    priority: bool
    markers: list[Link]
    plan: Link | None
    policy: Link | None
    departments: list[Link]
    amounts: list[Link]
    more_amounts: int


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One page of projects: the number of all, of the first one shown, and of the pages around it."""

    rows: list[Row]
    count: int
    priority_count: int
    first: int
    before: int | None
    after: int | None
    by_policy: Mapping[str, int]


async def project_page(
    graph: Graph, pattern: str, thing: NamedNode, reader: Reader, number: int
) -> ProjectPage:
    """The page of that number, from 1, of all `?x` that the pattern finds from `?s`; two queries.

    They stand by notation and name; where one page has them all, in the order of the document.
    """
    every = await graph.subgraph(
        f"{PREFIX_LINES}CONSTRUCT {{ ?x rdfs:label ?label ; skos:notation ?code ; mp:policy ?policy ; a ?is }} "
        f"WHERE {{ {pattern} ?x rdfs:label ?label "
        "OPTIONAL { ?x skos:notation ?code } OPTIONAL { ?x mp:policy ?policy } "
        "OPTIONAL { ?x a mp:PriorityProject BIND(mp:PriorityProject AS ?is) } }",
        s=thing,
    )
    ordered = sorted(every.about, key=lambda node: by_notation(every, node))
    first = (number - 1) * _SIZE
    shown = [node for node in ordered[first : first + _SIZE] if isinstance(node, NamedNode)]
    values = " ".join(map(str, shown))
    details = await graph.subgraph(
        f"{PREFIX_LINES}CONSTRUCT {{ ?x ?p ?o . ?o rdfs:label ?label }} WHERE {{ VALUES ?x {{ {values} }} "
        f"VALUES ?p {{ {_SHOWN} }} ?x ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}"
    )
    if len(ordered) <= _SIZE:
        shown = in_order(details, shown)
    return ProjectPage(
        [row(details, node, reader) for node in shown],
        len(ordered),
        len(every.subjects(RDF.type, MP.PriorityProject)),
        first + 1,
        number - 1 if number > 1 else None,
        number + 1 if first + _SIZE < len(ordered) else None,
        Counter(policy.value for node in every.about for policy in every.nodes(node, MP.policy)),
    )


def row(graph: Subgraph, project: NamedNode, reader: Reader) -> Row:
    """One project as a row."""
    policy, plan = graph.node(project, MP.policy), graph.node(project, DCTERMS.isPartOf)
    amounts = sorted(graph.nodes(project, MP.amount), key=lambda node: node.value)
    return Row(
        reader.link(graph, project),
        graph.text(project, SKOS.notation),
        MP.PriorityProject in graph.types(project),
        reader.links(graph, graph.nodes(project, MP.marker)),
        reader.link(graph, plan) if plan else None,
        reader.link(graph, policy) if policy else None,
        reader.links(graph, graph.nodes(project, MP.department)),
        reader.links(graph, amounts[-_SHOWN_AMOUNTS:]),
        max(0, len(amounts) - _SHOWN_AMOUNTS),
    )
