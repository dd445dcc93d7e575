"""What holds for every table: no row is lost, nothing depends on the order, and cells are read or told."""

import string
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from invented_table import separated
from keikaku.plan import AmountStatus, Plan, Severity
from keikaku.read.reader import read_folder
from keikaku.read.table.column import index_of, letters
from keikaku.read.table.indicators import number
from keikaku.read.table.lines import items, joined_lines
from keikaku.read.table.pattern import fits

MUNICIPALITY = """\
municipality: {code: "990019", name: 架空市, prefecture: 架空県}
plans:
  - key: p
    title: 計画
    documents: [{key: d, file: d.csv, title: 一覧, profile: profile.yaml, terms: CC0}]
"""
PROFILE = """\
genre: table
columns: {name: 事業名, code: 番号, departments: 所管課, markers: 区分, sdgs: SDGs}
levels: {name: 施策, column: 施策, blank: above}
amounts: {column: "{year}決算", kind: settlement, unit: 千円}
departments: {above: "　", above_endings: 部}
"""
HEADER = ["施策", "番号", "事業名", "所管課", "区分", "SDGs", "R5決算", "R6決算"]

SUMS = st.sampled_from(
    ["", "0", "1", "1,234", "１２３", "▲5", "-", "－", "未定", "内数", "※注", "1(2)", "12,34", "5億円", "約3"]
)
CELLS = st.tuples(
    st.sampled_from(["", "1 子育て", "防災"]),
    st.sampled_from(["", "1", "２", "3-1", "4\n4", "5\n6"]),
    st.sampled_from(
        ["", "甲事業", "乙事業（再掲）", "丙事業／丁事業", "合計", "【新規】戊事業", "事 業\n己"]
    ),
    st.sampled_from(
        ["", "保育課", "総務部　防災課", "子ども・若者課", "総務課、財政課", "市長", "市民部市民課（窓口）"]
    ),
    st.sampled_from(["", "新規", "拡充・再掲", "謎"]),
    st.sampled_from(["", "3", "3、11.2", "18", "④"]),
    SUMS,
    SUMS,
)
TABLES = st.lists(CELLS, min_size=1, max_size=8)


def read(rows: list[list[str]]) -> Plan:
    """The plan in a table of this header."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "municipality.yaml").write_text(MUNICIPALITY, "utf-8")
        (folder / "profile.yaml").write_text(PROFILE, "utf-8")
        (folder / "d.csv").write_bytes(
            separated([HEADER, ["一", "0", "第一事業", "総務課", "", "", "1", "2"], *rows])
        )
        (plan,) = read_folder(folder)
        return plan


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_row_is_lost(rows: list[tuple[str, ...]]) -> None:
    plan = read([list(row) for row in rows])
    known = {
        row
        for thing in (*plan.projects, *plan.listings, *plan.doubts)
        for source in thing.sources
        for row in range(source.first, source.last + 1)
    }
    assert {number for number, row in enumerate(rows, 3) if any(map(str.strip, row))} <= known


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_a_sum_is_stated_or_told(rows: list[tuple[str, ...]]) -> None:
    plan = read([list(row) for row in rows])
    told = {
        row
        for doubt in plan.doubts
        if doubt.severity is not Severity.NOTE
        for source in doubt.sources
        for row in range(source.first, source.last + 1)
    }
    amounts = [amount for project in plan.projects for amount in project.amounts]
    stated = {amount.published_value for amount in amounts if amount.status is not AmountStatus.BLANK}
    stated |= {amount.published_value + amount.published_unit for amount in amounts}
    sums_rows = {
        row
        for doubt in plan.doubts
        if doubt.code == "sums"
        for s in doubt.sources
        for row in range(s.first, s.last + 1)
    }
    again = {row for listing in plan.listings for s in listing.sources for row in range(s.first, s.last + 1)}
    for number_, row in enumerate(rows, 3):
        for cell in filter(None, row[6:]):
            assert cell in stated or number_ in told | sums_rows | again, (cell, row)


@settings(max_examples=40, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_keys_do_not_depend_on_the_order(rows: list[tuple[str, ...]], random: object) -> None:
    filled = [
        [f"{at}施策", "", f"事業{at % 3}", row[3], "", "", row[6], row[7]] for at, row in enumerate(rows)
    ]
    backwards = list(reversed(filled))
    assert {each.key for each in read(filled).projects} == {each.key for each in read(backwards).projects}


@given(st.integers(min_value=0, max_value=18_000))
def test_letters_name_every_column(index: int) -> None:
    assert index_of(letters(index)) == index


@given(st.text(alphabet=string.digits, min_size=1, max_size=12), st.sampled_from(["", "%", "人", "か所"]))
def test_the_number_of_an_indicator(digits: str, unit: str) -> None:
    assert number(digits + unit) == Decimal(digits)


@given(st.lists(st.text(alphabet="事業名ABC ", min_size=1, max_size=6), max_size=5))
def test_joined_lines_keep_every_character(lines: list[str]) -> None:
    cell = "\n".join(lines)
    assert "".join(joined_lines(cell).split()) == "".join(cell.split())


@given(st.lists(st.sampled_from(["・調査", "○設計", "工事の", "①実施"]), min_size=1, max_size=6))
def test_items_keep_every_character(lines: list[str]) -> None:
    cell = "\n".join(lines)
    assert "".join(items(cell)) == "".join(lines)


@given(st.text(alphabet="決算予*(.[", max_size=6))
def test_every_cell_has_its_own_form(cell: str) -> None:
    assert fits(cell, cell)
    assert fits("*", cell)
