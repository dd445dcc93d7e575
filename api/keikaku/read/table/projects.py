"""Projects of a table: its rows by code or name, several rows of one joined, re-listings kept apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Amount, AmountStatus, Department, Indicator, Listing, Marker, Project, Step, Subject
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.places import Place
from keikaku.read.table.policies import Policies

_CODE_IN_KEY = re.compile("[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A project as one row has it, or a re-listing of one; `continues` the project of the row above."""

    row: Row
    name: str
    label: str
    places: tuple[Place, ...]
    continues: bool = False
    code: str | None = None
    departments: tuple[Department, ...] = ()
    supporting: tuple[Department, ...] = ()
    description: str | None = None
    goal: str | None = None
    budget_item: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    steps: tuple[Step, ...] = ()
    amounts: tuple[Amount, ...] = ()
    unread: tuple[Amount, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    subjects: tuple[Subject, ...] = ()
    markers: tuple[Marker, ...] = ()
    priority: bool = False
    relisted: bool = False
    references: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, ...]:
        """The names of the policies above it, the highest first."""
        return tuple(place.name for place in self.places)

    @property
    def identity(self) -> tuple[object, ...]:
        """What rows of one project have in common."""
        if self.code:
            return self.code, key_text(self.name)
        return self.place, key_text(self.name), tuple(department.key for department in self.departments)


