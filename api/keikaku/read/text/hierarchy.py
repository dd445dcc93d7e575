"""The hierarchy of policies: headings and stated policies under one another, with statements and totals."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from keikaku.japanese import NotAnAmount, parse_amount, plain
from keikaku.language import Text
from keikaku.plan import Amount, AmountKind, AmountStatus, Policy, Statement
from keikaku.read.description import PlanEntry
from keikaku.read.key import name_key
from keikaku.read.text.layout import Place, Section, Total
from keikaku.read.text.notes import Notes
from keikaku.read.text.passage import Passage
from keikaku.read.text.statements import StatedItem, StatedPolicy

_KANJI_DIGITS = "〇一二三四五六七八九十"


class Hierarchy:
    """Policies by key, in the order of the document."""

    def __init__(self, plan: PlanEntry, notes: Notes) -> None:
        self._plan, self._notes = plan, notes
        self._policies: dict[str, Policy] = {}

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All policies found so far."""
        return tuple(self._policies.values())

    def name_of(self, key: str | None) -> str:
        """A policy's name, empty for none."""
        return self._policies[key].name if key else ""

    def add(self, place: Place) -> str | None:
        """The key of the innermost policy of a place; policies on the way are made where they are new."""
        broader: str | None = None
        for heading in place:
            broader = self._add(heading.depth, heading.number, heading.name, heading.passage, broader)
        return broader

    def add_stated(self, policies: Iterable[StatedPolicy], section: Section) -> None:
        """The policies of a policies section below its place, each below the last one of a higher level.

        A total that stands below one of them is that policy's.
        """
        base = self.add(section.place)
        above: list[tuple[int, str]] = []
        begins: list[tuple[int, str]] = []
        for policy in policies:
            if policy.passage is None:
                self._state(base, policy.statements)
                continue
            above = [(depth, key) for depth, key in above if depth < policy.depth]
            broader = above[-1][1] if above else base
            key = self._add(policy.depth, policy.number, policy.name, policy.passage, broader)
            above.append((policy.depth, key))
            begins.append((policy.passage.first_line, key))
            self._state(key, policy.statements)
        for total in section.totals:
            before = [key for line, key in begins if line < total.passage.first_line]
            self._add_total(total, before[-1] if before else base)

    def add_total(self, total: Total, place: Place) -> None:
        """A printed total, for the plan's whole period, on the innermost policy of its place."""
        self._add_total(total, self.add(place))

    def _add_total(self, total: Total, key: str | None) -> None:
        if key is None:
            self._notes.error(
                "total-without-policy",
                Text("合計額がどの施策のものか分かりません。", "no policy is known that this total is for."),
                total.passage,
            )
            return
        try:
            parsed = parse_amount(total.amount.text, total.entry.unit)
        except NotAnAmount as error:
            self._notes.error("amount", error.what, total.passage)
            return
        self._doubt_years(total)
        policy = self._policies[key]
        amount = Amount(
            kind=AmountKind(total.entry.kind),
            status=AmountStatus(parsed.status),
            value=parsed.value,
            published_value=parsed.published_value,
            published_unit=parsed.published_unit,
            first_fiscal_year=self._plan.period[0],
            last_fiscal_year=self._plan.period[1],
            sources=self._notes.sources(total.passage),
        )
        known = next((known for known in policy.amounts if known.key == amount.key), None)
        if known is None:
            self._policies[key] = replace(policy, amounts=(*policy.amounts, amount))
        elif (known.status, known.value) == (amount.status, amount.value):
            merged = replace(known, sources=known.sources + amount.sources)
            self._policies[key] = replace(
                policy, amounts=tuple(merged if other is known else other for other in policy.amounts)
            )
        else:
            self._notes.error(
                "total-twice",
                Text(
                    f"「{policy.name}」の合計額が二通りあります。",
                    f"“{policy.name}” has two totals that differ.",
                ),
                total.passage,
            )

    def _doubt_years(self, total: Total) -> None:
        """Doubt a total that says it covers more or fewer years than the plan."""
        first, last = self._plan.period
        years = last - first + 1
        if total.count and _integer(total.count) != years:
            self._notes.doubt(
                "total-years",
                Text(
                    f"{plain(total.count)}か年の合計とありますが、計画は{years}か年です。",
                    f"a total of {plain(total.count)} years is printed, but the plan has {years}.",
                ),
                total.passage,
            )

    def _add(self, depth: int, number: str | None, name: str, at: Passage, broader: str | None) -> str:
        key = self._key(number, name, broader)
        known = self._policies.get(key)
        if known and known.name != name:
            self._notes.error(
                "number-twice",
                Text(
                    f"番号{number}が「{known.name}」と「{name}」の両方にあります。",
                    f"number {number} stands at both “{known.name}” and “{name}”.",
                ),
                at,
            )
            key = f"{key}-{name_key(name)}"
            known = self._policies.get(key)
        if known is None:
            if depth > 1 and broader is None:
                self._doubt_place(name, at)
            notation = plain(number) if number else None
            self._policies[key] = Policy(key, name, depth, self._notes.sources(at), broader, notation)
        return key

    def _doubt_place(self, name: str, at: Passage) -> None:
        """Doubt a policy of a lower level that stands below none."""
        self._notes.doubt(
            "policy-without-place",
            Text(
                f"「{name}」の上位の見出しがありません。",
                f"no heading of a level above “{name}” stands before it.",
            ),
            at,
        )

    def _doubt_numbers(self, items: Sequence[StatedItem]) -> None:
        """Doubt a number that is neither the next one nor the first of a new count."""
        numbered = [(_ordinal(item.number), item) for item in items]
        for (before, _), (number, item) in itertools.pairwise(numbered):
            if before and number and number not in (1, before + 1):
                self._notes.doubt(
                    "number-gap",
                    Text(
                        f"番号{before}の次が{item.number}です。",
                        f"number {before} is followed by {item.number}.",
                    ),
                    item.whole,
                )

    def _key(self, number: str | None, name: str, broader: str | None) -> str:
        published = plain(number).strip("()") if number else ""
        own = published if published.isascii() and published else name_key(self.name_of(broader), name)
        return f"{broader}-{own}" if broader else own

    def _state(self, key: str | None, items: Sequence[StatedItem]) -> None:
        if not items:
            return
        if key is None:
            for item in items:
                self._notes.unread(item.whole)
            return
        self._doubt_numbers(items)
        policy = self._policies[key]
        first = len(policy.statements) + 1
        stated = tuple(
            Statement(order, item.passage.text, self._notes.sources(item.whole), item.number)
            for order, item in enumerate(items, first)
        )
        self._policies[key] = replace(policy, statements=policy.statements + stated)


def _ordinal(printed: str | None) -> int | None:
    """The number of a statement in digits, with or without brackets; None for any other form."""
    number = plain(printed or "").strip("(). ")
    return int(number) if number.isdecimal() else None


def _integer(printed: str) -> int:
    """The number of years, in digits or as 三 or 十."""
    number = plain(printed)
    return int(number) if number.isdecimal() else _KANJI_DIGITS.find(number)
