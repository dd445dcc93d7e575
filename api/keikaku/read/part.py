"""What one document gives to its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from keikaku.plan import Amount, Department, Doubt, Level, Listing, Policy, Project, Sources


@dataclass(frozen=True, slots=True)
class StepCell:
    """A step as printed, before anybody knows its year."""

    text: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class StepTable:
    """A sheet's schedule as printed: the years of its columns, and its cells in the order of the text."""

    years: tuple[int, ...] = ()
    cells: tuple[StepCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Levels, policies, projects and listings of one document, and departments that are not listed.

    `step_tables` are the steps and `unread_costs` the costs that could not be read, both as printed, by project
    key, `unread_amounts` those of a table's project; `printed` are the document's lines (or rows) by number.
    """

    levels: tuple[Level, ...]
    policies: tuple[Policy, ...]
    projects: tuple[Project, ...]
    listings: tuple[Listing, ...]
    departments: tuple[Department, ...]
    doubts: tuple[Doubt, ...]
    amounts: tuple[Amount, ...] = ()
    step_tables: Mapping[str, StepTable] = field(default_factory=dict)
    unread_costs: Mapping[str, Amount] = field(default_factory=dict)
    unread_amounts: Mapping[str, tuple[Amount, ...]] = field(default_factory=dict)
    printed: Mapping[int, str] = field(default_factory=dict)
