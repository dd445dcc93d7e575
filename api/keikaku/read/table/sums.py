"""Rows of sums: compared with the rows above them, and never projects."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from keikaku.japanese import unit_factor
from keikaku.language import Text
from keikaku.plan import Amount
from keikaku.read.table.grid import Row
from keikaku.read.table.notes import TableNotes
from keikaku.read.table.projects import Draft

_Sums = dict[tuple[str, int, int], Decimal]


class Sums:
    """The running sums of a table by kind and years of its amounts, and what was compared with them."""

    def __init__(self, notes: TableNotes) -> None:
        self._notes = notes
        # With what re-listed rows say, and without it: either may be what a city adds up.
        self._running: tuple[_Sums, _Sums] = (defaultdict(Decimal), defaultdict(Decimal))
        # A sum may be that of all rows, or of those behind any sum above it.
        self._marks: list[tuple[_Sums, _Sums]] = [({}, {})]
        self._rows = 0
        self._agreeing: list[Row] = []

    def add(self, draft: Draft) -> None:
        """Count a project's row."""
        self._rows += 1
        for amount in draft.amounts:
            if amount.value is not None:
                key = _key(amount)
                self._running[0][key] += amount.value
                if not draft.relisted:
                    self._running[1][key] += amount.value

    def are_sums(self, amounts: Sequence[Amount]) -> bool:
        """Whether a row without any words says nothing but sums of the rows above it."""
        stated = [amount for amount in amounts if amount.value is not None]
        return bool(stated) and all(self._nearest(amount) == amount.value for amount in stated)

    def compare(self, row: Row, amounts: Sequence[Amount]) -> None:
        """Tell which of a row's sums differ from those of the rows above it."""
        agrees = True
        for amount in amounts:
            if amount.value is None or (nearest := self._nearest(amount)) == amount.value:
                continue
            agrees = False
            self._tell(row, amount, nearest)
        if agrees:
            self._agreeing.append(row)
        self._marks.append((dict(self._running[0]), dict(self._running[1])))

    def tell(self) -> None:
        """Say how many sums agreed."""
        if self._agreeing:
            number = len(self._agreeing)
            self._notes.note(
                "sums",
                Text(f"合計の行{number}行は合っています。", f"{number} rows of sums agree."),
                self._agreeing,
            )

    def _nearest(self, amount: Amount) -> Decimal:
        """Of the sums that the row may mean the one nearest to what it says."""
        key = _key(amount)
        found = {
            running.get(key, Decimal(0)) - mark.get(key, Decimal(0))
            for marks in self._marks
            for running, mark in zip(self._running, marks, strict=True)
        }
        value = amount.value or Decimal(0)
        return min(found, key=lambda each: abs(each - value))

    def _tell(self, row: Row, amount: Amount, nearest: Decimal) -> None:
        value = amount.value or Decimal(0)
        # Each row may have been rounded by half a unit.
        is_rounding = abs(value - nearest) * 2 <= self._rows * unit_factor(amount.published_unit)
        tell = self._notes.note if is_rounding else self._notes.doubt
        printed = f"{amount.published_value}{amount.published_unit}"
        tell(
            "sum-differs",
            Text(
                f"合計「{printed}」({value:,}円)は、行の和{nearest:,}円と違います。",
                f"the sum “{printed}” ({value:,} yen) is not that of the rows, {nearest:,} yen.",
            ),
            [row],
        )


def _key(amount: Amount) -> tuple[str, int, int]:
    return amount.kind, amount.first_fiscal_year, amount.last_fiscal_year
