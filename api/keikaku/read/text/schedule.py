"""The schedule of a sheet (事業工程): a header of years, step cells below it, and the cost in the last column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from keikaku.japanese import (
    Era,
    NotAFiscalYear,
    NotAnAmount,
    ParsedAmount,
    Unreadable,
    find_amount,
    find_fiscal_years,
    find_unit,
    key_text,
    parse_amount,
)
from keikaku.language import Text
from keikaku.read.text.passage import Passage
from keikaku.read.text.profile import CostEntry
from keikaku.read.text.steps import place

_DASH = re.compile(r"[-－ー―─‐−]+")
# A cell that only says that the step before it goes on in its year.
_ARROW = re.compile(r"[→⇒➡⇨➔➜↓⇓↠▶►\s]+")
# What may stand between the cost's label and the sum: （千円）, （4か年合計）：.
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*[:：]?")
_PERIOD = re.compile(r"\s*[(（][^()（）]{0,3}[ヵカかヶケ箇]年間?の?(?:合計|総額|計)?[)）]")
_MONEY = re.compile(r"[0-9][0-9,.]*\s*[十百千]?[万億兆]?円")


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost as printed and understood; one that is `blank` has the place where it should stand."""

    amount: ParsedAmount
    passage: Passage


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a schedule from being read, and where it stands."""

    code: str
    what: Text
    passage: Passage


@dataclass(frozen=True, slots=True)
class Schedule:
    """The years of the columns, the step cells in order, the indices of the cells in each column, the cost.

    `columns` is None where nothing shows which step is for which year, `evidence` says what shows it. `names_cost`
    says whether one column is for the cost; `strays` are cells behind the cost; `arrows` are cells (→) that say that
    a column carries on with what stands before it.
    """

    years: tuple[int, ...] = ()
    header: Passage | None = None
    cells: tuple[Passage, ...] = ()
    columns: tuple[tuple[int, ...], ...] | None = None
    evidence: str | None = None
    cost: Cost | None = None
    names_cost: bool = False
    strays: tuple[Passage, ...] = ()
    arrows: tuple[Passage, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_schedule(cells: Sequence[Passage], cost: CostEntry, era: Era | None, *, own_cost: bool) -> Schedule:
    """The schedule in the cells under a sheet's steps label; `own_cost` if the cost has a label of its own."""
    count = next((index for index, cell in enumerate(cells) if not is_header(cell, cost, era)), len(cells))
    header, rest = (Passage.joined(cells[:count], " ") if count else None), cells[count:]
    words = header.text if header else ""
    names_cost = any(key_text(label) in key_text(words) for label in cost.labels)
    schedule = Schedule(header=header, cells=tuple(rest), names_cost=names_cost)
    if header:
        try:
            schedule = replace(schedule, years=_years(words, era))
        except NotAFiscalYear as error:
            schedule = replace(schedule, faults=(Fault("schedule", error.what, header),))
    if names_cost or not own_cost:
        schedule = _with_cost(schedule, find_unit(words) or cost.unit)
    return _placed(_without_money(schedule))


def read_cost(passage: Passage, cost: CostEntry) -> Cost:
    """A cost that stands under its own label, after its unit in brackets perhaps; NotAnAmount if it is none."""
    amount, unit = passage, cost.unit
    while bracket := _IN_BRACKETS.match(amount.text):
        named = find_unit(bracket[0])
        if not (named or _PERIOD.match(amount.text)):
            break
        amount, unit = amount[bracket.end() :], named or unit
    return Cost(parse_amount(amount.text, unit), passage)


def is_header(cell: Passage, cost: CostEntry, era: Era | None) -> bool:
    """Whether a cell holds nothing but years, the cost's label and its unit."""
    try:
        found = find_fiscal_years(cell.text, era)
    except NotAFiscalYear:
        return True
    left = cell.text
    for _, start, end in reversed(found):
        left = left[:start] + left[end:]
    rest = key_text(left)
    for label in map(key_text, cost.labels):
        rest = rest.replace(label, "", 1)
    return rest == "" or (rest.startswith("(") and rest.endswith(")") and find_unit(left) is not None)


def _years(header: str, era: Era | None) -> tuple[int, ...]:
    """The year of each column; NotAFiscalYear where one column is for several years, or one year has two."""
    columns = [tuple(years) for years, _, _ in find_fiscal_years(header, era)]
    years = tuple(year for column in columns for year in column)
    if any(len(column) > 1 for column in columns):
        raise NotAFiscalYear(
            Text(
                f"「{header}」には、いくつもの年度にまたがる欄があります。",
                f"“{header}” has a column for several years.",
            )
        )
    if len(set(years)) < len(years):
        raise NotAFiscalYear(
            Text(f"「{header}」に同じ年度が二度あります。", f"“{header}” has one year twice.")
        )
    return years


