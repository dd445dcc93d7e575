"""A plan for a person to review: plain data in the order of the document, as YAML or JSON."""

import json
from collections.abc import Mapping
from typing import Any

import yaml

from keikaku.language import Language
from keikaku.plan import Amount, Doubt, Plan, Policy, Project, Sources, Step


def review(plan: Plan, language: Language = "ja") -> dict[str, Any]:
    """The plan as nested plain data, with the lines of everything and the doubts in one language."""
    names = {department.key: department.name for department in plan.municipality.departments}
    policies = {policy.key: policy.name for policy in plan.policies}
    reviewed: dict[str, Any] = _without_nothing(
        {
            "plan": plan.key,
            "title": plan.title,
            "type": str(plan.type) if plan.type else None,
            "municipality": {"code": plan.municipality.code, "name": plan.municipality.name},
            "fiscal_years": [year for year in (plan.first_fiscal_year, plan.last_fiscal_year) if year],
            "part_of": plan.part_of,
            "documents": [{"file": document.file, "sha256": document.sha256} for document in plan.documents],
            "policies": [_policy(policy, plan) for policy in plan.policies],
            "projects": [_project(project, names, policies) for project in plan.projects],
            "listings": [
                {
                    "label": listing.label,
                    "project": listing.project,
                    "relisted": listing.relisted,
                    "under": policies.get(listing.policy or ""),
                    "departments": [names[key] for key in listing.departments],
                    "description": listing.description,
                    "lines": _lines(listing.sources),
                }
                for listing in plan.listings
            ],
            "corrections": [
                {"id": made.id, "by": made.by, "date": made.on.isoformat(), "why": made.why.in_(language)}
                for made in plan.corrections
            ],
            "doubts": [_doubt(doubt, language) for doubt in plan.doubts],
        }
    )
    return reviewed


def as_yaml(reviews: list[dict[str, Any]]) -> str:
    """One YAML document a plan."""
    return yaml.safe_dump_all(reviews, allow_unicode=True, sort_keys=False, width=100, explicit_start=True)


def as_json(reviews: list[dict[str, Any]]) -> str:
    """A JSON array with one object a plan."""
    return json.dumps(reviews, ensure_ascii=False, indent=2) + "\n"


def _policy(policy: Policy, plan: Plan) -> dict[str, Any]:
    level = next((level.name for level in plan.levels if level.depth == policy.depth), None)
    return {
        "key": policy.key,
        "level": level,
        "number": policy.notation,
        "name": policy.name,
        "broader": policy.broader,
        "lines": _lines(policy.sources),
        "amounts": [_amount(amount) for amount in policy.amounts],
        "statements": [
            {"number": statement.number, "text": statement.text, "lines": _lines(statement.sources)}
            for statement in policy.statements
        ],
    }


def _project(project: Project, names: Mapping[str, str], policies: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": project.key,
        "code": project.code,
        "name": project.name,
        "priority": project.priority,
        "under": policies.get(project.policy or ""),
        "departments": [names[key] for key in project.departments],
        "supporting_departments": [names[key] for key in project.supporting_departments],
        "goal": project.goal,
        "description": project.description,
        "lines": _lines(project.sources),
        "steps": _steps(project.steps),
        "amounts": [_amount(amount) for amount in project.amounts],
    }


def _steps(steps: tuple[Step, ...]) -> dict[int, list[dict[str, Any]]]:
    years: dict[int, list[dict[str, Any]]] = {}
    for step in steps:
        entry = {"text": step.text, "basis": str(step.basis), "lines": _lines(step.sources)}
        years.setdefault(step.fiscal_year, []).append(entry)
    return years


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "kind": str(amount.kind),
        "status": str(amount.status),
        "printed": f"{amount.published_value}{amount.published_unit}",
        "yen": format(amount.value, "f") if amount.value is not None else None,
        "fiscal_years": [amount.first_fiscal_year, amount.last_fiscal_year],
        "basis": str(amount.basis),
        "lines": _lines(amount.sources),
    }


def _doubt(doubt: Doubt, language: Language) -> dict[str, Any]:
    return {
        "severity": str(doubt.severity),
        "code": doubt.code,
        "message": doubt.message.in_(language),
        "lines": _lines(doubt.sources),
        "project": doubt.project,
        "settled_by": doubt.correction,
    }


def _lines(sources: Sources) -> str:
    """`94-98`, or `186-190, 194-196` where something else stood in between."""
    return ", ".join(
        str(source.first) if source.first == source.last else f"{source.first}-{source.last}"
        for source in sources
    )


def _without_nothing(value: Any) -> Any:
    """The value without keys that hold None or nothing; False and 0 stay."""
    if isinstance(value, dict):
        kept = {key: _without_nothing(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, [], {}, "")}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value
