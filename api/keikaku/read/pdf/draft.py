"""A first profile for an unknown PDF: the labels, years and units that it prints, for a person to check."""

import json
import re
from collections.abc import Iterator, Sequence

from keikaku.japanese import era_named, find_unit, key_text
from keikaku.language import Language, Text
from keikaku.problem import Place, Problem
from keikaku.read.pdf.document import pages_of
from keikaku.read.pdf.heading import is_value
from keikaku.read.pdf.label import forms_of
from keikaku.read.pdf.page import Cell, Page
from keikaku.read.pdf.ruled import grid_of, ruled_tables
from keikaku.read.pdf.sheet import Sheet
from keikaku.read.table.draft import Draft
from keikaku.read.table.role import Role, kind_of, role_of
from keikaku.read.table.survey import Survey, survey

_LOOKED_AT = 5  # pages
_LEAST_PROJECTS = 3
_LONGEST_LABEL, _LONGEST_SAMPLE = 20, 24
_MOST_HEADERS, _MOST_ROWS = 2, 8
_PLAIN = re.compile(r"[\w（）()々〆ヶ]+")
_LEVEL = re.compile(
    r"(?:総合計画の)?(?:基本|重点)?(?:目標|政策|施策|方針|章|節|柱|分野)(?:の柱|の?名称?|番号)?"
)
_CODE = re.compile(r"(?:整理|管理|事業|評価書|シート|個票)(?:番号|No\.?)")
_NAME = re.compile(r".*事業名(?:称)?")
_DEPARTMENT = re.compile(r"(?:所管|担当|主管|実施).{0,8}(?:課|部署?|局|室|所属)(?:名|等)?")
_YEAR = re.compile(r"(?:平成|令和|[HR])?(?:元|[0-9]{1,2})年度|[HR][0-9]{1,2}")
_ROLES = (
    Role.CODE, Role.NAME, Role.DEPARTMENTS, Role.SUPPORTING_DEPARTMENTS, Role.DESCRIPTION, Role.GOAL,
    Role.PERIOD, Role.SDGS,
)  # fmt: skip


def draft_pdf_profile(data: bytes, file: str, language: Language = "ja") -> str:
    """A profile.yaml for a PDF, as far as its words tell; a Problem if it is neither sheets nor tables of projects."""
    pages = pages_of(data, file)[:_LOOKED_AT]
    if (seen := _table(pages)) is not None:
        return "\n".join(Draft(seen, "", 1, language, "pdf-table").lines()) + "\n"
    cells = [cell for page in pages for cell in page.cells]
    sheet = _SheetDraft(Sheet(cells, pages, (), era_named("令和")), language)
    if not sheet.of(Role.NAME):
        raise Problem(
            Text(
                "事業名の項目も、事業名の列がある表も見つかりません。",
                "neither a label of a project's name nor a table with a column of them was found.",
            ),
            Place(file),
            Text(
                "docs/profile.md を見て、profile.yaml を書いてください。",
                "Write profile.yaml by hand; docs/profile.md says how.",
            ),
        )
    return "\n".join(sheet.lines()) + "\n"


def _table(pages: Sequence[Page]) -> Survey | None:
    """The first table with a column of names and several rows of them."""
    for page in pages:
        for table in ruled_tables(page.cells, page.number):
            seen = survey(grid_of(table.rows(1)))
            if seen and any(len(column.samples) >= _LEAST_PROJECTS for column in seen.of(Role.NAME)):
                return seen
    return None


