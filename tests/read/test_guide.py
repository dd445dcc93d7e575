"""docs/profile.md: its example is read as it stands there, and it explains every key, placeholder and doubt."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from keikaku.plan import Plan, Severity
from keikaku.read import corrections, description, entries
from keikaku.read.marked_yaml import Record
from keikaku.read.pdf import profile as pdf
from keikaku.read.reader import read_folder
from keikaku.read.table import profile as table
from keikaku.read.text import profile
from keikaku.read.text.template import _PLACEHOLDERS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "profile.md").read_text("utf-8")
READ = ROOT / "api" / "keikaku" / "read"

SECTIONS: dict[type[Record], str] = {
    description.FolderDescription: "The file",
    description.MunicipalityEntry: "Municipality",
    description.DepartmentEntry: "Departments",
    description.PlanEntry: "Plans",
    description.Words: "Both languages",
    description.EvaluationEntry: "Evaluations",
    description.QualityEntry: "Quality",
    description.DocumentEntry: "Documents",
    description.FilesEntry: "Files",
    profile.TextProfile: "The profile",
    profile.LevelEntry: "Levels",
    profile.SectionsEntry: "Sections",
    profile.TotalEntry: "Totals",
    profile.TableEntry: "Table",
    profile.SheetEntry: "Sheet",
    profile.CostEntry: "Cost",
    entries.MarkersEntry: "Markers",
    entries.DepartmentsEntry: "Telling departments apart",
    table.TableProfile: "Table profile",
    table.ColumnsEntry: "Columns of a project",
    table.PageEntry: "Page",
    table.LevelEntry: "Table levels",
    table.AmountEntry: "Amounts",
    table.KindEntry: "Kind of a row's amount",
    table.YearsEntry: "Years of a row's amount",
    table.UnitEntry: "Unit of a row's amount",
    table.PersonnelEntry: "Personnel in a row's amount",
    table.ConditionEntry: "Condition",
    table.IndicatorEntry: "Indicators",
    table.IndicatorValueEntry: "Values of an indicator",
    table.RowsEntry: "Rows that are no projects",
    table.TableMarkersEntry: "Markers in a table",
    table.TableDepartmentsEntry: "Departments in a table",
    table.TableQualityEntry: "Quality of rows",
    pdf.PdfProfile: "PDF",
    pdf.PdfSheetProfile: "PDF sheets",
    pdf.FindEntry: "Where values stand",
    pdf.SheetIndicatorEntry: "Indicators on a sheet",
    pdf.PdfTableProfile: "PDF tables",
    corrections.CorrectionFile: "Corrections",
    corrections.CorrectionEntry: "Correction",
}


def section(title: str) -> str:
    (found,) = re.findall(rf"^### {re.escape(title)}\n(.*?)(?=^##|\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    return found


def documented(title: str) -> dict[str, str]:
    """The keys in a section's table, with what stands under `default`."""
    return {
        cells[1].strip(" `"): cells[-3].strip()
        for line in section(title).splitlines()
        if line.startswith("| `") and (cells := line.split("|"))
    }


def test_every_record_has_a_section() -> None:
    modules = (description, entries, profile, table, pdf, corrections)
    records = {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Record) and thing is not Record
    }
    assert records == set(SECTIONS)


@pytest.mark.parametrize(
    ("record", "title"), SECTIONS.items(), ids=lambda value: getattr(value, "__name__", value)
)
def test_every_key_is_explained(record: type[Record], title: str) -> None:
    explained = documented(title)
    keys = {
        key.alias or name: key
        for name, key in record.model_fields.items()
        if record.__module__ != pdf.__name__ or name in record.__annotations__  # the rest is a table's
    }
    assert set(explained) == set(keys)
    required = {name for name, key in keys.items() if key.is_required()}
    said = {name for name, default in explained.items() if default == "required"}
    assert said == required


def test_the_defaults_that_are_listed() -> None:
    for entry, title in (
        (entries.MarkersEntry(), "Markers"),
        (entries.DepartmentsEntry(), "Telling departments apart"),
        (table.TableMarkersEntry(), "Markers in a table"),
    ):
        defaults = documented(title)
        for name, values in entry:
            listed = tuple(re.findall("`([^`]+)`", defaults[name]))
            assert listed == values


def test_every_placeholder_is_explained() -> None:
    assert set(documented("Templates")) == {f"{{{name}}}" for name in _PLACEHOLDERS}


def test_every_doubt_is_explained() -> None:
    source = "\n".join(path.read_text("utf-8") for path in READ.rglob("*.py"))
    told = set(re.findall(r'(?:\.(?:doubt|error)|tell)\(\s*"([a-z-]+)"', source))
    assert {"unread-line", "steps-inferred", "steps-unplaced", "description-continued"} <= told
    assert {code for code in told if f"`{code}`" not in GUIDE} == set()


@pytest.fixture
def example(tmp_path: Path) -> Plan:
    """The example's files, written out and read."""
    blocks = dict(re.findall(r"^`([\w./]+)`\n\n```\w+\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE))
    assert set(blocks) == {"municipality.yaml", "profile.yaml", "corrections.yaml", "documents/childcare.txt"}
    (tmp_path / "documents").mkdir()
    for name, text in blocks.items():
        (tmp_path / name).write_text(text.replace("␠", " "), "utf-8")
    (plan,) = read_folder(tmp_path)
    return plan


def test_the_example_is_read_as_the_guide_says(example: Plan) -> None:
    names = {department.key: department.name for department in example.municipality.departments}
    assert [(each.depth, each.notation, each.name) for each in example.policies] == [
        (1, "3", "子育て支援"),
        (2, "1", "居場所づくり"),
    ]
    assert example.policies[0].amounts[0].value == Decimal(50_000_000)
    assert [each.text for each in example.policies[1].statements] == [
        "子どもが安心して過ごせる居場所を、地域とともにつくります。"
    ]
    plain, priority = example.projects
    assert (plain.name, plain.description) == ("子育て相談事業", "子育ての相談に応じます。")
    assert (priority.code, priority.name, priority.priority) == ("3-1", "こども食堂支援事業", True)
    assert [names[key] for key in priority.departments] == ["子ども・若者政策課", "保育課"]
    assert priority.amounts[0].value == Decimal(8_000_000)
    assert [(each.fiscal_year, each.text) for each in priority.steps] == [
        (2024, "補助制度の設計"),
        (2024, "団体の募集"),
        (2025, "補助"),
    ]
    open_ = [each for each in example.doubts if each.severity is not Severity.NOTE and not each.correction]
    assert open_ == []
