"""What can be chosen for a parameter: things of its type in the data, by name, grouped by municipality."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from keikaku.engine.query import Query
from keikaku.engine.saved_query import Parameter
from keikaku.language import Language
from keikaku.web.graph import Graph
from keikaku.web.pages.description import PREFIX_LINES

# A longer list is no help: then the parameter is typed.
_MOST = 600
_PATTERNS = {
    "fiscal-year": "?x a mp:FiscalYear BIND('' AS ?group)",
    "municipality": "{ SELECT DISTINCT ?x { ?plan mp:municipality ?x } } ?x mp:prefecture/rdfs:label ?group",
    "department": "?x a mp:Department ; org:subOrganizationOf*/org:unitOf/rdfs:label ?group",
    "plan": "?x a mp:Plan ; mp:municipality/rdfs:label ?group",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a parameter as it stands in an address, what it is called, and under which heading."""

    value: str
    label: str
    group: str


async def choices_for(
    graph: Graph, parameters: Iterable[Parameter], language: Language
) -> Mapping[str, list[Choice]]:
    """By parameter; those that have no list, or one that is too long, are left out. One query for each type."""
    found = {}
    for parameter in parameters:
        if parameter.type in _PATTERNS and (choices := await _choices(graph, parameter.type, language)):
            found[parameter.name] = choices
    return found


async def _choices(graph: Graph, kind: str, language: Language) -> list[Choice]:
    text = (
        f"{PREFIX_LINES}SELECT ?x ?label ?group WHERE {{ {_PATTERNS[kind]} . ?x rdfs:label ?label . "
        f'FILTER(LANG(?label) = "{language}" && LANG(?group) IN ("", "{language}")) }} LIMIT {_MOST + 1}'
    )
    start = f"{graph.service.settings.base}id/{kind}/"
    rows = await graph.rows(Query(text))
    if language != "ja" and not rows:
        return await _choices(graph, kind, "ja")
    if len(rows) > _MOST:
        return []
    choices = [Choice(row["x"].removeprefix(start), row["label"], row.get("group", "")) for row in rows]
    return sorted(choices, key=lambda choice: (choice.group, choice.value))
