"""A project as linking sees it: what it is called, who does it, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from keikaku.plan import Department, Plan, Policy


@dataclass(frozen=True, slots=True)
class Work:
    """A project of a plan; `departments` from outer to inner, `policies` from nearest to top, all as printed."""

    municipality: str
    municipality_name: str
    plan: str
    key: str
    name: str
    code: str | None = None
    departments: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    description: str | None = None
    yen: int | None = None


def works(plan: Plan) -> Iterator[Work]:
    """The projects of a plan."""
    departments = {each.key: each for each in plan.municipality.departments}
    policies = {each.key: each for each in plan.policies}
    for project in plan.projects:
        yield Work(
            municipality=plan.municipality.code,
            municipality_name=plan.municipality.name,
            plan=plan.key,
            key=project.key,
            name=project.name,
            code=project.code,
            departments=tuple(
                name for key in project.departments for name in reversed(_above(key, departments))
            ),
            policies=tuple(_broader(project.policy, policies)),
            description=project.description,
        )


def _above(key: str, departments: dict[str, Department]) -> list[str]:
    names, at = list[str](), departments.get(key)
    while at:
        names.append(at.name)
        at = departments.get(at.parent) if at.parent else None
    return names


def _broader(key: str | None, policies: dict[str, Policy]) -> Iterator[str]:
    at = policies.get(key) if key else None
    while at:
        yield at.name
        at = policies.get(at.broader) if at.broader else None
