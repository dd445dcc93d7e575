"""What profile.yaml says of tables: which of the city's own columns means what (docs/profile.md, Tables)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from keikaku.japanese import Era, FiscalYears, era_named, parse_fiscal_years, unit_factor
from keikaku.plan import AmountKind, Level, ValueKind
from keikaku.read.description import Key
from keikaku.read.entries import DepartmentsEntry, Labels, as_list
from keikaku.read.marked_yaml import Record
from keikaku.read.table.column import Column
from keikaku.read.text.template import Template

Columns = Annotated[tuple[Column, ...], BeforeValidator(as_list), Field(min_length=1)]
Patterns = Annotated[tuple[str, ...], BeforeValidator(lambda value: as_list("" if value is None else value))]
Forms = Annotated[tuple[Template, ...], BeforeValidator(as_list)]


def _years(text: object) -> object:
    return parse_fiscal_years(text) if isinstance(text, str) else text


def _unit(unit: str) -> str:
    unit_factor(unit)
    return unit


def _yes_or_no(value: object) -> object:
    return (
        {"true": True, "false": False, "unknown": None}.get(value, value) if isinstance(value, str) else value
    )


Years = Annotated[FiscalYears, BeforeValidator(_years)]
Unit = Annotated[str, AfterValidator(_unit)]
YesOrNo = Annotated[bool | None, BeforeValidator(_yes_or_no)]
EraName = Annotated[Era, BeforeValidator(lambda name: era_named(name) if isinstance(name, str) else name)]


class ConditionEntry(Record):
    """Holds for rows whose cell in `column` has one of the forms of `is`."""

    column: Column
    is_: Annotated[Patterns, Field(alias="is")]


Conditions = Annotated[tuple[ConditionEntry, ...], BeforeValidator(as_list)]


class KindEntry(Record):
    """The kind of a row's amount: what each printed word in `column` means."""

    column: Column
    values: Mapping[str, AmountKind]


class YearsEntry(Record):
    """The fiscal year or years of a row's amount: 2024, 令和6年度, 2023-2027."""

    column: Column


class UnitEntry(Record):
    """The unit of a row's amount."""

    column: Column


class PersonnelEntry(Record):
    """Whether a row's amount includes personnel: what each form in `column` means."""

    column: Column
    values: Mapping[str, YesOrNo]


class AmountEntry(Record):
    """Where amounts stand: `{year}` in the column's header, or one amount a row (long form) with its year."""

    column: Column
    kind: AmountKind | KindEntry
    years: Years | YearsEntry | None = None
    unit: Unit | UnitEntry | None = None
    includes_personnel: bool | PersonnelEntry | None = None
    means: Mapping[str, Literal["blank", "dash", "undecided", "included", "nothing"]] = {}
    when: Conditions = ()
    note: Column | None = None

    @model_validator(mode="after")
    def _has_years(self) -> Self:
        if self.column.has_year == (self.years is not None):
            raise ValueError("either `column` has {year}, or `years` must be given")
        return self

    @property
    def is_long(self) -> bool:
        """Whether a project has a row for each of its amounts."""
        return isinstance(self.years, YearsEntry) or isinstance(self.kind, KindEntry)


class LevelEntry(Record):
    """A level of policies: the column of its names (and numbers), or the form of the rows that head groups."""

    name: str
    column: Column | None = None
    number: Column | None = None
    forms: Forms = ()
    headings: Forms = ()
    aliases: Mapping[str, str] = {}
    blank: Literal["none", "above"] | None = None
    none: Patterns = ()

    def named(self, printed: str) -> str:
        """The name that is meant: `aliases` maps other printed forms of it."""
        return self.aliases.get(printed, printed)

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if (self.column is None) == (not self.headings):
            raise ValueError("either `column` or `headings` must be given")
        return self

    def record(self, depth: int) -> Level:
        """The level as the plan carries it."""
        return Level(depth, self.name)


class PageEntry(Record):
    """The page of the published document: the digits at `{page}` of `form`, found anywhere in `column`."""

    column: Column
    form: Annotated[str, Field(pattern=r"\{page\}")] = "{page}"


