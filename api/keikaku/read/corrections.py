"""Corrections: what a person decided above the reading, kept beside the document (docs/profile.md, Corrections).

Each names what the document says; when the reading no longer says that, the correction fails loudly.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from keikaku.japanese import NotAnAmount, key_text, parse_amount
from keikaku.language import Text
from keikaku.plan import (
    Amount,
    AmountKind,
    AmountStatus,
    Basis,
    Correction,
    Doubt,
    Project,
    Severity,
    Sources,
    Step,
)
from keikaku.problem import Place, Problem
from keikaku.read.departments import Directory
from keikaku.read.description import Key, Words
from keikaku.read.marked_yaml import Record, load_with_lines
from keikaku.read.part import PlanPart, StepCell, StepTable

FieldName = Literal["name", "code", "description", "goal", "department", "cost", "amount"]

# The doubts that a correction settles, by what it decides.
_SETTLED_BY: dict[str, tuple[str, ...]] = {
    "steps": ("steps-inferred", "steps-unplaced", "step-continues"),
    "name": ("several-cells", "several-names"),
    "code": ("code-twice", "code-lines"),
    "description": ("several-cells", "description-continued", "no-description"),
    "goal": ("several-cells",),
    "department": ("department", "unlisted-department", "department-remark"),
    "cost": ("amount", "cost-blank", "negative-amount"),
    "amount": ("amount", "amount-merged", "amount-twice"),
}
_SETTLED_BY_IGNORING = (
    "unread-line",
    "cut-off",
    "unknown-marker",
    "row-without-department",
    "no-sentence",
    "department-remark",
    "schedule",
    "schedule-years",
    "unread-row",
    "row-without-name",
    "row-width",
    "sum-differs",
)
# So many of the document's own errors are told with a correction that does not fit it.
_MOST_ERRORS = 5


class CorrectionEntry(Record):
    """One decision: `steps` by year, `field` with what was `printed` and how to `read` it, a line to `ignore`.

    Or a doubt of a code to `settle`, because what was read is right. `kind` and `fiscal_year` say which amount.
    """

    id: Key
    by: str
    date: date
    why: Words
    project: str | None = None
    steps: dict[int, tuple[str, ...]] | None = None
    field: FieldName | None = None
    printed: str | None = None
    read: str | None = None
    kind: AmountKind | None = None
    fiscal_year: int | None = None
    ignore: Annotated[int, Field(ge=1)] | None = None
    settle: Key | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = (self.steps, self.field, self.ignore, self.settle)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("exactly one of `steps`, `field`, `ignore`, `settle` must be given")
        if (self.steps is not None or self.field) and not self.project:
            raise ValueError("`project` (its code or name) must be given")
        if self.field and (self.printed is None or self.read is None):
            raise ValueError("`field` needs `printed` and `read`")
        if (self.field == "amount") != (self.kind is not None and self.fiscal_year is not None):
            raise ValueError("`kind` and `fiscal_year` (the first one) say which `amount`, and nothing else")
        if self.ignore and not self.printed:
            raise ValueError("`ignore` needs `printed`: the words of that line")
        return self


class CorrectionFile(Record):
    """The whole of corrections.yaml."""

    corrections: tuple[CorrectionEntry, ...] = ()


def correct(
    part: PlanPart, path: Path, directory: Directory, document: str
) -> tuple[PlanPart, tuple[Correction, ...]]:
    """The part with the corrections in a file applied; a Problem if one no longer matches the `document` (its file)."""
    file, lines = load_with_lines(path, CorrectionFile)
    made: list[Correction] = []
    for index, entry in enumerate(file.corrections):
        place = Place(str(path), line=lines["corrections", index])
        decision = _Decision(entry, place, part, directory, document)
        if entry.id in {other.id for other in made}:
            raise decision.stale(Text("同じ id が二度あります。", "its id stands here twice."))
        part, correction = decision.applied()
        made.append(correction)
    return part, tuple(made)


class _Decision:
    """One entry against what the document says."""

    def __init__(
        self, entry: CorrectionEntry, place: Place, part: PlanPart, directory: Directory, document: str
    ) -> None:
        self._entry, self._place = entry, place
        self._part, self._directory = part, directory
        self._document = document

    def applied(self) -> tuple[PlanPart, Correction]:
        """The part as corrected, and the correction as a record."""
        if self._entry.ignore is not None:
            sources, part = self._ignored(self._entry.ignore)
            return part, self._record(sources, None)
        if self._entry.settle is not None:
            return self._settled_as_read(self._entry.settle)
        project = self._project()
        corrected = self._corrected(project)
        part = replace(
            self._part,
            projects=tuple(corrected if other is project else other for other in self._part.projects),
            doubts=tuple(self._settled(doubt, project) for doubt in self._part.doubts),
        )
        return part, self._record(corrected.sources, corrected.key)

    def stale(self, what: Text, at: Sources = ()) -> Problem:
        """The correction does not fit the document at these lines, whose own errors may be why."""
        where, errors = self._where(at), self._errors()
        return Problem(
            Text(
                f"補正「{self._entry.id}」が{where.ja}に合いません。{what.ja}{errors.ja}",
                f"correction {self._entry.id!r} does not fit {where.en}: {what.en}{errors.en}",
            ),
            self._place,
            Text(
                "文書をもう一度見て、補正を直すか消してください。",
                "Look at the document again, then mend or remove the correction.",
            ),
        )

    def _where(self, at: Sources) -> Text:
        if not at:
            return Text(f"文書{self._document}", self._document)
        lines = _lines(at)
        return Text(f"文書{self._document}の{lines.ja}", f"{lines.en} of {self._document}")

    def _errors(self) -> Text:
        """What could not be read and is not settled, with the document's lines."""
        errors = [
            (_lines(doubt.sources), doubt.message)
            for doubt in self._part.doubts
            if doubt.severity is Severity.ERROR and doubt.correction is None
        ]
        if not errors:
            return Text("", "")
        told, more = errors[:_MOST_ERRORS], len(errors) - _MOST_ERRORS
        ja = "".join(f"{lines.ja}: {message.ja}" for lines, message in told)
        en = " ".join(f"{lines.en}: {message.en}" for lines, message in told)
        return Text(
            f"文書{self._document}そのものに誤りがあります。{ja}" + (f"ほか{more}件。" if more > 0 else ""),
            f" The document {self._document} itself has errors: {en}"
            + (f" And {more} more." if more > 0 else ""),
        )

    def _record(self, sources: Sources, project: str | None) -> Correction:
        entry = self._entry
        return Correction(entry.id, entry.by, entry.date, entry.why.text, sources, project)

    def _project(self) -> Project:
        wanted = key_text(self._entry.project or "")
        projects = self._part.projects
        found = [project for project in projects if wanted in (project.code, key_text(project.name))]
        if not found:
            raise self.stale(
                Text(
                    f"事業「{self._entry.project}」が文書にありません。",
                    f"project {self._entry.project!r} is not in the document.",
                )
            )
        if len(found) > 1:
            raise self.stale(
                Text(
                    f"事業「{self._entry.project}」が二つ以上あります。",
                    f"there are several projects {self._entry.project!r}.",
                ),
                tuple(source for project in found for source in project.sources),
            )
        return found[0]

    def _corrected(self, project: Project) -> Project:
        kinds: dict[str | None, Callable[[Project], Project]] = {
            None: self._with_steps,
            "name": self._with_name,
            "code": self._with_code,
            "description": self._with_description,
            "goal": self._with_goal,
            "department": self._with_departments,
            "cost": self._with_cost,
            "amount": self._with_amount,
        }
        return kinds[self._entry.field](project)

    def _with_name(self, project: Project) -> Project:
        self._must_say(project.name, project.sources)
        return replace(project, name=self._entry.read or project.name)

    def _with_code(self, project: Project) -> Project:
        self._must_say(project.code, project.sources)
        return replace(project, code=key_text(self._entry.read or "") or None)

    def _with_description(self, project: Project) -> Project:
        self._must_say(project.description, project.sources)
        return replace(project, description=self._entry.read or None)

    def _with_goal(self, project: Project) -> Project:
        self._must_say(project.goal, project.sources)
        return replace(project, goal=self._entry.read or None)

    def _with_departments(self, project: Project) -> Project:
        printed = self._directory.parse(self._entry.printed or "")
        read = self._directory.parse(self._entry.read or "")
        now = tuple(department.key for department in printed.departments) if printed else ()
        if now != project.departments:
            named = "、".join(self._directory.name(key) for key in project.departments) or "—"
            raise self.stale(
                Text(
                    f"文書の所管課は「{named}」です。",
                    f"the document names “{named}”, not “{self._entry.printed}”.",
                ),
                project.sources,
            )
        if read is None or read.unlisted:
            raise self.stale(
                Text(
                    f"部署「{self._entry.read}」は一覧にありません。",
                    f"department {self._entry.read!r} is not listed.",
                )
            )
        return replace(project, departments=tuple(department.key for department in read.departments))

    def _with_cost(self, project: Project) -> Project:
        now = project.amounts[0] if project.amounts else self._part.unread_costs.get(project.key)
        said = f"{now.published_value}{now.published_unit}" if now else None
        self._must_say(said, now.sources if now else project.sources)
        if now is None:
            raise self.stale(Text("事業費がありません。", "it has no cost."), project.sources)
        return replace(project, amounts=(self._read(now), *project.amounts[1:]))

    def _with_amount(self, project: Project) -> Project:
        """The project with its amount of one kind and year, which the table may have in a form that is none."""
        which = (self._entry.kind, self._entry.fiscal_year)
        candidates = (*project.amounts, *self._part.unread_amounts.get(project.key, ()))
        found = [each for each in candidates if (each.kind, each.first_fiscal_year) == which]
        printed = key_text(self._entry.printed or "")
        for now in found:
            if printed in (key_text(now.published_value), key_text(now.published_value + now.published_unit)):
                kept = tuple(each for each in project.amounts if each.key != now.key)
                return replace(project, amounts=(*kept, self._read(now)))
        said = "、".join(each.published_value + each.published_unit for each in found)
        self._must_say(said, project.sources)
        return project

    def _read(self, now: Amount) -> Amount:
        """The amount as the correction says that it is to be read."""
        try:
            parsed = parse_amount(self._entry.read or "")
        except NotAnAmount as error:
            raise self.stale(error.what) from error
        return replace(
            now,
            status=AmountStatus(parsed.status),
            value=parsed.value,
            published_value=parsed.published_value,
            published_unit=parsed.published_unit,
            basis=Basis.CORRECTED,
        )

    def _with_steps(self, project: Project) -> Project:
        by_year = self._entry.steps or {}
        table = self._part.step_tables.get(project.key, StepTable())
        cells = list(table.cells)
        wanted = [text for texts in by_year.values() for text in texts]
        if sorted(map(key_text, wanted)) != sorted(key_text(cell.text) for cell in cells):
            printed = "、".join(f"「{cell.text}」" for cell in cells) or "—"
            raise self.stale(
                Text(
                    f"工程が文書と違います。文書の工程: {printed}",
                    f"its steps are not those of the document: {printed}",
                ),
                tuple(source for cell in cells for source in cell.sources) or project.sources,
            )
        # Where the columns could not be read at all, a person's word is all there is; `schedule` is settled apart.
        if table.years and (strangers := sorted(set(by_year) - set(table.years))):
            printed = "、".join(map(str, table.years)) or "—"
            raise self.stale(
                Text(
                    f"文書の欄に{'、'.join(map(str, strangers))}年度はありません。文書の年度: {printed}",
                    f"the document has no column for {', '.join(map(str, strangers))}; its years are {printed}.",
                ),
                project.sources,
            )
        published = {(step.fiscal_year, key_text(step.text)): step.key for step in project.steps}
        taken = set(published.values())
        steps: list[Step] = []
        for year, texts in sorted(by_year.items()):
            for order, text in enumerate(texts, 1):
                cell = _take(cells, text)
                # A step keeps the IRI under which it was first published in this year.
                key = published.pop((year, key_text(text)), None) or _free_key(year, order, taken)
                taken.add(key)
                steps.append(Step(key, year, order, cell.text, cell.sources, Basis.CORRECTED))
        return replace(project, steps=tuple(steps))

    def _must_say(self, now: str | None, at: Sources) -> None:
        said = now or ""
        if key_text(said) != key_text(self._entry.printed or ""):
            raise self.stale(
                Text(
                    f"文書には「{self._entry.printed}」ではなく「{said or '—'}」とあります。",
                    f"the document says “{said or '—'}”, not “{self._entry.printed}”.",
                ),
                at,
            )

    def _ignored(self, number: int) -> tuple[Sources, PlanPart]:
        line = self._part.printed.get(number, "")
        about = [doubt for doubt in self._part.doubts if _is_about_line(doubt, number)]
        if not about or key_text(self._entry.printed or "") not in key_text(line):
            raise self.stale(
                Text(
                    f"{number}行は読み取れない行ではないか、「{self._entry.printed}」を含みません。"
                    f"文書のこの行: 「{line}」",
                    f"line {number} is no unread line with “{self._entry.printed}”; it says “{line}”.",
                )
            )
        doubts = tuple(
            replace(doubt, correction=self._entry.id) if doubt in about else doubt
            for doubt in self._part.doubts
        )
        return about[0].sources, replace(self._part, doubts=doubts)

    def _settled_as_read(self, code: str) -> tuple[PlanPart, Correction]:
        """The part with its doubts of a code settled: about one project, or with certain words, or all of them."""
        project = self._project() if self._entry.project else None
        words = key_text(self._entry.printed or "")
        about = [
            doubt
            for doubt in self._part.doubts
            if doubt.code == code
            and doubt.correction is None
            and (project is None or doubt.project == project.key)
            and words in key_text(doubt.message.ja)
        ]
        if not about:
            raise self.stale(
                Text(f"そのような疑い({code})はありません。", f"there is no such doubt ({code}).")
            )
        doubts = tuple(
            replace(doubt, correction=self._entry.id) if doubt in about else doubt
            for doubt in self._part.doubts
        )
        record = self._record(about[0].sources, project.key if project else None)
        return replace(self._part, doubts=doubts), record

    def _settled(self, doubt: Doubt, project: Project) -> Doubt:
        """The doubt, settled if the correction decides what it was about."""
        about = doubt.code in _SETTLED_BY[self._entry.field or "steps"]
        # A project has many amounts, and the doubt says what is printed in its own.
        if self._entry.field == "amount":
            about = about and key_text(self._entry.printed or "") in key_text(doubt.message.ja)
        return replace(doubt, correction=self._entry.id) if about and doubt.project == project.key else doubt


def _lines(sources: Sources) -> Text:
    """The places of a document: `3行、5〜7行` and `lines 3, 5-7`, or pages, or rows."""
    spans = [(source.first, source.last) for source in sources]
    name = "ページ" if sources[0].unit == "page" else "行"
    ja = "、".join(f"{first}{name}" if first == last else f"{first}〜{last}{name}" for first, last in spans)
    en = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
    one = len(spans) == 1 and spans[0][0] == spans[0][1]
    return Text(ja, f"{sources[0].unit}{'' if one else 's'} {en}")


def _is_about_line(doubt: Doubt, number: int) -> bool:
    inside = any(source.first <= number <= source.last for source in doubt.sources)
    return inside and doubt.code in _SETTLED_BY_IGNORING


def _take(cells: list[StepCell], text: str) -> StepCell:
    index = next(index for index, cell in enumerate(cells) if key_text(cell.text) == key_text(text))
    return cells.pop(index)


def _free_key(year: int, order: int, taken: set[str]) -> str:
    while f"{year}/{order}" in taken:
        order += 1
    return f"{year}/{order}"
