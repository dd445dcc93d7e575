"""The profile of a text genre: how a city's plan pages are laid out (documented in docs/profile.md)."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from keikaku.japanese import Era, era_named
from keikaku.plan import AmountKind, Level
from keikaku.read.entries import DepartmentsEntry, Labels, MarkersEntry, as_list
from keikaku.read.marked_yaml import Record
from keikaku.read.text.template import Template


def _with_placeholder(name: str) -> Callable[[tuple[Template, ...]], tuple[Template, ...]]:
    """A validator: each of the templates has this placeholder."""

    def check(templates: tuple[Template, ...]) -> tuple[Template, ...]:
        for template in templates:
            if name not in template.placeholders:
                raise ValueError(f"{template.printed!r} lacks the placeholder {{{name}}}")
        return templates

    return check


Templates = Annotated[tuple[Template, ...], BeforeValidator(as_list)]
StatementTemplates = Annotated[Templates, AfterValidator(_with_placeholder("text"))]
TotalTemplates = Annotated[Templates, AfterValidator(_with_placeholder("amount"))]


class LevelEntry(Record):
    """A level of policies: its name in this city, how its headings are printed, and where they stand.

    `page`: in the page's header or footer, for the whole page; `text`: in the run of the text, for what follows;
    `policies`: in the policies section only.
    """

    name: str
    headings: Templates
    where: Literal["page", "text", "policies"]

    def record(self, depth: int) -> Level:
        """The level as the plan carries it."""
        return Level(depth, self.name)


class TotalEntry(Record):
    """How a policy's total is printed (`…：{amount}`), which kind of amount it is, and its unit if not printed."""

    printed: TotalTemplates
    kind: AmountKind
    unit: str | None = None


class SectionsEntry(Record):
    """The headings of the three sections; None where this genre has no such section."""

    policies: Templates | None = None
    projects: Templates | None = None
    sheets: Templates | None = None


class TableEntry(Record):
    """The column labels of the project list, which stand in this order: name, department, description."""

    name: Labels
    department: Labels
    description: Labels


class CostEntry(Record):
    """The labels of a priority project's cost, the kind of amount, and its unit if not printed beside it."""

    labels: Labels
    kind: AmountKind
    unit: str | None = None
    includes_personnel: bool | None = None


class SheetEntry(Record):
    """The labels of a priority project's sheet; letter-spacing and width do not matter."""

    code: Labels
    name: Labels
    department: Labels
    goal: Labels
    description: Labels
    steps: Labels
    cost: CostEntry
    supporting_department: Labels | None = None

    @property
    def labels(self) -> dict[str, Labels]:
        """The printed forms of each label that this genre has, in the order in which they are listed here."""
        forms = {name: getattr(self, name) for name in type(self).model_fields if name != "cost"}
        return {name: labels for name, labels in forms.items() if labels} | {"cost": self.cost.labels}


class TextProfile(Record):
    """How pages of one genre are laid out, as text taken from a PDF."""

    genre: Literal["text"]
    levels: Annotated[tuple[LevelEntry, ...], Field(min_length=1)]
    sections: SectionsEntry
    statements: StatementTemplates = ()
    totals: tuple[TotalEntry, ...] = ()
    table: TableEntry | None = None
    sheet: SheetEntry | None = None
    markers: MarkersEntry = MarkersEntry()
    departments: DepartmentsEntry = DepartmentsEntry()
    furniture: Templates = ()
    era: Annotated[
        Era | None, BeforeValidator(lambda name: era_named(name) if isinstance(name, str) else name)
    ] = None
