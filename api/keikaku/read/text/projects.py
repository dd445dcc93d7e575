"""Projects: the rows of the lists and the sheets of the priority ones, joined by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from keikaku.japanese import Era, NotAnAmount, key_text, plain
from keikaku.language import Text
from keikaku.plan import Amount, AmountKind, AmountStatus, Basis, Listing, Project, Sources, Step
from keikaku.read.folder import PlanEntry
from keikaku.read.key import name_key
from keikaku.read.profile import SheetEntry
from keikaku.read.text.departments import Directory
from keikaku.read.text.notes import Notes
from keikaku.read.text.page import sources_of
from keikaku.read.text.part import StepCell
from keikaku.read.text.passage import Passage
from keikaku.read.text.schedule import Cost, Schedule, read_cost, read_schedule
from keikaku.read.text.sheet import Sheet
from keikaku.read.text.table import Row

_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")


@dataclass(slots=True)
class Projects:
    """Collects a document's projects and listings."""

    plan: PlanEntry
    directory: Directory
    notes: Notes
    era: Era | None = None
    rows: list[tuple[Row, str | None, str]] = field(default_factory=list)
    sheets: list[tuple[Sheet, str | None, str]] = field(default_factory=list)
    step_cells: dict[str, tuple[StepCell, ...]] = field(default_factory=dict)

    def add_row(self, row: Row, policy: str | None, place: str) -> None:
        """A row of a list under a policy (its key and its name)."""
        self.rows.append((row, policy, place))

    def add_sheet(self, sheet: Sheet, policy: str | None, place: str) -> None:
        """A sheet that stands under a policy (its key and its name)."""
        self.sheets.append((sheet, policy, place))

    def build(self, profile: SheetEntry | None) -> tuple[tuple[Project, ...], tuple[Listing, ...]]:
        """Every project once, and the rows that list one described elsewhere."""
        projects: dict[str, Project] = {}
        listings: dict[str, Listing] = {}
        waiting = list(self.sheets)
        for row, policy, place in self.rows:
            if row.relisted:
                continue
            index = _sheet_of(row, policy, waiting)
            project = self._from_row(row, policy, place)
            if index is not None and profile is not None:
                sheet, _, _ = waiting.pop(index)
                listing = self._listing(row, policy, place)
                project = self._from_sheet(sheet, profile, project)
                project = self._unique(project, projects, row.label)
                projects[project.key] = project
                _put(listings, replace(listing, project=project.key))
                self._warn_unmarked(row, project)
            else:
                project = self._unique(project, projects, row.label)
                projects[project.key] = project
        for sheet, policy, place in waiting:
            if profile is not None:
                blank = Project(name_key(place, _name(sheet)), _name(sheet), (), policy)
                project = self._unique(self._from_sheet(sheet, profile, blank), projects, sheet.whole)
                projects[project.key] = project
        by_name = {key_text(project.name): project.key for project in projects.values()}
        for row, policy, place in self.rows:
            if row.relisted:
                _put(listings, self._relisting(row, policy, place, by_name))
        return tuple(projects.values()), tuple(listings.values())

    def _from_row(self, row: Row, policy: str | None, place: str) -> Project:
        return Project(
            key=name_key(place, row.name.text),
            name=row.name.text,
            sources=self._sources(row.whole),
            policy=policy,
            departments=tuple(department.key for department in row.departments),
            description=row.description.text if row.description else None,
            priority=row.priority,
        )

    def _listing(self, row: Row, policy: str | None, place: str) -> Listing:
        return Listing(
            key=name_key("listing", place, row.label.text),
            label=row.label.text,
            policy=policy,
            departments=tuple(department.key for department in row.departments),
            sources=self._sources(row.whole),
            description=row.description.text if row.description else None,
            relisted=row.relisted,
        )

    def _relisting(self, row: Row, policy: str | None, place: str, by_name: dict[str, str]) -> Listing:
        project = by_name.get(key_text(row.name.text))
        if project is None:
            self.notes.note(
                "relisted-from-elsewhere",
                Text(
                    f"再掲「{row.name.text}」の元の事業はこの文書にありません。",
                    f"the project that “{row.name.text}” lists again is not in this document.",
                ),
                row.label,
            )
        return replace(self._listing(row, policy, place), project=project)

    def _from_sheet(self, sheet: Sheet, profile: SheetEntry, project: Project) -> Project:
        code = self._code(sheet)
        schedule = read_schedule(sheet.cells.get("steps", []), profile.cost, self.era)
        key = code or project.key
        steps = self._steps(schedule, key)
        cost = schedule.cost or self._own_cost(sheet, profile)
        description, goal = sheet.value("description"), sheet.value("goal")
        return replace(
            project,
            key=key,
            name=_name(sheet) or project.name,
            sources=self._sources(sheet.whole),
            departments=self._departments(sheet, "department") or project.departments,
            supporting_departments=self._departments(sheet, "supporting_department"),
            description=description.text if description else project.description,
            priority=True,
            code=code,
            goal=goal.text if goal else None,
            steps=steps,
            amounts=(self._amount(cost, profile),) if cost else (),
        )

    def _code(self, sheet: Sheet) -> str | None:
        printed = sheet.value("code", "")
        if printed is None:
            return None
        code = "".join(plain(printed.text).split())
        if _CODE.fullmatch(code):
            return code
        self.notes.error(
            "code",
            Text(
                f"「{printed.text}」は事業コードの形ではありません。",
                f"“{printed.text}” is not a project code.",
            ),
            printed,
        )
        return None

    def _departments(self, sheet: Sheet, label: str) -> tuple[str, ...]:
        keys: list[str] = []
        for cell in sheet.cells.get(label, []):
            found = self.directory.parse(cell.text)
            if found is None:
                self.notes.error(
                    "department",
                    Text(f"部署「{cell.text}」が分かりません。", f"department “{cell.text}” is not known."),
                    cell,
                )
                continue
            self.directory.keep(found)
            for department in found.unlisted:
                self.notes.unlisted_department(department.name, cell)
            keys += [department.key for department in found.departments]
        return tuple(dict.fromkeys(keys))

    def _steps(self, schedule: Schedule, project: str) -> tuple[Step, ...]:
        self.step_cells[project] = tuple(StepCell(cell.text, self._sources(cell)) for cell in schedule.cells)
        if schedule.fault is not None and schedule.header is not None:
            self.notes.error("schedule", schedule.fault.what, schedule.header, project)
        if not schedule.cells:
            return ()
        at = Passage.joined(schedule.cells, " ")
        if schedule.columns is None:
            self.notes.error(
                "steps-unplaced",
                Text(
                    f"{len(schedule.cells)}件の工程がどの年度のものか、{len(schedule.years)}年分の欄からは決められません。"
                    "corrections に年度ごとの工程を書いてください: "
                    + "、".join(f"「{cell.text}」" for cell in schedule.cells),
                    f"nothing shows which of {len(schedule.years)} years each of {len(schedule.cells)} steps is for. "
                    "State the steps of each year in the corrections: "
                    + ", ".join(f"“{cell.text}”" for cell in schedule.cells),
                ),
                at,
                project,
            )
            return ()
        steps = tuple(
            Step(f"{year}/{order}", year, order, cell.text, cell.sources, Basis.INFERRED)
            for year, column in zip(schedule.years, schedule.columns, strict=True)
            for order, cell in enumerate((self.step_cells[project][index] for index in column), 1)
        )
        self._note_inference(schedule, project, at)
        return steps

    def _note_inference(self, schedule: Schedule, project: str, at: Passage) -> None:
        grounds = {
            "count": Text("工程の数が年度の数と同じこと", "there are as many steps as years"),
            "rows": Text(
                "各行の語の数が年度の数と同じこと", "each line holds as many words as there are years"
            ),
            "topics": Text("同じ内容が各年度に繰り返されること", "the same topics come again in each year"),
        }[schedule.evidence or "count"]
        self.notes.doubt(
            "steps-inferred",
            Text(
                f"工程の年度は文字の並びから推定しました(根拠: {grounds.ja})。",
                f"the years of the steps are inferred from the order of the text ({grounds.en}).",
            ),
            at,
            project,
        )

    def _own_cost(self, sheet: Sheet, profile: SheetEntry) -> Cost | None:
        printed = sheet.value("cost", " ")
        if printed is None:
            return None
        try:
            return read_cost(printed, profile.cost)
        except NotAnAmount as error:
            self.notes.error("amount", error.what, printed)
            return None

    def _amount(self, cost: Cost, profile: SheetEntry) -> Amount:
        return Amount(
            kind=AmountKind(profile.cost.kind),
            status=AmountStatus(cost.amount.status),
            value=cost.amount.value,
            published_value=cost.amount.published_value,
            published_unit=cost.amount.published_unit,
            first_fiscal_year=self.plan.first_fiscal_year,
            last_fiscal_year=self.plan.last_fiscal_year,
            sources=self._sources(cost.passage),
            includes_personnel=profile.cost.includes_personnel,
        )

    def _unique(self, project: Project, known: dict[str, Project], at: Passage) -> Project:
        """The project under a key of its own; two of one name or code are both kept, and told."""
        if project.key not in known:
            return project
        other = known[project.key]
        self.notes.doubt(
            "project-twice",
            Text(
                f"「{project.name}」({project.code or 'コードなし'})は「{other.name}」と同じ名前かコードです。",
                f"“{project.name}” ({project.code or 'no code'}) has the name or code of “{other.name}”.",
            ),
            at,
            project.key,
        )
        key = f"{project.key}-{name_key(project.name, *project.departments)}"
        if (cells := self.step_cells.get(project.key)) is not None:
            self.step_cells[key] = cells
        while key in known:
            key = f"{project.key}-{name_key(key)}"
        return replace(project, key=key)

    def _warn_unmarked(self, row: Row, project: Project) -> None:
        if not row.priority:
            self.notes.doubt(
                "unmarked-priority",
                Text(
                    f"「{project.name}」には個票がありますが、一覧に重点事業の印がありません。",
                    f"“{project.name}” has a sheet, but no priority mark in the list.",
                ),
                row.label,
                project.key,
            )

    def _sources(self, passage: Passage) -> Sources:
        return sources_of(passage, self.notes.document, self.notes.printed)


def _sheet_of(row: Row, policy: str | None, sheets: Sequence[tuple[Sheet, str | None, str]]) -> int | None:
    """The sheet of a row: same name, if possible under the same policy."""
    same = [
        (place != policy, index)
        for index, (sheet, place, _) in enumerate(sheets)
        if key_text(_name(sheet)) == key_text(row.name.text)
    ]
    return min(same)[1] if same else None


def _name(sheet: Sheet) -> str:
    name = sheet.value("name", "")
    return name.text if name else ""


def _put(listings: dict[str, Listing], listing: Listing) -> None:
    key = listing.key
    while key in listings:
        key = f"{listing.key}-{name_key(key)}"
    listings[key] = replace(listing, key=key)
