"""The typed plan: frozen records, no files, no RDF."""

from keikaku.plan.amount import Amount, AmountKind, AmountStatus
from keikaku.plan.basis import Basis
from keikaku.plan.doubt import Correction, Doubt, Severity
from keikaku.plan.evaluation import Evaluation
from keikaku.plan.indicator import Indicator, IndicatorValue, ValueKind
from keikaku.plan.municipality import Department, Municipality, Position
from keikaku.plan.place import Places, Prefecture
from keikaku.plan.plan import Plan, PlanType
from keikaku.plan.policy import Level, Policy, Statement
from keikaku.plan.project import Listing, Marker, Project, Step
from keikaku.plan.quality import QualityNote, Reliability
from keikaku.plan.source import Document, Source, Sources
from keikaku.plan.subject import Assertion, Subject, TopicScheme

__all__ = [
    "Amount",
    "AmountKind",
    "AmountStatus",
    "Assertion",
    "Basis",
    "Correction",
    "Department",
    "Document",
    "Doubt",
    "Evaluation",
    "Indicator",
    "IndicatorValue",
    "Level",
    "Listing",
    "Marker",
    "Municipality",
    "Places",
    "Plan",
    "PlanType",
    "Policy",
    "Position",
    "Prefecture",
    "Project",
    "QualityNote",
    "Reliability",
    "Severity",
    "Source",
    "Sources",
    "Statement",
    "Step",
    "Subject",
    "TopicScheme",
    "ValueKind",
]
