"""Priority projects: what their sheets say about them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from keikaku.japanese import Era, NotAnAmount, key_text, parse_amount, plain
from keikaku.language import Text
from keikaku.plan import Amount, AmountKind, AmountStatus, Basis, Project, Step
from keikaku.read.departments import Directory
from keikaku.read.description import PlanEntry
from keikaku.read.part import StepCell, StepTable
from keikaku.read.text.notes import Notes
from keikaku.read.text.passage import Passage
from keikaku.read.text.profile import SheetEntry
from keikaku.read.text.schedule import Cost, Schedule, read_cost, read_schedule
from keikaku.read.text.sheet import Sheet

_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_SENTENCE_ENDS = ("。", "）", ")", "」")
_GROUNDS = {
    "count": Text("工程の数が年度の数と同じこと", "there are as many steps as years"),
    "rows": Text("各行の語の数が年度の数と同じこと", "each line holds as many words as there are years"),
    "topics": Text("同じ内容が各年度に繰り返されること", "the same topics come again in each year"),
}


class PriorityProjects:
    """Reads projects from their sheets; `tables` are their steps and `unread_costs` their costs as printed, by key."""

    def __init__(
        self, plan: PlanEntry, directory: Directory, notes: Notes, profile: SheetEntry, era: Era | None
    ) -> None:
        self._plan, self._directory, self._notes = plan, directory, notes
        self._profile, self._era = profile, era
        self.tables: dict[str, StepTable] = {}
        self.unread_costs: dict[str, Amount] = {}

    def rename(self, key: str, new: str) -> None:
        """Move what was printed on the last sheet, whose project could not keep its key."""
        if key in self.tables:
            self.tables[new] = self.tables[key]
        if key in self.unread_costs:
            self.unread_costs[new] = self.unread_costs[key]

    def project(self, sheet: Sheet, project: Project) -> Project:
        """The project with what stands on its sheet."""
        code = self._code(sheet)
        key = code or project.key
        name = self._text(sheet, "name", key, "")
        description, goal = self._text(sheet, "description", key), self._text(sheet, "goal", key)
        own_cost = "cost" in sheet.labels
        schedule = read_schedule(
            sheet.cells.get("steps", []), self._profile.cost, self._era, own_cost=own_cost
        )
        self._require_labels(sheet, schedule, key)
        cost = schedule.cost or self._own_cost(sheet, key) or self._blank_cost(sheet, schedule, key)
        if cost:
            self._doubt_negative(cost, key)
        return replace(
            project,
            key=key,
            name=name.text if name else project.name,
            sources=self._notes.sources(sheet.whole),
            departments=self._departments(sheet, "department", key) or project.departments,
            supporting_departments=self._departments(sheet, "supporting_department", key),
            description=description.text if description else project.description,
            priority=True,
            code=code,
            goal=goal.text if goal else None,
            steps=self._steps(schedule, key),
            amounts=(self._amount(cost),) if cost else (),
        )

    def _require_labels(self, sheet: Sheet, schedule: Schedule, project: str) -> None:
        """Every label of the profile has to be on every sheet, the supporting department's apart."""
        missing = [
            forms
            for name, forms in self._profile.labels.items()
            if name not in sheet.labels
            and name != "supporting_department"
            and not (name == "cost" and schedule.names_cost)
        ]
        if missing:
            labels = "、".join("/".join(forms) for forms in missing)
            self._notes.error(
                "label-missing",
                Text(f"個票に項目「{labels}」がありません。", f"the sheet lacks the label {labels}."),
                sheet.whole,
                project,
            )

    def _text(self, sheet: Sheet, label: str, project: str, glue: str = "\n") -> Passage | None:
        """A label's value; further cells that are no sentences are doubtful, and may be of another label."""
        cells = sheet.cells.get(label, [])
        for cell in cells[1:]:
            if glue == "" or not (cell.text.endswith(_SENTENCE_ENDS) or cell.text.startswith("・")):
                self._notes.doubt(
                    "several-cells",
                    Text(
                        f"「{cell.text}」を「{sheet.labels[label].text}」の続きとして読みました。",
                        f"“{cell.text}” was read as a further part of “{sheet.labels[label].text}”.",
                    ),
                    cell,
                    project,
                )
        return sheet.value(label, glue)

    def _code(self, sheet: Sheet) -> str | None:
        printed = sheet.value("code", "")
        if printed is None:
            return None
        code = "".join(plain(printed.text).split())
        if _CODE.fullmatch(code):
            return code
        self._notes.error(
            "code",
            Text(
                f"「{printed.text}」は事業コードの形ではありません。",
                f"“{printed.text}” is not a project code.",
            ),
            printed,
        )
        return None

    def _departments(self, sheet: Sheet, label: str, project: str) -> tuple[str, ...]:
        keys: list[str] = []
        for cell in _department_cells(sheet.cells.get(label, []), self._directory):
            found = self._directory.parse(cell.text)
            if found is None:
                if label == "supporting_department" and _says_none(cell):
                    continue
                self._notes.error(
                    "department",
                    Text(f"部署「{cell.text}」が分かりません。", f"department “{cell.text}” is not known."),
                    cell,
                    project,
                )
                continue
            self._directory.keep(found)
            for department in found.unlisted:
                self._notes.unlisted_department(department.name, cell)
            for remark in found.remarks:
                self._notes.department_remark(remark, cell)
            keys += [department.key for department in found.departments]
        return tuple(dict.fromkeys(keys))

    def _steps(self, schedule: Schedule, project: str) -> tuple[Step, ...]:
        cells = tuple(StepCell(cell.text, self._notes.sources(cell)) for cell in schedule.cells)
        self.tables[project] = StepTable(schedule.years, cells)
        for fault in schedule.faults:
            if fault.code == "amount":
                self._refuse_cost(fault.what, fault.passage, project)
            else:
                self._notes.error(fault.code, fault.what, fault.passage, project)
        for stray in schedule.strays:
            self._notes.unread(stray)
        for arrow in schedule.arrows:
            self._notes.doubt(
                "step-continues",
                Text(
                    f"「{arrow.text}」は、前の工程がこの欄の年度にも続くという印として読み、工程にはしていません。",
                    f"“{arrow.text}” means that the step before it goes on in this column: it is no step.",
                ),
                arrow,
                project,
            )
        self._doubt_years(schedule, project)
        if not cells:
            return ()
        if schedule.columns is None:
            self._refuse_steps(schedule, project)
            return ()
        self._note_inference(schedule, project)
        return tuple(
            Step(f"{year}/{order}", year, order, cell.text, cell.sources, Basis.INFERRED)
            for year, column in zip(schedule.years, schedule.columns, strict=True)
            for order, cell in enumerate((cells[index] for index in column), 1)
        )

    def _doubt_years(self, schedule: Schedule, project: str) -> None:
        """Years of columns that are not those of the plan: an error outside, a doubt where some are missing."""
        first, last = self._plan.period
        outside = [year for year in schedule.years if not first <= year <= last]
        if not schedule.header or not schedule.years or schedule.years == tuple(range(first, last + 1)):
            return
        tell = self._notes.error if outside else self._notes.doubt
        printed = "、".join(map(str, schedule.years))
        tell(
            "schedule-years",
            Text(
                f"工程の年度({printed})が計画の期間({first}〜{last}年度)と違います。",
                f"the years of the steps ({printed}) are not those of the plan ({first} to {last}).",
            ),
            schedule.header,
            project,
        )

    def _refuse_steps(self, schedule: Schedule, project: str) -> None:
        printed_ja = "、".join(f"「{cell.text}」" for cell in schedule.cells)
        printed_en = ", ".join(f"“{cell.text}”" for cell in schedule.cells)
        count, columns = len(schedule.cells), len(schedule.years)
        if not columns:
            what = Text("工程の年度の欄が読み取れません。", "the columns of the steps name no years. ")
        else:
            what = Text(
                f"{count}件の工程がどの年度のものか、{columns}年分の欄からは決められません。",
                f"nothing shows which of {columns} years each of {count} steps is for. ",
            )
        self._notes.error(
            "steps-unplaced",
            Text(
                f"{what.ja}corrections に年度ごとの工程を書いてください: {printed_ja}",
                f"{what.en}State the steps of each year in the corrections: {printed_en}",
            ),
            Passage.joined(schedule.cells, " "),
            project,
        )

    def _note_inference(self, schedule: Schedule, project: str) -> None:
        grounds = _GROUNDS[schedule.evidence or "count"]
        self._notes.doubt(
            "steps-inferred",
            Text(
                f"工程の年度は文字の並びから推定しました(根拠: {grounds.ja})。",
                f"the years of the steps are inferred from the order of the text ({grounds.en}).",
            ),
            Passage.joined(schedule.cells, " "),
            project,
        )

    def _own_cost(self, sheet: Sheet, project: str) -> Cost | None:
        printed = sheet.value("cost", " ")
        if printed is None:
            return None
        try:
            return read_cost(printed, self._profile.cost)
        except NotAnAmount as error:
            self._refuse_cost(error.what, printed, project)
            return None

    def _refuse_cost(self, what: Text, printed: Passage, project: str) -> None:
        self._notes.error("amount", what, printed, project)
        amount = self._amount(Cost(parse_amount(""), printed))
        self.unread_costs[project] = replace(amount, published_value=printed.text)

    def _blank_cost(self, sheet: Sheet, schedule: Schedule, project: str) -> Cost | None:
        """A cost whose cell holds nothing; at the document's end it may as well have been cut off."""
        label = sheet.labels.get("cost") or (schedule.header if schedule.names_cost else None)
        if (
            label is None
            or sheet.cells.get("cost")
            or any(fault.code == "amount" for fault in schedule.faults)
        ):
            return None
        whole = sheet.whole
        if whole.last_line >= self._notes.last_line:
            self._notes.error(
                "cost-missing",
                Text(
                    f"事業費がないまま文書が{self._notes.last_line}行で終わっています。",
                    f"the document ends at line {self._notes.last_line} without the cost: it may be cut off.",
                ),
                whole,
                project,
            )
            return None
        self._notes.doubt(
            "cost-blank",
            Text("事業費の欄が空欄です。", "nothing is printed where the cost should stand."),
            label,
            project,
        )
        return Cost(parse_amount(""), label)

    def _doubt_negative(self, cost: Cost, project: str) -> None:
        if cost.amount.value is not None and cost.amount.value < 0:
            self._notes.doubt(
                "negative-amount",
                Text(
                    f"事業費「{cost.passage.text}」は負の額です。",
                    f"the cost “{cost.passage.text}” is a negative amount.",
                ),
                cost.passage,
                project,
            )

    def _amount(self, cost: Cost) -> Amount:
        return Amount(
            kind=AmountKind(self._profile.cost.kind),
            status=AmountStatus(cost.amount.status),
            value=cost.amount.value,
            published_value=cost.amount.published_value,
            published_unit=cost.amount.published_unit,
            first_fiscal_year=self._plan.period[0],
            last_fiscal_year=self._plan.period[1],
            sources=self._notes.sources(cost.passage),
            includes_personnel=self._profile.cost.includes_personnel,
        )


def _department_cells(cells: Sequence[Passage], directory: Directory) -> Iterator[Passage]:
    """The cells of a department label, joined where only together they name departments (a wrapped name)."""
    if len(cells) > 1 and any(directory.parse(cell.text) is None for cell in cells):
        whole = Passage.joined(cells)
        if directory.parse(whole.text) is not None:
            yield whole
            return
    yield from cells


def _says_none(cell: Passage) -> bool:
    return key_text(cell.text) in ("-", "ー", "なし", "無し", "無")
