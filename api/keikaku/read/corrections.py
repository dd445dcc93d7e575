"""Corrections: what a person decided above the reading, kept beside the document (docs/profile.md, Corrections).

Each names what the document says; when the reading no longer says that, the correction fails loudly.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from keikaku.japanese import NotAnAmount, key_text, parse_amount
from keikaku.language import Text
from keikaku.plan import AmountStatus, Basis, Correction, Doubt, Project, Sources, Step
from keikaku.problem import Place, Problem
from keikaku.read.folder import Words
from keikaku.read.marked_yaml import Record, load_record
from keikaku.read.text.departments import Directory
from keikaku.read.text.part import PlanPart, StepCell

Field_ = Literal["name", "description", "goal", "department", "cost"]


_SETTLES = {"steps": ("steps-inferred", "steps-unplaced"), "department": ("department",), "cost": ("amount",)}


class CorrectionEntry(Record):
    """One decision: `steps` by year, or `field` with what was `printed` and how to `read` it, or `ignore` a line."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    by: str
    date: date
    why: Words
    project: str | None = None
    steps: dict[int, tuple[str, ...]] | None = None
    field: Field_ | None = None
    printed: str | None = None
    read: str | None = None
    ignore: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "CorrectionEntry":
        kinds = [self.steps is not None, self.field is not None, self.ignore is not None]
        if sum(kinds) != 1:
            raise ValueError("exactly one of `steps`, `field`, `ignore` must be given")
        if (self.steps is not None or self.field) and not self.project:
            raise ValueError("`project` (its code or name) must be given")
        if self.field and (self.printed is None or self.read is None):
            raise ValueError("`field` needs `printed` and `read`")
        if self.ignore and not self.printed:
            raise ValueError("`ignore` needs `printed`: the words of that line")
        return self


class CorrectionFile(Record):
    """The whole of corrections.yaml."""

    corrections: tuple[CorrectionEntry, ...] = ()


def correct(part: PlanPart, path: Path, directory: Directory) -> tuple[PlanPart, tuple[Correction, ...]]:
    """The part with the corrections in a file applied; a Problem if one no longer matches the document."""
    entries = load_record(path, CorrectionFile).corrections
    made: list[Correction] = []
    for entry in entries:
        if entry.id in {other.id for other in made}:
            raise _stale(entry, path, Text("同じ id が二度あります。", "its id stands here twice."))
        part, sources, project = _apply(part, entry, path, directory)
        made.append(Correction(entry.id, entry.by, entry.date, entry.why.text, sources, project))
    return part, tuple(made)


def _apply(
    part: PlanPart, entry: CorrectionEntry, path: Path, directory: Directory
) -> tuple[PlanPart, Sources, str | None]:
    if entry.ignore is not None:
        return _ignore(part, entry, path)
    project = _project(part, entry, path)
    corrected = _corrected(part, project, entry, path, directory)
    part = replace(
        part,
        projects=tuple(corrected if other is project else other for other in part.projects),
        doubts=tuple(_settled(doubt, project.key, entry) for doubt in part.doubts),
    )
    return part, corrected.sources, corrected.key


def _corrected(
    part: PlanPart, project: Project, entry: CorrectionEntry, path: Path, directory: Directory
) -> Project:
    match entry.field:
        case None:
            return _steps(part, project, entry, path)
        case "department":
            return _department(project, entry, path, directory)
        case "cost":
            return _cost(project, entry, path)
        case "name":
            _must_say(project.name, entry, path)
            return replace(project, name=entry.read or project.name)
        case "description":
            _must_say(project.description, entry, path)
            return replace(project, description=entry.read)
        case "goal":
            _must_say(project.goal, entry, path)
            return replace(project, goal=entry.read)


def _project(part: PlanPart, entry: CorrectionEntry, path: Path) -> Project:
    wanted = key_text(entry.project or "")
    found = [project for project in part.projects if wanted in (project.code, key_text(project.name))]
    if len(found) != 1:
        what = (
            Text(
                f"事業「{entry.project}」が文書にありません。",
                f"project {entry.project!r} is not in the document.",
            )
            if not found
            else Text(
                f"事業「{entry.project}」が二つ以上あります。",
                f"there are several projects {entry.project!r}.",
            )
        )
        raise _stale(entry, path, what)
    return found[0]


