"""The schedule of a sheet (事業工程): a header of years, step cells below it, and the cost in the last column."""

from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.japanese import (
    Era,
    NotAFiscalYear,
    NotAnAmount,
    ParsedAmount,
    find_amount,
    find_fiscal_years,
    find_unit,
    key_text,
    parse_amount,
)
from keikaku.read.profile import CostEntry
from keikaku.read.text.passage import Passage
from keikaku.read.text.steps import place


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost as printed and understood."""

    amount: ParsedAmount
    passage: Passage


@dataclass(frozen=True, slots=True)
class Schedule:
    """The years of the columns, the step cells in order, how many stand in each column (None: unknown), the cost."""

    years: tuple[int, ...]
    header: Passage | None
    cells: tuple[Passage, ...]
    columns: tuple[tuple[int, ...], ...] | None
    evidence: str | None
    cost: Cost | None
    fault: NotAFiscalYear | NotAnAmount | None = None


def read_schedule(cells: Sequence[Passage], cost: CostEntry, era: Era | None) -> Schedule:
    """The schedule in the cells under a sheet's steps label; `columns` holds indices of `cells` by year."""
    header, rest = _header(cells, cost, era)
    try:
        years = tuple(
            year for found, _, _ in find_fiscal_years(header.text if header else "", era) for year in found
        )
    except NotAFiscalYear as error:
        return Schedule((), header, tuple(rest), None, None, None, error)
    unit = (find_unit(header.text) if header else None) or cost.unit
    try:
        steps, price = _cost(rest, unit)
    except NotAnAmount as error:
        return Schedule(years, header, tuple(rest), None, None, None, error)
    if rows := _rows(steps, len(years)):
        flat = tuple(word for row in rows for word in row)
        by_year = tuple(tuple(range(column, len(flat), len(years))) for column in range(len(years)))
        return Schedule(years, header, flat, by_year, "rows", price)
    found = place([step.text for step in steps], len(years))
    columns = _columns(found.sizes) if found else None
    return Schedule(years, header, tuple(steps), columns, found.evidence if found else None, price)


def read_cost(passage: Passage, cost: CostEntry) -> Cost:
    """A cost that stands under its own label; NotAnAmount if it is none."""
    return Cost(parse_amount(passage.text, cost.unit), passage)


def _header(
    cells: Sequence[Passage], cost: CostEntry, era: Era | None
) -> tuple[Passage | None, Sequence[Passage]]:
    """The leading cells that hold nothing but years and the cost's label."""
    count = 0
    while count < len(cells) and _is_header(cells[count], cost, era):
        count += 1
    return (Passage.joined(cells[:count], " ") if count else None), cells[count:]


def _is_header(cell: Passage, cost: CostEntry, era: Era | None) -> bool:
    try:
        found = find_fiscal_years(cell.text, era)
    except NotAFiscalYear:
        return True
    labels = [key_text(label) for label in cost.labels]
    left = cell.text
    for _, start, end in reversed(found):
        left = left[:start] + left[end:]
    rest = key_text(left)
    for label in labels:
        rest = rest.replace(label, "", 1)
    return rest == "" or (rest.startswith("(") and rest.endswith(")") and find_unit(left) is not None)


def _cost(cells: Sequence[Passage], unit: str | None) -> tuple[list[Passage], Cost | None]:
    """The step cells, and the cost: a cell of its own, or glued to the last step's line."""
    steps = list(cells)
    for index in range(len(steps) - 1, -1, -1):
        if (cost := _whole_cost(steps[index], unit, last=index == len(steps) - 1)) is not None:
            del steps[index]
            return steps, cost
    if steps and (glued := find_amount(steps[-1].text, unit)) is not None:
        amount, start, end = glued
        last = steps[-1]
        if end == len(last) and start and last.text[start - 1].isspace():
            steps[-1] = last[:start].strip()
            return steps, Cost(amount, last[start:])
    return steps, None


def _whole_cost(cell: Passage, unit: str | None, *, last: bool) -> Cost | None:
    try:
        amount = parse_amount(cell.text, unit)
    except NotAnAmount:
        return None
    return Cost(amount, cell) if last or amount.status == "stated" else None


def _rows(steps: Sequence[Passage], columns: int) -> list[list[Passage]] | None:
    """The steps as table rows, if every line still holds one word for each year."""
    rows = [list(step.words()) for step in steps]
    return rows if columns > 1 and rows and all(len(row) == columns for row in rows) else None


def _columns(sizes: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    return tuple(tuple(range(start, start + size)) for start, size in zip(starts, sizes, strict=True))
