"""The parts that one document's sheets or tables give, joined to one."""

from dataclasses import replace

from keikaku.language import Text
from keikaku.plan import Doubt, Policy, Project, Severity
from keikaku.read.key import name_key
from keikaku.read.part import PlanPart
from keikaku.read.table.profile import TableProfile


class Joined:
    """Parts of one document: every policy once, every project under a key of its own."""

    def __init__(self) -> None:
        self._policies: dict[str, Policy] = {}
        self._projects: dict[str, Project] = {}
        self._parts: list[PlanPart] = []
        self._doubts: list[Doubt] = []

    @property
    def has_projects(self) -> bool:
        """Whether any part has a project."""
        return bool(self._projects)

    def add(self, part: PlanPart) -> None:
        """Another part of the document."""
        for policy in part.policies:
            self._policies.setdefault(policy.key, policy)
        for project in part.projects:
            key = self._tell_twice(project) if project.key in self._projects else project.key
            self._projects[key] = project if key == project.key else replace(project, key=key)
        self._parts.append(part)

    def part(self, profile: TableProfile, doubts: tuple[Doubt, ...] = ()) -> PlanPart:
        """All of them as one part, with `doubts` about the document as a whole."""
        told = {doubt.key: doubt for part in self._parts for doubt in part.doubts}
        return PlanPart(
            levels=tuple(level.record(depth) for depth, level in enumerate(profile.levels, 1)),
            policies=tuple(self._policies.values()),
            projects=tuple(self._projects.values()),
            listings=tuple(listing for part in self._parts for listing in part.listings),
            departments=tuple(department for part in self._parts for department in part.departments),
            doubts=(*told.values(), *self._doubts, *doubts),
            step_tables={key: table for part in self._parts for key, table in part.step_tables.items()},
            unread_costs={key: cost for part in self._parts for key, cost in part.unread_costs.items()},
            unread_amounts={key: each for part in self._parts for key, each in part.unread_amounts.items()},
            printed={number: line for part in self._parts for number, line in part.printed.items()},
        )

    def _tell_twice(self, project: Project) -> str:
        """Another key for a project that stands on a second sheet or table."""
        key, number = project.key, 1
        while key in self._projects:
            number += 1
            key = f"{project.key}-{name_key(project.name, str(number))}"
        message = Text(
            f"「{project.name}」が文書の中に二度あります。", f"“{project.name}” stands in the document twice."
        )
        self._doubts.append(
            Doubt(f"project-twice-{key}", "project-twice", Severity.ERROR, message, project.sources, key)
        )
        return key