class ColumnsEntry(Record):
    """The columns of a project, by what they hold."""

    name: Columns
    code: Columns | None = None
    departments: Columns | None = None
    supporting_departments: Columns | None = None
    description: Columns | None = None
    goal: Columns | None = None
    budget_item: Columns | None = None
    steps: Column | None = None
    period: Column | None = None
    first_year: Column | None = None
    last_year: Column | None = None
    markers: Columns | None = None
    sdgs: Columns | None = None
    reference: Column | None = None
    page: PageEntry | None = None


class TableMarkersEntry(Record):
    """Marks beside a name or in the column of markers, by what they mean; `other` ones mean nothing here."""

    priority: Labels = ("＜重点事業＞", "【重点】", "【重点事業】", "★")
    relisted: Labels = ("（再掲）", "【再掲】", "＜再掲＞", "再掲")
    new: Labels = ("新規", "【新規】", "（新規）", "＜新規＞")
    expanded: Labels = ("拡充", "【拡充】", "（拡充）", "＜拡充＞")
    continued: Labels = ("継続", "【継続】", "（継続）", "＜継続＞")
    reduced: Labels = ("縮小", "【縮小】", "（縮小）", "＜縮小＞")
    completed: Labels = ("完了", "【完了】", "（完了）", "＜完了＞")
    abolished: Labels = ("廃止", "【廃止】", "（廃止）", "＜廃止＞")
    other: Annotated[tuple[str, ...], BeforeValidator(as_list)] = ()


class TableDepartmentsEntry(DepartmentsEntry):
    """… in a table: `above` stands between a 部 and its 課 in one cell, or 課 follows an ending of `above_endings`.

    `abbreviations` stand before a name (総)国際部).
    """

    # A space is one of the things that may stand there.
    model_config = ConfigDict(str_strip_whitespace=False)

    above_endings: Annotated[tuple[str, ...], BeforeValidator(as_list)] = ()
    above: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(as_list)] = ()
    abbreviations: Mapping[str, str] = {}


class TableQualityEntry(Record):
    """Which projects or amounts have the quality note `key` of the plan."""

    key: Key
    of: Literal["amounts", "project"] = "amounts"
    when: Conditions = ()
    printed: Patterns | None = None
    kinds: Annotated[tuple[AmountKind, ...], BeforeValidator(as_list)] = ()
    years: Years | None = None


class IndicatorValueEntry(Record):
    """A column of an indicator's values, or with `{year}` one of each year."""

    column: Column
    kind: ValueKind
    year: Annotated[FiscalYears, BeforeValidator(_years)] | None = None

    @model_validator(mode="after")
    def _has_year(self) -> Self:
        if self.column.has_year == (self.year is not None):
            raise ValueError("either `column` has {year}, or `year` must be given")
        if self.year is not None and len(self.year) > 1:
            raise ValueError("`year` must be one fiscal year")
        return self


class IndicatorEntry(Record):
    """The columns of an indicator: its name, its unit, its values."""

    name: Column
    unit: Column | None = None
    values: Annotated[tuple[IndicatorValueEntry, ...], BeforeValidator(as_list)] = ()


class RowsEntry(Record):
    """Rows that are no projects, and blank cells in columns of `above` that repeat the cell above them."""

    skip: Conditions = ()
    above: Annotated[tuple[Column, ...], BeforeValidator(as_list)] = ()
    totals: Labels = ("総計", "合計", "小計", "総合計", "計")


def _header_rows(value: Any) -> Any:
    rows = as_list(value)
    return rows if len(rows) > 1 else (*rows, *rows)  # type: ignore[arg-type, misc]


class TableProfile(Record):
    """How the tables of one genre are laid out."""

    genre: Literal["table"]
    columns: ColumnsEntry
    levels: Annotated[tuple[LevelEntry, ...], BeforeValidator(as_list)] = ()
    amounts: Annotated[tuple[AmountEntry, ...], BeforeValidator(as_list)] = ()
    sheet: str | None = None
    records: str | None = None
    header: Annotated[tuple[int, int], BeforeValidator(_header_rows)] | None = None
    era: EraName | None = None
    indicators: Annotated[tuple[IndicatorEntry, ...], BeforeValidator(as_list)] = ()
    rows: RowsEntry = RowsEntry()
    markers: TableMarkersEntry = TableMarkersEntry()
    departments: TableDepartmentsEntry = TableDepartmentsEntry()
    quality: Annotated[tuple[TableQualityEntry, ...], BeforeValidator(as_list)] = ()
    drop: Annotated[tuple[Column, ...], BeforeValidator(as_list)] = ()