def _steps(part: PlanPart, project: Project, entry: CorrectionEntry, path: Path) -> Project:
    cells = list(part.step_cells.get(project.key, ()))
    wanted = [text for texts in (entry.steps or {}).values() for text in texts]
    if sorted(map(key_text, wanted)) != sorted(key_text(cell.text) for cell in cells):
        printed = "、".join(f"「{cell.text}」" for cell in cells)
        raise _stale(
            entry,
            path,
            Text(
                f"工程が文書と違います。文書の工程: {printed}",
                f"its steps are not those of the document: {printed}",
            ),
        )
    taken = {(step.fiscal_year, key_text(step.text)): step.key for step in project.steps}
    keys = set(taken.values())
    steps: list[Step] = []
    for year, texts in sorted((entry.steps or {}).items()):
        for order, text in enumerate(texts, 1):
            cell = _take(cells, text)
            # A step keeps the IRI under which it was first published in this year.
            key = taken.get((year, key_text(text))) or _free_key(year, order, keys)
            keys.add(key)
            steps.append(Step(key, year, order, cell.text, cell.sources, Basis.CORRECTED))
    return replace(project, steps=tuple(steps))


def _take(cells: list[StepCell], text: str) -> StepCell:
    index = next(index for index, cell in enumerate(cells) if key_text(cell.text) == key_text(text))
    return cells.pop(index)


def _free_key(year: int, order: int, taken: set[str]) -> str:
    while f"{year}/{order}" in taken:
        order += 1
    return f"{year}/{order}"


def _department(project: Project, entry: CorrectionEntry, path: Path, directory: Directory) -> Project:
    printed, read = directory.parse(entry.printed or ""), directory.parse(entry.read or "")
    now = tuple(department.key for department in printed.departments) if printed else ()
    if now != project.departments:
        raise _stale(entry, path, Text("所管課が文書と違います。", "the document names other departments."))
    if read is None or read.unlisted:
        raise _stale(
            entry,
            path,
            Text(f"部署「{entry.read}」は一覧にありません。", f"department {entry.read!r} is not listed."),
        )
    return replace(project, departments=tuple(department.key for department in read.departments))


def _cost(project: Project, entry: CorrectionEntry, path: Path) -> Project:
    now = project.amounts[0] if project.amounts else None
    _must_say(f"{now.published_value}{now.published_unit}" if now else None, entry, path)
    assert now is not None  # noqa: S101 - _must_say has refused it
    try:
        parsed = parse_amount(entry.read or "")
    except NotAnAmount as error:
        raise _stale(entry, path, error.what) from error
    amount = replace(
        now,
        status=AmountStatus(parsed.status),
        value=parsed.value,
        published_value=parsed.published_value,
        published_unit=parsed.published_unit,
        basis=Basis.CORRECTED,
    )
    return replace(project, amounts=(amount, *project.amounts[1:]))


def _must_say(now: str | None, entry: CorrectionEntry, path: Path) -> None:
    if now is None or key_text(now) != key_text(entry.printed or ""):
        said = now or "—"
        raise _stale(
            entry,
            path,
            Text(
                f"文書には「{entry.printed}」ではなく「{said}」とあります。",
                f"the document says “{said}”, not “{entry.printed}”.",
            ),
        )


def _ignore(part: PlanPart, entry: CorrectionEntry, path: Path) -> tuple[PlanPart, Sources, str | None]:
    for doubt in part.doubts:
        inside = any(source.first <= (entry.ignore or 0) <= source.last for source in doubt.sources)
        if doubt.code == "unread-line" and inside and (entry.printed or "") in doubt.message.ja:
            settled = replace(doubt, correction=entry.id)
            doubts = tuple(settled if other is doubt else other for other in part.doubts)
            return replace(part, doubts=doubts), doubt.sources, None
    raise _stale(
        entry,
        path,
        Text(
            f"{entry.ignore}行に読み取れない行「{entry.printed}」はありません。",
            f"line {entry.ignore} is no unread line with “{entry.printed}”.",
        ),
    )


def _settled(doubt: Doubt, project: str, entry: CorrectionEntry) -> Doubt:
    """The doubt, settled if the correction decides what it was about."""
    about = _SETTLES.get(entry.field or "steps", ())
    return replace(doubt, correction=entry.id) if doubt.project == project and doubt.code in about else doubt


def _stale(entry: CorrectionEntry, path: Path, what: Text) -> Problem:
    return Problem(
        Text(
            f"補正「{entry.id}」が文書に合いません。{what.ja}",
            f"correction {entry.id!r} does not fit: {what.en}",
        ),
        Place(str(path)),
        Text(
            "文書をもう一度見て、補正を直すか消してください。",
            "Look at the document again, then mend or remove the correction.",
        ),
    )
