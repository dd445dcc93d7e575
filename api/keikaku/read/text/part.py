"""What one document gives to its plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from keikaku.plan import Department, Doubt, Listing, Policy, Project, Sources


@dataclass(frozen=True, slots=True)
class StepCell:
    """A step as printed, before anybody knows its year."""

    text: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Policies, projects and listings of one document.

    `step_cells` are the steps by project key as printed, `printed` the document's lines by number.
    """

    policies: tuple[Policy, ...]
    projects: tuple[Project, ...]
    listings: tuple[Listing, ...]
    departments: tuple[Department, ...]
    doubts: tuple[Doubt, ...]
    step_cells: Mapping[str, tuple[StepCell, ...]]
    printed: Mapping[int, str]