class _SheetDraft:
    """The profile of one sheet, line by line."""

    def __init__(self, sheet: Sheet, language: Language) -> None:
        self._sheet, self._language = sheet, language
        self._by_role: dict[Role, list[tuple[str, Cell]]] = {}
        self._placed: set[str] = set()
        # A heading outside all rules is a label only where no cell is.
        for cell in sorted(sheet.printed, key=lambda each: not each.ruled):
            label = _label(cell)
            if label and (role := _role(label)):
                self._by_role.setdefault(role, []).append((label, cell))

    def of(self, role: Role) -> list[tuple[str, Cell]]:
        """The labels of one role, each with its cell."""
        return self._by_role.get(role, [])

    def lines(self) -> Iterator[str]:
        """The whole file."""
        yield self._say(
            "keikaku profile の下書きです。項目の意味を確かめ、直して使ってください。書き方: docs/profile.md",
            "Drafted by `keikaku profile`. See what each label means before you use it; docs/profile.md says how.",
        )
        yield "genre: pdf-sheet"
        yield "era: 令和  " + self._say("元号のない年度", "of years without an era")
        yield "columns:"
        below: list[str] = []
        options: list[str] = []
        for role in _ROLES:
            for label, cell in self.of(role)[:1]:
                where = self._where(role, cell)
                below += [label] if where == "below" else []
                options += [label] if where == "options" else []
                yield f"  {role}: {_quoted(label)}  {self._sample(cell, where)}"
                self._placed.add(label)
        yield from self._levels()
        yield from self._amounts()
        if below or options:
            yield "find:"
        for name, labels in (("below", below), ("options", options)):
            if labels:
                yield f"  {name}: [{', '.join(map(_quoted, labels))}]"
        yield from self._rest()

    def _levels(self) -> Iterator[str]:
        found = dict(self.of(Role.LEVEL))
        if found:
            yield "levels:"
        for label, cell in found.items():
            self._placed.add(label)
            yield f"  - {{name: {_quoted(label)}, column: {_quoted(label)}}}  {self._sample(cell, 'right')}"

    def _amounts(self) -> Iterator[str]:
        """Rows of values with a year above each: those whose label speaks of money, the others as a remark."""
        rows = dict.fromkeys(self._rows())
        money = [path for path in rows if role_of(path[0]) is Role.AMOUNT or "事業費" in path[0]]
        first = money[0][0] if money else None
        if first is not None:
            yield "amounts:"
        for parts in (path for path in money if path[0] == first):
            label, path = parts[0], " > ".join(parts)
            self._placed.add(label)
            kind = kind_of(path.replace("{year}", ""))
            unit = self._unit(label)
            said = f", unit: {unit}" if unit else ""
            doubt = "" if kind else "  " + self._say("kind を確かめてください", "is this the kind?")
            yield f"  - {{column: {_quoted(path)}, kind: {kind or 'plan'}{said}}}{doubt}"
        for row in [path for path in rows if path[0] != first][:_MOST_ROWS]:
            words = " > ".join(row)
            yield "  " + self._say(f"年度のある行: {words}", f"a row of years: {words}")

    def _rows(self) -> Iterator[tuple[str, ...]]:
        """The label of each row of values and the headers above one, with `{year}` in place of the year."""
        for cell in self._sheet.cells:
            if not cell.ruled or not is_value(cell):
                continue
            above = self._headers(cell)
            left = [*self._words(cell, leftwards=True)][:2]
            # 決算 beside the values is their kind; what they are is said further left.
            labels = left[:1] if left and kind_of(left[0]) is None else left[::-1]
            if above and labels and not any(_YEAR.search(key_text(label)) for label in labels):
                yield (*labels, *above)

    def _headers(self, cell: Cell) -> tuple[str, ...]:
        found: list[str] = []
        for words in self._words(cell, leftwards=False):
            form = _YEAR.sub("{year}", key_text(words), count=1)
            found.insert(0, form)
            if "{year}" in form:
                return tuple(found) if len(found) <= _MOST_HEADERS else ()
        return ()

    def _words(self, value: Cell, *, leftwards: bool) -> Iterator[str]:
        """The words that head a value on one side, the nearest first; an amount in between is passed over."""
        box, step = value.box, self._sheet.to_the_left if leftwards else self._sheet.above
        while (near := next(step(box, value), None)) is not None:
            cell, box = near
            if not cell.is_blank and not is_value(cell) and len(cell.text) <= _LONGEST_LABEL:
                yield "".join(cell.line_texts)

    def _where(self, role: Role, cell: Cell) -> str:
        if role is Role.SDGS:
            return "options"
        values = self._sheet.right(cell)
        return "right" if values or not self._sheet.below(cell) else "below"

    def _sample(self, cell: Cell, where: str) -> str:
        values = self._sheet.below(cell) if where == "below" else self._sheet.right(cell)
        words = "" if where == "options" else " ".join(value.text for value in values)
        return f"# {_short(words)}" if words.strip() else ""

    def _unit(self, label: str) -> str | None:
        """The only unit of money on the sheet, unless the label has its own."""
        if find_unit(label):
            return None
        units = {unit for cell in self._sheet.printed if (unit := find_unit(cell.text))}
        units |= {
            found[0]
            for cell in self._sheet.printed
            for found in re.finditer(r"[百千]万?円(?=単位)", cell.text)
        }
        return units.pop() if len(units) == 1 else None

    def _rest(self) -> Iterator[str]:
        """Labels whose meaning is not known: words in a ruled cell with other words to the right."""
        rest = [
            label
            for cell in self._sheet.printed
            if cell.ruled
            and (label := _label(cell))
            and label not in self._placed
            and not _YEAR.search(label)
            and any(not value.is_blank and not is_value(value) for value in self._sheet.right(cell))
        ]
        if rest:
            names = "、".join(dict.fromkeys(rest))
            yield self._say(f"使っていない項目: {names}", f"labels that are not used: {names}")

    def _say(self, ja: str, en: str) -> str:
        return f"# {Text(ja, en).in_(self._language)}"


def _label(cell: Cell) -> str | None:
    """The words of a cell as a label: short, without footnotes and explanations."""
    forms = [form for form in forms_of(cell) if not is_value(cell)]
    shortest = min(forms, key=len, default="")
    return shortest if 1 < len(shortest) <= _LONGEST_LABEL else None


def _role(label: str) -> Role | None:
    if (role := role_of(label)) is Role.PERSON:
        return None
    if _NAME.fullmatch(label):
        return Role.NAME
    if _CODE.fullmatch(label):
        return Role.CODE
    if "SDG" in label.upper():
        return Role.SDGS
    if _DEPARTMENT.fullmatch(label):
        return Role.DEPARTMENTS
    return Role.LEVEL if _LEVEL.fullmatch(label) else role


def _quoted(words: str) -> str:
    return words if _PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_SAMPLE else line[:_LONGEST_SAMPLE] + "…"
