"""What a plan wants: levels, policies and their numbered statements."""

from dataclasses import dataclass

from keikaku.plan.amount import Amount
from keikaku.plan.indicator import Indicator
from keikaku.plan.source import Sources
from keikaku.plan.subject import Subject


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the plan's hierarchy by the city's own name (章, 分野, 施策の方針); depth 1 is the top."""

    depth: int
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered item of a policy's text, verbatim; `number` as printed (⑴), `order` from 1."""

    order: int
    text: str
    sources: Sources
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of any level; `key` is its stable ASCII name in the plan, `broader` its parent's key."""

    key: str
    name: str
    depth: int
    sources: Sources
    broader: str | None = None
    notation: str | None = None
    statements: tuple[Statement, ...] = ()
    amounts: tuple[Amount, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    subjects: tuple[Subject, ...] = ()