class Projects:
    """A table's projects and listings, made of its drafts; `unread` are amounts in no known form, by project."""

    def __init__(self, notes: TableNotes, policies: Policies, *, long: bool) -> None:
        self._notes, self._policies, self._long = notes, policies, long
        self._projects: dict[str, Project] = {}
        self._listings: dict[str, Listing] = {}
        self.unread: dict[str, tuple[Amount, ...]] = {}

    def build(self, drafts: Iterable[Draft]) -> tuple[tuple[Project, ...], tuple[Listing, ...]]:
        """Every project once, and the rows that list one again."""
        groups: list[list[Draft]] = []
        by_identity: dict[tuple[object, ...], list[Draft]] = {}
        relisted: list[Draft] = []
        for draft in drafts:
            self._policies.of(draft.places, draft.row)
            if draft.relisted:
                relisted.append(draft)
            elif draft.continues and groups:
                groups[-1].append(draft)
            elif (known := by_identity.get(draft.identity)) is not None and self._is_one(known[0], draft):
                known.append(draft)
            else:
                groups.append(by_identity.setdefault(draft.identity, [draft]) if known is None else [draft])
        for key, group in self._keyed(groups):
            self._notes.own(key, (draft.row.number for draft in group))
            self._projects[key] = self._project(key, group)
            if unread := tuple(amount for draft in group for amount in draft.unread):
                self.unread[key] = unread
        self._list_again(relisted)
        return tuple(self._projects.values()), tuple(self._listings.values())

    def _is_one(self, first: Draft, draft: Draft) -> bool:
        """Whether two rows of one name and place are one project: by the layout of the table, or by the code."""
        if self._long:
            return True
        tell = self._notes.doubt if first.code else self._notes.error
        tell(
            "project-twice",
            Text(
                f"「{first.name}」({first.code or 'コードなし'})が二行以上にあります。",
                f"“{first.name}” ({first.code or 'no code'}) stands in several rows.",
            ),
            [first.row, draft.row],
        )
        return first.code is not None

    def _keyed(self, groups: Sequence[list[Draft]]) -> Iterator[tuple[str, list[Draft]]]:
        """The groups with their keys, none of which depends on the order of the rows."""
        coded = Counter(group[0].code for group in groups)
        named = Counter((group[0].place, key_text(group[0].name)) for group in groups)
        seen: Counter[str] = Counter()
        for group in groups:
            first = group[0]
            departments = tuple(department.key for department in first.departments)
            apart = departments if named[first.place, key_text(first.name)] > 1 else ()
            own = name_key(*first.place, first.name, *apart)
            if first.code is None or not _CODE_IN_KEY.fullmatch(first.code):
                key = own
            elif coded[first.code] > 1:
                key = f"{first.code}-{own}"
            else:
                key = first.code
            seen[key] += 1
            # Only rows that nothing tells apart, which is an error, are numbered.
            key = key if seen[key] == 1 else f"{key}-{seen[key]}"
            if first.code is not None and coded[first.code] > 1:
                others = "、".join(f"「{each[0].name}」" for each in groups if each[0].code == first.code)
                self._notes.error(
                    "code-twice",
                    Text(
                        f"コード「{first.code}」が{coded[first.code]}つの事業にあります: {others}",
                        f"code {first.code} stands at {coded[first.code]} projects: {others}",
                    ),
                    [first.row],
                    key,
                )
            yield key, group

    def _project(self, key: str, group: Sequence[Draft]) -> Project:
        first = group[0]
        self._compare(key, group)
        return Project(
            key=key,
            name=first.name,
            sources=self._notes.sources(draft.row.number for draft in group),
            policy=self._policies.of(first.places, first.row),
            departments=_keys(department for draft in _own(group) for department in draft.departments),
            supporting_departments=_keys(each for draft in _own(group) for each in draft.supporting),
            description=_text(draft.description for draft in _own(group)),
            priority=any(draft.priority for draft in group),
            code=first.code,
            goal=_text(draft.goal for draft in _own(group)),
            steps=self._steps(group),
            amounts=self._amounts(key, group),
            indicators=tuple({each.key: each for draft in group for each in draft.indicators}.values()),
            subjects=tuple({each.key: each for draft in group for each in draft.subjects}.values()),
            markers=_once(marker for draft in group for marker in draft.markers),
            first_fiscal_year=first.first_year,
            last_fiscal_year=first.last_year,
            budget_item=first.budget_item,
            references=_once(each for draft in group for each in draft.references),
            quality=_once(each for draft in group for each in draft.quality),
        )

    def _compare(self, key: str, group: Sequence[Draft]) -> None:
        """Tells what rows of one project say differently: what the first one says counts."""
        first = group[0]
        for draft in group[1:]:
            if draft.continues:
                continue
            for what, then, now in (
                (Text("政策の体系", "place"), first.place, draft.place),
                (Text("所管課", "departments"), _names(first.departments), _names(draft.departments)),
                (
                    Text("関係課", "supporting departments"),
                    _names(first.supporting),
                    _names(draft.supporting),
                ),
                (Text("事業内容", "description"), (first.description,), (draft.description,)),
                (Text("目標", "goal"), (first.goal,), (draft.goal,)),
                (Text("予算科目", "budget item"), (first.budget_item,), (draft.budget_item,)),
                (
                    Text("期間", "period"),
                    (first.first_year, first.last_year),
                    (draft.first_year, draft.last_year),
                ),
            ):
                if then != now:
                    self._tell_difference(key, what, _said(then), _said(now), (first, draft))

    def _tell_difference(
        self, key: str, what: Text, then: str, now: str, drafts: tuple[Draft, Draft]
    ) -> None:
        first, other = drafts
        self._notes.doubt(
            "rows-differ",
            Text(
                f"「{first.name}」の{what.ja}が行によって違います: {then}と{now}",
                f"the rows of “{first.name}” differ in their {what.en}: {then} and {now}",
            ),
            [first.row, other.row],
            key,
        )

    def _steps(self, group: Sequence[Draft]) -> tuple[Step, ...]:
        """The steps of all rows, numbered anew in each year."""
        found: dict[tuple[int, str], Step] = {}
        order: Counter[int] = Counter()
        for step in (step for draft in group for step in draft.steps):
            if (step.fiscal_year, step.text) not in found:
                order[step.fiscal_year] += 1
                number = order[step.fiscal_year]
                found[step.fiscal_year, step.text] = replace(
                    step, key=f"{step.fiscal_year}/{number}", order=number
                )
        return tuple(found.values())

    def _amounts(self, key: str, group: Sequence[Draft]) -> tuple[Amount, ...]:
        amounts: dict[str, Amount] = {}
        rows: dict[str, Row] = {}
        for draft in group:
            for amount in draft.amounts:
                other = amounts.get(amount.key)
                if other is None or (draft.continues and other.status is AmountStatus.BLANK):
                    amounts[amount.key], rows[amount.key] = amount, draft.row
                elif not (draft.continues and amount.status is AmountStatus.BLANK):
                    self._tell_amount_twice(key, draft, other, amount, rows[amount.key])
        return tuple(amounts.values())

    def _tell_amount_twice(self, key: str, draft: Draft, other: Amount, amount: Amount, row: Row) -> None:
        same = (other.status, other.value) == (amount.status, amount.value)
        tell = self._notes.doubt if same else self._notes.error
        tell(
            "amount-twice",
            Text(
                f"「{draft.name}」の同じ年度の同じ種類の金額が二つあります: {_money(other)}と{_money(amount)}",
                f"“{draft.name}” has two amounts of one kind and year: {_money(other)} and {_money(amount)}",
            ),
            [row, draft.row],
            key,
        )

    def _list_again(self, drafts: Sequence[Draft]) -> None:
        named: dict[str, list[Project]] = defaultdict(list)
        coded: dict[str | None, list[Project]] = defaultdict(list)
        for project in self._projects.values():
            named[key_text(project.name)].append(project)
            coded[project.code].append(project)
        for draft in drafts:
            among = coded[draft.code] if draft.code and coded[draft.code] else named[key_text(draft.name)]
            found = self._meant(draft, among)
            departments = _keys(draft.departments)
            key = name_key("listing", *draft.place, draft.label)
            while key in self._listings:
                key = name_key(key, *departments)
            self._listings[key] = Listing(
                key=key,
                label=draft.label,
                policy=self._policies.of(draft.places, draft.row),
                departments=departments,
                sources=self._notes.sources([draft.row.number]),
                description=draft.description,
                project=found.key if found else None,
                relisted=True,
            )
            if found:
                self._compare_relisted(draft, found)

    def _meant(self, draft: Draft, named: Sequence[Project]) -> Project | None:
        """The one project that a row lists again."""
        keys = set(_keys(draft.departments))
        among = [project for project in named if keys & set(project.departments)] or named
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

    def _compare_relisted(self, draft: Draft, project: Project) -> None:
        """Tells a sum that the re-listing states and its project does not: it would be lost."""
        stated = {amount.key: amount for amount in project.amounts}
        for amount in draft.amounts:
            other = stated.get(amount.key)
            if amount.value is None or (other is not None and other.value == amount.value):
                continue
            said = _money(other) if other else "—"
            self._notes.doubt(
                "relisted-differs",
                Text(
                    f"再掲「{draft.name}」の金額{_money(amount)}が、元の事業では{said}です。",
                    f"“{draft.name}” is listed again with {_money(amount)}, and is itself stated with {said}.",
                ),
                [draft.row],
                project.key,
            )


def _own(group: Sequence[Draft]) -> Iterator[Draft]:
    """The first row, and those that its merged name covers: the others only repeat it."""
    yield group[0]
    yield from (draft for draft in group[1:] if draft.continues)


_Thing = TypeVar("_Thing")


def _once(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(dict.fromkeys(things))


def _keys(departments: Iterable[Department]) -> tuple[str, ...]:
    return _once(department.key for department in departments)


def _names(departments: Iterable[Department]) -> tuple[str, ...]:
    return tuple(department.name for department in departments)


def _text(texts: Iterable[str | None]) -> str | None:
    return "\n".join(_once(filter(None, texts))) or None


def _said(value: Iterable[object]) -> str:
    return f"「{'、'.join(str(each) for each in value if each is not None)}」"


def _money(amount: Amount) -> str:
    return f"{amount.published_value or '—'}{amount.published_unit}"