def _with_cost(schedule: Schedule, unit: str | None) -> Schedule:
    """The schedule with the cost taken from its cells: a cell of its own, or glued to the last step's line."""
    cells = schedule.cells
    for index in range(len(cells) - 1, -1, -1):
        if (cost := _whole_cost(cells[index], unit, last=index == len(cells) - 1)) is not None:
            return replace(schedule, cells=cells[:index], cost=cost, strays=cells[index + 1 :])
    if cells and (glued := find_amount(cells[-1].text, unit)) is not None:
        amount, start, end = glued
        last = cells[-1]
        if end == len(last) and start and last.text[start - 1].isspace():
            step = last[:start].strip()
            return replace(schedule, cells=(*cells[:-1], step), cost=Cost(amount, last[start:]))
    return schedule


def _whole_cost(cell: Passage, unit: str | None, *, last: bool) -> Cost | None:
    try:
        amount = parse_amount(cell.text, unit)
    except Unreadable:
        return None
    return Cost(amount, cell) if last or amount.status == "stated" else None


def _without_money(schedule: Schedule) -> Schedule:
    """The schedule without sums of money among its steps: costs of each year, or a cost that could not be read."""
    expected = schedule.cost is None and schedule.names_cost
    money = [cell for cell in schedule.cells if _is_money(cell.text, expected=expected)]
    faults = tuple(
        Fault(
            "amount",
            Text(
                f"「{cell.text}」は工程ではなく金額のようですが、計画期間全体の事業費として読めません。",
                f"“{cell.text}” seems to be money and no step, but is not one cost for the whole period.",
            ),
            cell,
        )
        for cell in money
    )
    cells = tuple(cell for cell in schedule.cells if cell not in money)
    return replace(schedule, cells=cells, faults=schedule.faults + faults)


def _is_money(text: str, *, expected: bool) -> bool:
    """Whether words are nothing but sums; where a cost is still to be found, whether they hold one."""
    if expected and _MONEY.search(key_text(text)):
        return True
    try:
        return all(parse_amount(word, "円").status == "stated" for word in text.split())
    except NotAnAmount:
        return False


def _placed(schedule: Schedule) -> Schedule:
    """The schedule with its cells in columns, as far as anything shows them."""
    cells, years = schedule.cells, schedule.years
    # An arrow has no topic: with one among the cells only their number is evidence.
    found = place([cell.text for cell in cells], len(years))
    if found and (found.evidence == "count" or not any(_ARROW.fullmatch(cell.text) for cell in cells)):
        ends = [sum(found.sizes[: index + 1]) for index in range(len(found.sizes))]
        columns = tuple(tuple(range(end - size, end)) for end, size in zip(ends, found.sizes, strict=True))
        schedule = replace(schedule, columns=columns, evidence=found.evidence)
    elif rows := _rows(cells, len(years)):
        flat = tuple(word for row in rows for word in row)
        columns = tuple(tuple(range(column, len(flat), len(years))) for column in range(len(years)))
        schedule = replace(schedule, cells=flat, columns=columns, evidence="rows")
    return _without_arrows(_without_dashes(schedule))


def _rows(cells: Sequence[Passage], columns: int) -> list[list[Passage]] | None:
    """The cells as table rows, if every line still holds one word for each year."""
    rows = [list(cell.words()) for cell in cells]
    return rows if columns > 1 and rows and all(len(row) == columns for row in rows) else None


def _without_dashes(schedule: Schedule) -> Schedule:
    """The schedule without the cells that say there is no step (－)."""
    if schedule.columns is None:
        return schedule
    return _kept(schedule, lambda cell: not _DASH.fullmatch(cell.text))


def _without_arrows(schedule: Schedule) -> Schedule:
    """The schedule without the arrows, which counted as cells of their columns but are no steps."""
    arrows = tuple(cell for cell in schedule.cells if _ARROW.fullmatch(cell.text))
    return replace(_kept(schedule, lambda cell: cell not in arrows), arrows=arrows)


def _kept(schedule: Schedule, keeps: Callable[[Passage], bool]) -> Schedule:
    """The schedule with these cells only, each in its column."""
    kept = [index for index, cell in enumerate(schedule.cells) if keeps(cell)]
    cells = tuple(schedule.cells[index] for index in kept)
    if schedule.columns is None:
        return replace(schedule, cells=cells)
    columns = tuple(
        tuple(kept.index(index) for index in column if index in kept) for column in schedule.columns
    )
    return replace(schedule, cells=cells, columns=columns)
