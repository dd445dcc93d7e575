"""A municipality's folder becomes its plans."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from keikaku.language import Text
from keikaku.plan import Department, Evaluation, Municipality, Plan, Policy, QualityNote
from keikaku.problem import Place, Problem
from keikaku.read.corrections import correct
from keikaku.read.departments import Directory
from keikaku.read.description import DocumentEntry, EvaluationEntry, PlanEntry
from keikaku.read.folder import Folder, open_folder
from keikaku.read.part import PlanPart
from keikaku.read.pdf.profile import PdfSheetProfile, PdfTableProfile
from keikaku.read.pdf.reader import read_pdf
from keikaku.read.profile import Profile, load_profile
from keikaku.read.table.profile import TableProfile
from keikaku.read.table.reader import read_table
from keikaku.read.text.reader import read_text


def read_folder(path: Path) -> tuple[Plan, ...]:
    """The plans of the folder at `path`, in the order of municipality.yaml; a Problem where one cannot be read.

    All of them share one Municipality, which also has the departments that only the documents name.
    """
    folder = open_folder(path)
    municipality = folder.municipality
    plans: list[Plan] = []
    for entry in folder.description.plans:
        plan, unlisted = _read_plan(folder, entry, municipality)
        municipality = _with_departments(municipality, unlisted)
        plans.append(plan)
    return tuple(replace(plan, municipality=municipality) for plan in plans)


def _read_plan(
    folder: Folder, entry: PlanEntry, municipality: Municipality
) -> tuple[Plan, tuple[Department, ...]]:
    plan = Plan(
        municipality=municipality,
        key=entry.key,
        title=entry.title,
        type=entry.type,
        first_fiscal_year=entry.first_fiscal_year,
        last_fiscal_year=entry.last_fiscal_year,
        title_en=entry.title_en,
        part_of=entry.part_of,
        revision_of=entry.revision_of,
        note=entry.note.text if entry.note else None,
        evaluations=tuple(_evaluation(each, entry) for each in entry.evaluations),
        quality_notes=tuple(
            QualityNote(each.key, each.reliability, each.text.text) for each in entry.quality
        ),
        quality=tuple(each.key for each in entry.quality if each.whole),
    )
    unlisted: tuple[Department, ...] = ()
    profile_in = cache(load_profile)  # hundreds of sheets share one
    for document in entry.documents:
        plan, found = _with_document(
            plan, folder, entry, document, profile_in(folder.path / document.profile)
        )
        unlisted += found
    return plan, unlisted


def _evaluation(entry: EvaluationEntry, plan: PlanEntry) -> Evaluation:
    documents = entry.documents or tuple(document.key for document in plan.documents)
    return Evaluation(entry.key, entry.title, entry.fiscal_year, documents, entry.title_en)


def _with_document(
    plan: Plan, folder: Folder, entry: PlanEntry, document: DocumentEntry, profile: Profile
) -> tuple[Plan, tuple[Department, ...]]:
    """The plan with what one of its documents adds."""
    record, data = folder.document(document)
    departments = folder.description.departments
    file = str(folder.path / document.file)
    part = _part(data, document, profile, entry, folder)
    corrections = plan.corrections
    if document.corrections:
        directory = Directory(folder.municipality.departments, departments, profile.departments)
        part, made = correct(part, folder.path / document.corrections, directory, file)
        corrections += made
    for what, known, new in (
        ("事業", plan.projects, part.projects),
        ("一覧の行", plan.listings, part.listings),
    ):
        _refuse_common_keys(what, {item.key for item in known}, (item.key for item in new), file)
    return replace(
        plan,
        levels=plan.levels or part.levels,
        policies=_merged(plan.policies, part.policies),
        projects=plan.projects + part.projects,
        listings=plan.listings + part.listings,
        documents=(*plan.documents, record),
        amounts=plan.amounts + part.amounts,
        doubts=plan.doubts + part.doubts,
        corrections=corrections,
    ), part.departments


def _part(
    data: bytes, document: DocumentEntry, profile: Profile, entry: PlanEntry, folder: Folder
) -> PlanPart:
    """What a document gives to its plan, by the genre of its profile."""
    if isinstance(profile, PdfSheetProfile | PdfTableProfile):
        return read_pdf(data, document, profile, entry, folder)
    if isinstance(profile, TableProfile):
        return read_table(data, document, profile, entry, folder)
    return read_text(data, document, profile, entry, folder)


def _merged(known: tuple[Policy, ...], new: tuple[Policy, ...]) -> tuple[Policy, ...]:
    """A policy that several documents name is one, with the statements and amounts of all of them."""
    policies = {policy.key: policy for policy in known}
    for policy in new:
        if (other := policies.get(policy.key)) is None:
            policies[policy.key] = policy
            continue
        first = len(other.statements)
        statements = tuple(
            replace(statement, order=first + statement.order) for statement in policy.statements
        )
        policies[policy.key] = replace(
            other,
            statements=other.statements + statements,
            amounts=other.amounts + tuple(amount for amount in policy.amounts if amount not in other.amounts),
        )
    return tuple(policies.values())


def _refuse_common_keys(what: str, known: set[str], new: Iterable[str], file: str) -> None:
    for key in new:
        if key in known:
            raise Problem(
                Text(
                    f"{what}「{key}」は、同じ計画の別の文書にもあります。",
                    f"{key!r} stands in another document of the same plan as well.",
                ),
                Place(file),
            )


def _with_departments(municipality: Municipality, found: tuple[Department, ...]) -> Municipality:
    known = {department.key for department in municipality.departments}
    new = {department.key: department for department in found if department.key not in known}
    return replace(municipality, departments=(*municipality.departments, *new.values()))
