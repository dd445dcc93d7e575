"""What is done: projects, their steps in each fiscal year, and the rows that list them."""

from dataclasses import dataclass
from enum import StrEnum

from keikaku.plan.amount import Amount
from keikaku.plan.basis import Basis
from keikaku.plan.indicator import Indicator
from keikaku.plan.source import Sources
from keikaku.plan.subject import Subject


class Marker(StrEnum):
    """What a mark at a project says about its course: 新規, 拡充, 継続, 縮小, 完了, 廃止."""

    NEW = "new"
    EXPANDED = "expanded"
    CONTINUED = "continued"
    REDUCED = "reduced"
    COMPLETED = "completed"
    ABOLISHED = "abolished"


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

    `policy`, the departments and `quality` are keys in the plan and in its municipality. `first_fiscal_year` and
    `last_fiscal_year` are its own period where one is printed, `budget_item` the printed 款・項・目, `references`
    the addresses (ASCII IRIs) at which the city has published it.
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
    indicators: tuple[Indicator, ...] = ()
    subjects: tuple[Subject, ...] = ()
    markers: tuple[Marker, ...] = ()
    first_fiscal_year: int | None = None
    last_fiscal_year: int | None = None
    budget_item: str | None = None
    references: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()


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
