"""What is measured: indicators with their baselines, targets and actual values."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from keikaku.plan.source import Sources


class ValueKind(StrEnum):
    """基準値, 目標値, 実績値."""

    BASELINE = "baseline"
    TARGET = "target"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """The value of an indicator in a fiscal year as printed; `value` is None where no number is printed."""

    kind: ValueKind
    fiscal_year: int
    value: Decimal | None
    published_value: str

    @property
    def key(self) -> str:
        """Unique among the values of one indicator: `target-2027`."""
        return f"{self.kind}-{self.fiscal_year}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (成果指標, 活動指標) of a policy or project; `key` is unique within it, `unit` as printed."""

    key: str
    name: str
    sources: Sources
    unit: str | None = None
    values: tuple[IndicatorValue, ...] = ()
