"""Money as printed and in yen."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from keikaku.plan.basis import Basis
from keikaku.plan.source import Sources


class AmountKind(StrEnum):
    """推計, 計画, 予算, 予算現額, 決算."""

    ESTIMATE = "estimate"
    PLAN = "plan"
    BUDGET = "budget"
    REVISED_BUDGET = "revised-budget"
    SETTLEMENT = "settlement"


class AmountStatus(StrEnum):
    """Stated as a number (0 included), or which of the four ways of printing none."""

    STATED = "stated"
    DASH = "dash"
    BLANK = "blank"
    UNDECIDED = "undecided"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum for the fiscal years `first`..`last` (inclusive); `value` in yen, None unless STATED.

    `quality` are keys of the plan's quality notes.
    """

    kind: AmountKind
    status: AmountStatus
    value: Decimal | None
    published_value: str
    published_unit: str
    first_fiscal_year: int
    last_fiscal_year: int
    sources: Sources
    basis: Basis = Basis.PRINTED
    includes_personnel: bool | None = None
    note: str | None = None
    quality: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Unique among the amounts of one thing: `estimate-2014-2016`, `settlement-2024`."""
        years = {self.first_fiscal_year, self.last_fiscal_year}
        return "-".join([self.kind, *map(str, sorted(years))])
