"""Projects of a table: its rows by code or name, several rows of one joined, re-listings kept apart."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Amount, Department, Listing, Marker, Project
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row
from keikaku.read.table.notes import TableNotes

_CODE_IN_KEY = re.compile("[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")


@dataclass(slots=True)
class Draft:
    """A project as one row has it, or a re-listing of one."""

    row: Row
    name: str
    label: str
    place: tuple[str, ...]
    policy: str | None
    code: str | None = None
    departments: tuple[Department, ...] = ()
    supporting: tuple[Department, ...] = ()
    description: str | None = None
    goal: str | None = None
    budget_item: str | None = None
    years: tuple[int | None, int | None] = (None, None)
    amounts: list[Amount] = field(default_factory=list)
    markers: tuple[Marker, ...] = ()
    priority: bool = False
    relisted: bool = False
    references: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[object, ...]:
        """What rows of one project have in common."""
        if self.code:
            return self.code, key_text(self.name)
        return self.place, key_text(self.name), tuple(department.key for department in self.departments)


class Projects:
    """A table's projects and listings, made of its drafts."""

    def __init__(self, notes: TableNotes, *, in_several_rows: bool) -> None:
        self._notes, self._several = notes, in_several_rows
        self._projects: dict[str, Project] = {}
        self._listings: dict[str, Listing] = {}

    def build(self, drafts: Iterable[Draft]) -> tuple[tuple[Project, ...], tuple[Listing, ...]]:
        """Every project once, and the rows that list one again."""
        drafts = list(drafts)
        groups: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
        for draft in drafts:
            if not draft.relisted:
                groups[draft.identity].append(draft)
        by_code: dict[str, list[Draft]] = defaultdict(list)
        by_name: dict[tuple[tuple[str, ...], str], int] = defaultdict(int)
        for group in groups.values():
            if group[0].code:
                by_code[group[0].code].append(group[0])
            else:
                by_name[group[0].place, key_text(group[0].name)] += 1
        for group in groups.values():
            first = group[0]
            if first.code and len(by_code[first.code]) > 1:
                key = self._code_twice(first, by_code[first.code])
            elif first.code and _CODE_IN_KEY.fullmatch(first.code):
                key = first.code
            else:
                alone = by_name[first.place, key_text(first.name)] < 2
                apart = () if alone else tuple(department.key for department in first.departments)
                key = name_key(*first.place, first.name, *apart)
            self._put(key, group)
        self._list_again(drafts)
        return tuple(self._projects.values()), tuple(self._listings.values())

    def _code_twice(self, draft: Draft, all_: list[Draft]) -> str:
        names = "、".join(f"「{other.name}」" for other in all_)
        key = f"{draft.code}-{name_key(draft.name)}"
        self._notes.error(
            "code-twice",
            Text(
                f"番号「{draft.code}」が{len(all_)}つの事業にあります: {names}。",
                f"code {draft.code} stands at {len(all_)} projects: {names}.",
            ),
            [draft.row],
            key,
        )
        return key

    def _put(self, key: str, group: list[Draft]) -> None:
        if len(group) > 1 and not self._several:
            for number, draft in enumerate(group):
                own = key if number == 0 else f"{key}-{name_key(key, str(number))}"
                self._notes.error(
                    "project-twice",
                    Text(
                        f"「{draft.name}」が同じ場所に{len(group)}行あります。",
                        f"“{draft.name}” stands in {len(group)} rows of one place.",
                    ),
                    [draft.row],
                    own,
                )
                self._projects[own] = self._project(own, [draft])
            return
        self._projects[key] = self._project(key, group)

    def _project(self, key: str, group: list[Draft]) -> Project:
        first = group[0]
        self._compare(key, group)
        return Project(
            key=key,
            name=first.name,
            sources=self._notes.sources(draft.row.number for draft in group),
            policy=first.policy,
            departments=tuple(department.key for department in first.departments),
            supporting_departments=tuple(department.key for department in first.supporting),
            description=first.description,
            priority=any(draft.priority for draft in group),
            code=first.code,
            goal=first.goal,
            amounts=self._amounts(key, group),
            markers=tuple(dict.fromkeys(marker for draft in group for marker in draft.markers)),
            first_fiscal_year=first.years[0],
            last_fiscal_year=first.years[1],
            budget_item=first.budget_item,
            references=tuple(dict.fromkeys(each for draft in group for each in draft.references)),
            quality=tuple(dict.fromkeys(each for draft in group for each in draft.quality)),
        )

    def _compare(self, key: str, group: list[Draft]) -> None:
        """Tells what rows of one project say differently: the first one's word counts."""
        first = group[0]
        for ja, en, value in (
            ("場所", "place", lambda draft: draft.place),
            ("所管課", "department", lambda draft: tuple(each.name for each in draft.departments)),
            ("関係課", "supporting department", lambda draft: tuple(each.name for each in draft.supporting)),
            ("事業内容", "description", lambda draft: (draft.description,)),
            ("目標", "goal", lambda draft: (draft.goal,)),
            ("期間", "period", lambda draft: draft.years),
        ):
            for draft in group[1:]:
                if (now := value(draft)) != (then := value(first)):
                    self._notes.doubt(
                        "rows-differ",
                        Text(
                            f"「{first.name}」の{ja}が行によって違います: {_said(then)} と {_said(now)}。",
                            f"the rows of “{first.name}” differ in {en}: {_said(then)} and {_said(now)}.",
                        ),
                        [first.row, draft.row],
                        key,
                    )
                    break

    def _amounts(self, key: str, group: list[Draft]) -> tuple[Amount, ...]:
        amounts: dict[str, Amount] = {}
        rows: dict[str, Row] = {}
        for draft in group:
            for amount in draft.amounts:
                if (other := amounts.get(amount.key)) is None:
                    amounts[amount.key], rows[amount.key] = amount, draft.row
                    continue
                same = (other.status, other.value) == (amount.status, amount.value)
                tell = self._notes.doubt if same else self._notes.error
                tell(
                    "amount-twice",
                    Text(
                        f"「{draft.name}」の同じ年度の同じ種類の金額が二つあります: "
                        f"{_money(other)} と {_money(amount)}。",
                        f"“{draft.name}” has two amounts of one kind and year: "
                        f"{_money(other)} and {_money(amount)}.",
                    ),
                    [rows[amount.key], draft.row],
                    key,
                )
        return tuple(amounts.values())

    def _list_again(self, drafts: list[Draft]) -> None:
        named: dict[str, list[Project]] = defaultdict(list)
        for project in self._projects.values():
            named[key_text(project.name)].append(project)
        for draft in drafts:
            if draft.relisted:
                found = self._meant(draft, named[key_text(draft.name)])
                departments = tuple(department.key for department in draft.departments)
                key = name_key("listing", *draft.place, draft.label, *departments)
                while key in self._listings:
                    key = name_key(key)
                self._listings[key] = Listing(
                    key=key,
                    label=draft.label,
                    policy=draft.policy,
                    departments=departments,
                    sources=self._notes.sources([draft.row.number]),
                    description=draft.description,
                    project=found.key if found else None,
                    relisted=True,
                )

    def _meant(self, draft: Draft, named: list[Project]) -> Project | None:
        keys = {department.key for department in draft.departments}
        coded = [project for project in self._projects.values() if draft.code and project.code == draft.code]
        among = coded or [project for project in named if keys & set(project.departments)] or named
        if len(among) == 1:
            return among[0]
        if among:
            self._notes.doubt(
                "relisted-unclear",
                Text(
                    f"再掲「{draft.name}」の元と見られる事業が{len(among)}件あります。",
                    f"“{draft.name}” may list any of {len(among)} projects again.",
                ),
                [draft.row],
            )
        else:
            self._notes.note(
                "relisted-from-elsewhere",
                Text(
                    f"再掲「{draft.name}」の元の事業はこの表にありません。",
                    f"the project that “{draft.name}” lists again is not in this table.",
                ),
                [draft.row],
            )
        return None


def _said(value: Iterable[object]) -> str:
    return "「" + "、".join(str(each) for each in value if each is not None) + "」"


def _money(amount: Amount) -> str:
    return f"{amount.published_value or '—'}{amount.published_unit}"
