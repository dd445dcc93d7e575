"""What a person decided above the reading of a table."""

from collections.abc import Callable

import pytest

from invented_table import project, sums, told
from keikaku.plan import AmountStatus, Basis, Plan
from keikaku.problem import Problem

Read = Callable[..., Plan]

PROFILE = (
    "columns: {name: 事業名, code: 番号, departments: 所管課}\n"
    "amounts: {column: '{year}決算', kind: settlement, unit: 千円}\n"
)
ROWS = [
    ["番号", "事業名", "所管課", "令和5年度決算", "令和6年度決算"],
    ["1", "甲事業", "保育課", "約10", "20"],
    ["2", "乙管理事業／乙運営事業", "保育課", "※他事業に含む", "197,770(１)"],
    ["2", "丙事業", "防災課", "1", "2"],
    ["", "", "", "注: 概算", ""],
]


def corrections(*entries: str) -> str:
    return "corrections:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def entry(name: str, what: str) -> str:
    return f"id: {name}, by: 企画課, date: 2026-11-22, why: {{ja: 確かめた。, en: Checked.}}, {what}"


EVERYTHING = corrections(
    entry(
        "a",
        "project: '1', field: amount, kind: settlement, fiscal_year: 2023, printed: 約10, read: '9,950円'",
    ),
    entry(
        "b",
        "project: 乙管理事業／乙運営事業, field: amount, kind: settlement, fiscal_year: 2024, "
        "printed: '197,770(１)', read: '197,770千円'",
    ),
    entry("c", "project: 乙管理事業／乙運営事業, settle: amount"),
    entry("d", "project: 乙管理事業／乙運営事業, settle: several-names"),
    entry("e", "project: 丙事業, field: code, printed: '2', read: '3'"),
    entry("f", "project: 乙管理事業／乙運営事業, settle: code-twice"),
    entry("g", "ignore: 5, printed: 概算"),
    entry("h", "project: 甲事業, field: name, printed: 甲事業, read: 甲支援事業"),
)


def test_everything_that_was_doubtful_is_settled(read_table: Read) -> None:
    before = read_table(PROFILE, ROWS)
    assert sorted(set(told(before))) == ["amount", "code-twice", "row-without-name", "several-names"]
    plan = read_table(PROFILE, ROWS, corrections=EVERYTHING)
    assert told(plan) == []
    assert sums(plan, "甲支援事業") == {"settlement-2023": "9950", "settlement-2024": "20000"}
    assert sums(plan, "乙管理事業／乙運営事業") == {"settlement-2024": "197770000"}
    assert project(plan, "丙事業").code == "3"
    assert [each.key for each in plan.projects] == [each.key for each in before.projects]
    corrected = {each.key: each for each in project(plan, "甲支援事業").amounts}["settlement-2023"]
    assert (corrected.basis, corrected.status) == (Basis.CORRECTED, AmountStatus.STATED)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (
            "project: 甲事業, field: amount, kind: settlement, fiscal_year: 2023, printed: 約11, read: 1円",
            "約10",
        ),
        ("project: 甲事業, field: amount, kind: budget, fiscal_year: 2023, printed: 約10, read: 1円", "—"),
        ("project: 甲事業, field: amount, printed: 約10, read: 1円", "`kind` and `fiscal_year`"),
        ("project: 甲事業, settle: sdg", "no such doubt"),
        ("project: 甲事業, settle: sdg, ignore: 3", "exactly one of"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(read_table: Read, what: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        read_table(PROFILE, ROWS, corrections=corrections(entry("a", what)))
