"""The typed plan: frozen records, no files, no RDF."""

from keikaku.plan.amount import Amount, AmountKind, AmountStatus
from keikaku.plan.basis import Basis
from keikaku.plan.doubt import Correction, Doubt, Severity
from keikaku.plan.municipality import Department, Municipality
from keikaku.plan.plan import Plan, PlanType
from keikaku.plan.policy import Level, Policy, Statement
from keikaku.plan.project import Listing, Project, Step
from keikaku.plan.source import Document, Source, Sources

__all__ = [
    "Amount",
    "AmountKind",
    "AmountStatus",
    "Basis",
    "Correction",
    "Department",
    "Document",
    "Doubt",
    "Level",
    "Listing",
    "Municipality",
    "Plan",
    "PlanType",
    "Policy",
    "Project",
    "Severity",
    "Source",
    "Sources",
    "Statement",
    "Step",
]
