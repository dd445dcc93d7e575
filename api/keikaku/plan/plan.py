"""The plan as a whole."""

from dataclasses import dataclass
from enum import StrEnum

from keikaku.language import Text
from keikaku.plan.amount import Amount
from keikaku.plan.doubt import Correction, Doubt
from keikaku.plan.evaluation import Evaluation
from keikaku.plan.municipality import Municipality
from keikaku.plan.policy import Level, Policy
from keikaku.plan.project import Listing, Project
from keikaku.plan.quality import QualityNote
from keikaku.plan.source import Document, Sources


class PlanType(StrEnum):
    """基本構想, 基本計画, 実施計画, and the 総合計画 that holds them."""

    COMPREHENSIVE = "comprehensive-plan"
    VISION = "vision"
    BASIC = "basic-plan"
    IMPLEMENTATION = "implementation-plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """A municipal plan for the fiscal years `first`..`last`; keys are unique within the plan.

    A plan known only from the evaluation of its projects has neither type nor years unless its document prints them.

    Parents, policies and departments are named by key; `part_of` and `revision_of` are plans of the same
    municipality. `note` says what about the plan itself was inferred, and from what.
    """

    municipality: Municipality
    key: str
    title: str
    type: PlanType | None = None
    first_fiscal_year: int | None = None
    last_fiscal_year: int | None = None
    title_en: str | None = None
    part_of: str | None = None
    revision_of: str | None = None
    note: Text | None = None
    levels: tuple[Level, ...] = ()
    policies: tuple[Policy, ...] = ()
    projects: tuple[Project, ...] = ()
    listings: tuple[Listing, ...] = ()
    amounts: tuple[Amount, ...] = ()
    documents: tuple[Document, ...] = ()
    sources: Sources = ()
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    quality_notes: tuple[QualityNote, ...] = ()
    quality: tuple[str, ...] = ()
