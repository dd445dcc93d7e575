"""What is done: projects, their steps in each fiscal year, and the rows that list them."""

from dataclasses import dataclass

from keikaku.plan.amount import Amount
from keikaku.plan.basis import Basis
from keikaku.plan.source import Sources


@dataclass(frozen=True, slots=True)
class Step:
    """A step (事業工程), verbatim; `key` is `2014/1`, `order` counts from 1 within its fiscal year."""

    key: str
    fiscal_year: int
    order: int
    text: str
    sources: Sources
    basis: Basis = Basis.PRINTED


@dataclass(frozen=True, slots=True)
class Project:
    """A project (事業); a priority one (重点事業) also has a code, a goal, steps and a cost.

    `policy` and the departments are keys in the plan and in its municipality.
    """

    key: str
    name: str
    sources: Sources
    policy: str | None = None
    departments: tuple[str, ...] = ()
    supporting_departments: tuple[str, ...] = ()
    description: str | None = None
    priority: bool = False
    code: str | None = None
    goal: str | None = None
    steps: tuple[Step, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A row that lists a project described elsewhere: on its own sheet, or (再掲) under another policy.

    `label` is the row's name as printed, markers included; `project` is None where the document lacks it.
    """

    key: str
    label: str
    policy: str | None
    departments: tuple[str, ...]
    sources: Sources
    description: str | None = None
    project: str | None = None
    relisted: bool = False
