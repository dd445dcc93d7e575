"""What makes a page about a thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from keikaku.web.pages.reader import Reader
from keikaku.web.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Page:
    """The query for what a page shows, the template, and what stands between them.

    `projects` is the pattern by which the projects `?x` that the page lists are found from the thing `?s`; `incoming`
    says whether it also lists what leads to the thing.
    """

    query: str
    template: str
    context: Callable[[Subgraph, NamedNode, Reader], dict[str, Any]]
    projects: str | None = None
    incoming: bool = False
