"""A first profile for an unknown table: what its columns seem to be, with samples, for a person to check."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from keikaku.japanese import FiscalYears, era_named, find_unit, key_text
from keikaku.language import Language, Text
from keikaku.plan import AmountKind
from keikaku.problem import Place, Problem
from keikaku.read.table.column import Column
from keikaku.read.table.opened import grids
from keikaku.read.table.profile import TableDepartmentsEntry, TableMarkersEntry
from keikaku.read.table.role import Role, kind_of
from keikaku.read.table.survey import Survey, SurveyedColumn, survey
from keikaku.read.text.template import Template

_PLAIN = re.compile(r"[\w・（）()々〆ヶ]+")
_LONGEST_SAMPLE = 24
_FORMS = ("{mark} {name}", "第{number}章 {name}", "（{number}）{name}", "{number}．{name}", "{number} {name}")
# In the order in which a profile lists them; those of several columns are a list.
_PROJECT_ROLES = (
    Role.NAME,
    Role.CODE,
    Role.DEPARTMENTS,
    Role.SUPPORTING_DEPARTMENTS,
    Role.DESCRIPTION,
    Role.GOAL,
    Role.BUDGET_ITEM,
    Role.PERIOD,
    Role.FIRST_YEAR,
    Role.LAST_YEAR,
    Role.MARKERS,
    Role.SDGS,
    Role.REFERENCE,
)
_OF_SEVERAL = (Role.DEPARTMENTS, Role.BUDGET_ITEM)


def draft_table_profile(data: bytes, file: str, language: Language = "ja") -> str:
    """A profile.yaml for a table, as far as its words tell; a Problem if it is no table of projects."""
    found = grids(data, file)
    surveys = {name: seen for name, grid in found.items() if (seen := survey(grid)) is not None}
    if not surveys:
        raise Problem(
            Text(
                "事業名の列がある見出しが見つかりません。",
                "no header with a column of projects' names was found.",
            ),
            Place(file),
            Text(
                "docs/profile.md を見て、profile.yaml を書いてください。",
                "Write profile.yaml by hand; docs/profile.md says how.",
            ),
        )
    name = max(surveys, key=lambda each: surveys[each].score)
    return "\n".join(Draft(surveys[name], name, len(found), language).lines()) + "\n"


class Draft:
    """The profile of one surveyed table, line by line."""

    def __init__(
        self, seen: Survey, sheet: str, sheets: int, language: Language, genre: str = "table"
    ) -> None:
        self._seen, self._sheet, self._sheets, self._language = seen, sheet, sheets, language
        self._genre = genre
        self._used: set[int] = set()
        self._era = any(column.has_bare_year for column in seen.columns)

    def lines(self) -> Iterator[str]:
        """The whole file."""
        yield self._say(
            Text(
                "keikaku profile の下書きです。列の意味を確かめ、直して使ってください。書き方: docs/profile.md",
                "Drafted by `keikaku profile`. See what each column means before you use it; docs/profile.md says how.",
            )
        )
        yield f"genre: {self._genre}"
        if self._sheets > 1:
            yield f"sheet: {_quoted(self._sheet)}"
        first, last = self._seen.first, self._seen.last
        if first >= 1 and self._genre == "table":
            yield f"header: {first}" if first == last else f"header: [{first}, {last}]"
        for row in self._seen.above:
            if not row.is_blank:
                words = " ".join(dict.fromkeys(filter(None, map(str.strip, row.cells))))
                yield self._say(Text(f"見出しの上: {_short(words)}", f"above the header: {_short(words)}"))
        if self._era:
            yield "era: 令和  " + self._say(Text("元号のない年度", "of years without an era"))
        levels = list(self._levels())
        columns = list(self._columns())
        amounts = list(self._amounts())
        yield from levels
        yield "columns:"
        yield from columns
        yield from amounts
        yield from self._departments()
        yield from self._rest()

    def _columns(self) -> Iterator[str]:
        for role in _PROJECT_ROLES:
            found = [column for column in self._seen.of(role) if column.index not in self._used]
            if role is Role.MARKERS:
                found = [column for column in found if _are_markers(column)]
            if role in (Role.PERIOD, Role.FIRST_YEAR, Role.LAST_YEAR, Role.SDGS, Role.REFERENCE):
                found = [column for column in found if not column.template]
            chosen = found if role in _OF_SEVERAL else found[:1]
            if not chosen:
                continue
            self._used |= {column.index for column in chosen}
            names = [_quoted(self._seen.reference(column)) for column in chosen]
            value = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
            yield f"  {role}: {value}  {self._samples(chosen)}"

    def _levels(self) -> Iterator[str]:
        found = self._seen.of(Role.LEVEL)
        numbers = self._seen.of(Role.LEVEL_NUMBER)
        found = [column for column in found if column.samples and not column.is_money]
        if found:
            yield "levels:"
        for column in found:
            self._used.add(column.index)
            entry = [f"name: {_quoted(column.path[-1])}", f"column: {_quoted(self._seen.reference(column))}"]
            if number := next((each for each in numbers if each.index == column.index - 1), None):
                self._used.add(number.index)
                entry.append(f"number: {_quoted(self._seen.reference(number))}")
            elif form := _form(column.samples):
                entry.append(f"forms: {_quoted(form)}")
            if column.blanks:
                entry.append("blank: above")
            yield f"  - {{{', '.join(entry)}}}  {self._samples([column])}"
            if column.blanks:
                yield "    " + self._say(
                    Text(
                        f"{column.blanks}行が空欄: 上と同じなら above、なければ none",
                        f"{column.blanks} blank cells: `above` if they repeat the cell above them, else `none`",
                    )
                )

    def _amounts(self) -> Iterator[str]:
        entries = list(self._long_form() or self._by_year())
        if entries:
            yield "amounts:"
            yield from entries

    def _long_form(self) -> list[str]:
        """One amount a row: a column of amounts beside one of years."""
        years = [column for column in self._seen.of(Role.YEAR) if not column.template]
        money = [column for column in self._seen.of(Role.AMOUNT) if column.is_money and not column.template]
        if len(years) != 1 or not money:
            return []
        amount, year = money[0], years[0]
        self._used |= {amount.index, year.index}
        kinds, units = self._seen.of(Role.KIND), self._seen.of(Role.UNIT)
        lines = [f"  - column: {_quoted(self._seen.reference(amount))}  {self._samples([amount])}"]
        lines.append(f"    years: {{column: {_quoted(self._seen.reference(year))}}}  {self._samples([year])}")
        if kinds:
            self._used.add(kinds[0].index)
            words = kinds[0].samples
            values = ", ".join(f"{_quoted(word)}: {kind_of(word) or AmountKind.PLAN}" for word in words)
            lines.append(
                f"    kind: {{column: {_quoted(self._seen.reference(kinds[0]))}, values: {{{values}}}}}"
                + ("" if all(map(kind_of, words)) else f"  {self._unknown_kind()}")
            )
        else:
            lines.append(f"    kind: {self._kind(' '.join(amount.path))}")
        if units:
            self._used.add(units[0].index)
            lines.append(
                f"    unit: {{column: {_quoted(self._seen.reference(units[0]))}}}  {self._samples([units[0]])}"
            )
        else:
            lines += self._unit([amount])
        return lines

    def _by_year(self) -> Iterator[str]:
        """A column of each year: those whose headers differ in the year alone are one entry."""
        groups: dict[str, list[tuple[SurveyedColumn, FiscalYears]]] = defaultdict(list)
        for column in self._seen.columns:
            if column.index not in self._used and column.is_money and (template := column.template):
                groups[template[0]].append((column, template[1]))
        for with_year, members in groups.items():
            words = with_year.replace("{year}", "")
            if kind_of(words) is None and re.search("値|人|件|率|指標|目標", words):
                continue
            columns = [column for column, _ in members]
            self._used |= {column.index for column in columns}
            if self._means_just(with_year, columns):
                yield from self._amount(_quoted(with_year), words, columns, None)
                continue
            for column, years in members:
                yield from self._amount(_quoted(self._seen.reference(column)), words, [column], years)
        yield from self._without_year()

    def _without_year(self) -> Iterator[str]:
        """Columns of amounts whose header says no year: that of the title, else one to be filled in."""
        for column in self._seen.of(Role.AMOUNT):
            if column.index in self._used or not column.is_money or column.template:
                continue
            name = self._seen.reference(column)
            yield "  " + self._say(
                Text(
                    f"「{name}」は何年度の金額か分かりません: - {{column: {_quoted(name)}, kind: …, years: …}}",
                    f"of which year “{name}” is, is not known: - {{column: {_quoted(name)}, kind: …, years: …}}",
                )
            )

    def _means_just(self, template: str, columns: Iterable[SurveyedColumn]) -> bool:
        era = era_named("令和") if self._era else None
        paths = [each.path for each in self._seen.columns]
        meant = {index for index, _ in Column(template).found_in(paths, era)}
        return meant == {column.index for column in columns}

    def _amount(
        self, name: str, words: str, columns: list[SurveyedColumn], years: FiscalYears | None
    ) -> Iterator[str]:
        yield f"  - column: {name}  {self._samples(columns)}"
        if years:
            yield f"    years: {years.first}" if len(years) == 1 else f"    years: {years.first}-{years.last}"
        yield f"    kind: {self._kind(words)}"
        yield from self._unit(columns)

    def _kind(self, words: str) -> str:
        kind = kind_of(words)
        if kind:
            return str(kind)
        return f"{AmountKind.PLAN}  {self._unknown_kind()}"

    def _unknown_kind(self) -> str:
        return self._say(
            Text(
                "種類が分かりません: estimate 推計, plan 計画, budget 予算, revised-budget 予算現額, settlement 決算",
                "not known: estimate, plan, budget, revised-budget or settlement",
            )
        )

    def _unit(self, columns: Iterable[SurveyedColumn]) -> list[str]:
        printed = [part for column in columns for part in column.path]
        above = [cell for row in self._seen.above for cell in row.cells]
        if any(map(find_unit, (*printed, *above))):
            return []
        unknown = Text(
            "単位が表にありません。円、千円、百万円のどれかを確かめてください。",
            "the table does not say its unit: find out whether it is 円, 千円 or 百万円.",
        )
        return [f"    # unit: 千円  {self._say(unknown)}"]

    def _departments(self) -> Iterator[str]:
        samples = [cell for column in self._seen.of(Role.DEPARTMENTS) for cell in column.samples]
        endings = TableDepartmentsEntry().endings
        parts = [cell.split() for cell in samples if len(cell.split()) > 1]
        if parts and all(part.endswith(endings) for each in parts for part in each):
            yield 'departments: {above: "　"}'
        elif samples and sum(bool(re.fullmatch("..+部..+課", cell)) for cell in samples) * 2 > len(samples):
            yield "departments: {above_endings: 部}"
        if shorts := sorted({found[1] for cell in samples if (found := re.match(r"(\w{1,2})[)）]", cell))}):
            named = ", ".join(f"{short}: …" for short in shorts)
            yield f"# departments: {{abbreviations: {{{named}}}}}"

    def _rest(self) -> Iterator[str]:
        """The columns that found no place: dropped until a person says otherwise."""
        rest = [column for column in self._seen.columns if column.path and column.index not in self._used]
        if not rest:
            return
        yield self._say(
            Text(
                "読まない列。要るものは上に移してください。個人の名前は読まないでください。",
                "Columns that are not read. Move up those that are needed; never read names of persons.",
            )
        )
        yield "drop:"
        for column in rest:
            shown = "" if column.role is Role.PERSON else f"  {self._samples([column])}"
            yield f"  - {_quoted(self._seen.reference(column))}{shown}"

    def _samples(self, columns: Iterable[SurveyedColumn]) -> str:
        cells = [_short(cell) for column in columns for cell in column.samples[:2]][:4]
        return "# " + (" / ".join(cells) or "—")

    def _say(self, text: Text) -> str:
        return "# " + text.in_(self._language)


def _form(samples: Iterable[str]) -> str | None:
    """The template that all samples have, None where they are names without numbers."""
    cells = list(samples)
    return next((form for form in _FORMS if all(Template(form).match(cell) for cell in cells)), None)


def _are_markers(column: SurveyedColumn) -> bool:
    known = {key_text(form) for _, forms in TableMarkersEntry() for form in forms}
    return bool(column.samples) and all(key_text(cell) in known for cell in column.samples)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_SAMPLE else line[:_LONGEST_SAMPLE] + "…"


def _quoted(words: str) -> str:
    """A YAML scalar."""
    return words if _PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)
