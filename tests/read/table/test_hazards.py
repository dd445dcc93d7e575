"""What real documents do, one test for each hazard that can occur in a table, by its number in the list of hazards."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from invented_table import about, departments, project, separated, sums, told, workbook
from keikaku.plan import Marker, Plan, Severity
from keikaku.problem import Problem

Read = Callable[..., Plan]

NAME = "columns: {name: 事業名}\n"
MONEY = "columns: {name: 事業名}\namounts: {column: 決算額, kind: settlement, years: 2024, unit: 千円}\n"
DEPARTMENT = "columns: {name: 事業名, departments: 所管課}\n"


def test_hazard_1_a_name_wrapped_in_mid_word(read_table: Read) -> None:
    plan = read_table(
        NAME, [["事業名"], ["建築等紛争調整事\n業"], ["地域コミュニティ\nー推進事業"]], file="a.xlsx"
    )
    assert [each.name for each in plan.projects] == ["建築等紛争調整事業", "地域コミュニティー推進事業"]


def test_hazard_3_a_space_inside_a_bracket(read_table: Read) -> None:
    rows = [
        ["事業名", "年度", "決算額"],
        ["(仮称 )地域福祉相談室", "2024", "1"],
        ["(仮称)地域福祉相談室", "2025", "2"],
    ]
    profile = NAME + "amounts: {column: 決算額, kind: settlement, years: {column: 年度}, unit: 千円}\n"
    assert sums(read_table(profile, rows), "(仮称 )地域福祉相談室") == {
        "settlement-2024": "1000",
        "settlement-2025": "2000",
    }


def test_hazard_4_a_code_of_full_width(read_table: Read) -> None:
    plan = read_table(
        "columns: {name: 事業名, code: 番号}", [["番号", "事業名"], ["０－１－１－１", "相談事業"]]
    )
    assert (plan.projects[0].code, plan.projects[0].key) == ("0-1-1-1", "0-1-1-1")


def test_hazard_5_a_letter_spaced_header(read_table: Read) -> None:
    plan = read_table(
        "columns: {name: 事業名, code: 事業CD}", [["事 業 C D", "事　業　名"], ["1", "相談事業"]]
    )
    assert (plan.projects[0].code, plan.projects[0].name) == ("1", "相談事業")


def test_hazard_6_years_out_of_order(read_table: Read) -> None:
    rows = [["事業名", "22年度決算", "20年度決算", "21年度決算"], ["相談事業", "3", "1", "2"]]
    profile = NAME + "era: 平成\namounts: {column: '{year}決算', kind: settlement, unit: 千円}\n"
    assert sums(read_table(profile, rows), "相談事業") == {
        "settlement-2010": "3000",
        "settlement-2008": "1000",
        "settlement-2009": "2000",
    }


def test_hazard_7_years_without_an_era(read_table: Read) -> None:
    rows = [["事業名", "５年度", "６年度"], ["相談事業", "24,225", "26,718"]]
    profile = NAME + "era: 令和\namounts: {column: '{year}', kind: settlement, unit: 千円}\n"
    assert sums(read_table(profile, rows), "相談事業") == {
        "settlement-2023": "24225000",
        "settlement-2024": "26718000",
    }
    with pytest.raises(Problem, match=r"no column.*\{year\}"):
        read_table(profile.replace("era: 令和\n", ""), rows)


def test_hazard_8_era_letters_of_both_widths(read_table: Read) -> None:
    rows = [["事業名", "Ｒ４年度", "R５年度", "R６年度"], ["相談事業", "1", "2", "3"]]
    profile = NAME + "amounts: {column: '{year}', kind: settlement, unit: 千円}\n"
    assert list(sums(read_table(profile, rows), "相談事業")) == [
        "settlement-2022",
        "settlement-2023",
        "settlement-2024",
    ]


def test_hazard_9_an_era_year_that_never_came(read_table: Read) -> None:
    rows = [["事業名", "平成37年度", "令和8年度(平成38年度)"], ["相談事業", "1", "2"]]
    profile = NAME + "amounts: {column: '{year}', kind: plan, unit: 千円}\n"
    assert sums(read_table(profile, rows), "相談事業") == {"plan-2025": "1000", "plan-2026": "2000"}


def test_hazard_10_the_first_year_of_an_era(read_table: Read) -> None:
    rows = [["事業名", "令和元年度(平成31年度)"], ["相談事業", "1"]]
    profile = NAME + "amounts: {column: '{year}', kind: plan, unit: 千円}\n"
    assert sums(read_table(profile, rows), "相談事業") == {"plan-2019": "1000"}


def test_hazard_11_a_period_over_the_lines_of_a_cell(read_table: Read) -> None:
    plan = read_table(
        "columns: {name: 事業名, period: 期間}",
        [["事業名", "期間"], ["相談事業", "令和5年度\n～\n令和9年度"]],
    )
    assert (plan.projects[0].first_fiscal_year, plan.projects[0].last_fiscal_year) == (2023, 2027)


def test_hazard_12_digits_split_over_lines(read_table: Read) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["相談事業", "480\n5,432\n8\n千円"]])
    assert sums(plan, "相談事業") == {}
    assert told(plan) == ["amount"]


@pytest.mark.parametrize(
    ("cell", "yen"),
    [("1億1,928万円", "119280000"), ("25億5,550万円", "2555500000"), ("397,206,000円", "397206000")],
)
def test_hazard_13_several_units_in_one_sum(read_table: Read, cell: str, yen: str) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["相談事業", cell]])
    assert sums(plan, "相談事業") == {"settlement-2024": yen}


def test_hazard_14_the_unit_in_the_header_above_it_and_in_the_cell(read_table: Read) -> None:
    rows = [["事務事業一覧（単位：千円）", "", "", ""], ["事業名", "R5決算", "R6決算（百万円）", "R7予算"]]
    rows += [["相談事業", "397", "29.0", "5億円"]]
    profile = (
        NAME
        + "amounts:\n  - {column: '{year}決算', kind: settlement}\n"
        + "  - {column: '{year}決算（百万円）', kind: settlement}\n"
        + "  - {column: '{year}予算', kind: budget}\n"
    )
    assert sums(read_table(profile, rows), "相談事業") == {
        "settlement-2023": "397000",
        "settlement-2024": "29000000",
        "budget-2025": "500000000",
    }


def test_hazard_14_a_profile_that_contradicts_the_header(read_table: Read) -> None:
    profile = MONEY.replace("決算額", "決算額（百万円）")
    with pytest.raises(Problem, match="is in 百万円, but the profile says 千円"):
        read_table(profile, [["事業名", "決算額（百万円）"], ["相談事業", "1"]])


@pytest.mark.parametrize(
    ("cell", "yen"), [("1068.978", "1068978"), (1068.978, "1068978"), ("4201.6", "4201600")]
)
def test_hazard_15_decimals(read_table: Read, cell: object, yen: str) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["相談事業", cell]], file="a.xlsx")
    assert sums(plan, "相談事業") == {"settlement-2024": yen}


@pytest.mark.parametrize("cell", ["197,770(１)", "326,800（0）"])
def test_hazard_16_two_numbers_in_one_cell(read_table: Read, cell: str) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["相談事業", cell]])
    assert sums(plan, "相談事業") == {}
    assert about(plan, "amount").severity is Severity.ERROR
    assert about(plan, "amount").sources[0].fragment == "row=2"


@pytest.mark.parametrize("cell", ["※既存分含む", "※他事業予算も含む"])
def test_hazard_17_words_in_a_cell_of_numbers(read_table: Read, cell: str) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["相談事業", cell]])
    assert sums(plan, "相談事業") == {}
    assert cell in about(plan, "amount").message.ja


def test_hazard_18_a_dash_is_no_zero(read_table: Read) -> None:
    rows = [
        ["事業名", "R4決算", "R5決算", "R6予算", "R6決算"],
        ["地域農業計画策定事業", "-", "-", "3,500", "0"],
    ]
    profile = (
        NAME
        + "amounts:\n  - {column: '{year}決算', kind: settlement, unit: 千円}\n"
        + "  - {column: '{year}予算', kind: budget, unit: 千円}\n"
    )
    assert sums(read_table(profile, rows), "地域農業計画策定事業") == {
        "settlement-2022": "dash",
        "settlement-2023": "dash",
        "settlement-2024": "0",
        "budget-2024": "3500000",
    }


@pytest.mark.parametrize("cell", ["－", "―", "—", "‐", "ー", "─"])
def test_hazard_19_dashes_of_every_width(read_table: Read, cell: str) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["学校給食費負担軽減事業", cell]])
    assert sums(plan, "学校給食費負担軽減事業") == {"settlement-2024": "dash"}
    assert project(plan, "学校給食費負担軽減事業").amounts[0].published_value == cell


def test_hazard_20_a_zero_that_was_a_blank_cell(read_table: Read) -> None:
    rows = [["事業名", "決算額"], ["相談事業", "0"], ["道路事業", ""], ["公園事業", "10"]]
    meant = MONEY.replace("unit: 千円", "unit: 千円, means: {'0': blank, '': nothing}")
    plan = read_table(meant, rows)
    assert [sums(plan, each.name) for each in plan.projects] == [
        {"settlement-2024": "blank"},
        {},
        {"settlement-2024": "10000"},
    ]
    doubted = MONEY + "quality: {key: unsure, printed: '0'}\n"
    plan = read_table(doubted, rows)
    assert [[amount.quality for amount in each.amounts] for each in plan.projects] == [
        [("unsure",)],
        [()],
        [()],
    ]
    assert sums(plan, "道路事業") == {"settlement-2024": "blank"}


@pytest.mark.parametrize(
    ("cell", "yen"), [("▲ 39", "-39000"), ("▲ 298,907", "-298907000"), ("△39", "-39000"), (-39, "-39000")]
)
def test_hazard_21_negative_sums(read_table: Read, cell: object, yen: str) -> None:
    plan = read_table(MONEY, [["事業名", "決算額"], ["相談事業", cell]], file="a.xlsx")
    assert sums(plan, "相談事業") == {"settlement-2024": yen}


def test_hazard_21_a_percentage_is_no_sum(read_table: Read) -> None:
    assert told(read_table(MONEY, [["事業名", "決算額"], ["相談事業", "△10％"]])) == ["amount"]


@pytest.mark.parametrize(
    "cell", ["子ども・若者政策課", "人権・文化国際課", "観光・MICE推進部", "こども･若者課"]
)
def test_hazard_22_a_dot_inside_a_department(read_table: Read, cell: str) -> None:
    plan = read_table(DEPARTMENT, [["事業名", "所管課"], ["相談事業", cell]])
    assert departments(plan, "相談事業") == [cell]
    assert told(plan) == []


def test_hazard_23_a_dot_between_departments(read_table: Read) -> None:
    profile = DEPARTMENT + "departments: {abbreviations: {財: 財政局, 経: 経済観光局}}\n"
    plan = read_table(profile, [["事業名", "所管課"], ["相談事業", "財)管財部・経)産業振興部"]])
    assert departments(plan, "相談事業") == ["財政局 管財部", "経済観光局 産業振興部"]


def test_hazard_24_departments_with_teams(read_table: Read) -> None:
    cell = "総務課（内部事務効率化）／財政課／設備課（内部統制等）"
    plan = read_table(DEPARTMENT, [["事業名", "所管課"], ["相談事業", cell]])
    assert departments(plan, "相談事業") == ["総務課", "財政課", "設備課"]
    remarks = "".join(doubt.message.ja for doubt in plan.doubts if doubt.code == "department-remark")
    assert "（内部事務効率化）" in remarks
    assert "（内部統制等）" in remarks


def test_hazard_25_bureaus_abbreviated(read_table: Read) -> None:
    profile = (
        DEPARTMENT + "departments: {abbreviations: {総: 総務局, 政: まちづくり政策局, 保: 保健福祉局}}\n"
    )
    rows = [["事業名", "所管課"], ["甲事業", "総)国際部"], ["乙事業", "総)総務部"], ["丙事業", "保)総務部"]]
    plan = read_table(profile, [*rows, ["丁事業", "経)総務部"]], departments="[{name: 総務局}]")
    assert departments(plan, "甲事業") == ["総務局 国際部"]
    assert departments(plan, "乙事業") == ["総務局 総務部"]
    assert departments(plan, "丙事業") == ["保健福祉局 総務部"]
    assert "経)総務部" in about(plan, "unlisted-department").message.ja


def test_hazard_26_several_departments_one_of_another_ending(read_table: Read) -> None:
    cell = "環境施設管理課、西部環境センター、クリーンセンター大崎、ゼロカーボン推進戦略課"
    plan = read_table(DEPARTMENT, [["事業名", "所管課"], ["相談事業", cell]])
    assert departments(plan, "相談事業") == cell.split("、")
    assert "クリーンセンター大崎" in about(plan, "unlisted-department").message.ja


def test_hazard_27_departments_glued(read_table: Read) -> None:
    listed = "[{name: 市長}, {name: 市民国際交流課}, {name: 防災企画課, aliases: [防災企画]}]"
    plan = read_table(
        DEPARTMENT,
        [["事業名", "所管課"], ["甲事業", "市長市民国際交流課"], ["乙事業", "市長市民"]],
        departments=listed,
    )
    assert departments(plan, "甲事業") == ["市長", "市民国際交流課"]
    assert "市長市民" in about(plan, "unlisted-department").message.ja


def test_hazard_28_departments_without_their_endings(read_table: Read) -> None:
    listed = (
        "[{name: 子ども未来部, aliases: [子ども]}, "
        "{name: 子育て支援課, parent: 子ども未来部, aliases: [子育て支援]}]"
    )
    rows = [["事業名", "部", "課"], ["甲事業", "子ども", "子育て支援"], ["乙事業", "市民", "戸籍住民"]]
    plan = read_table("columns: {name: 事業名, departments: [部, 課]}", rows, departments=listed)
    assert departments(plan, "甲事業") == ["子ども未来部 子育て支援課"]
    assert departments(plan, "乙事業") == ["市民 戸籍住民"]
    assert told(plan) == ["unlisted-department", "unlisted-department"]


def test_hazard_29_a_department_renamed_between_years(read_table: Read) -> None:
    rows = [["番号", "事業名", "所管課", "年度", "額"], ["1", "手帳事業", "障害者福祉課", "2016", "1"]]
    profile = (
        "columns: {name: 事業名, code: 番号, departments: 所管課}\n"
        "amounts: {column: 額, kind: settlement, years: {column: 年度}, unit: 千円}\n"
    )
    plan = read_table(profile, [*rows, ["1", "手帳事業", "障害福祉課", "2019", "2"]])
    assert departments(plan, "手帳事業") == ["障害者福祉課"]
    assert "障害者福祉課」と「障害福祉課" in about(plan, "rows-differ").message.ja


def test_hazard_31_a_department_wrapped(read_table: Read) -> None:
    rows = [["事業名", "所管課"], ["甲事業", "観光プロモーション\n推進課"], ["乙事業", "総務課\n財政課"]]
    plan = read_table(DEPARTMENT, rows)
    assert departments(plan, "甲事業") == ["観光プロモーション推進課"]
    assert departments(plan, "乙事業") == ["総務課", "財政課"]


def test_hazard_33_two_projects_in_one_row(read_table: Read) -> None:
    plan = read_table(NAME, [["事業名"], ["業務センター管理事業／業務センター運営事業"]])
    assert [each.name for each in plan.projects] == ["業務センター管理事業／業務センター運営事業"]
    assert told(plan) == ["several-names"]


def test_hazard_34_one_name_in_several_departments(read_table: Read) -> None:
    name = "福祉施設への上下水道減免"
    rows = [["事業名", "所管課"], [name, "保健福祉局"], [name, "こども家庭局"]]
    plan = read_table(DEPARTMENT, rows)
    assert [each.name for each in plan.projects] == [name, name]
    backwards = read_table(DEPARTMENT, [rows[0], rows[2], rows[1]])
    assert {each.key for each in plan.projects} == {each.key for each in backwards.projects}
    assert told(plan) == []


def test_hazard_35_a_project_listed_again(read_table: Read) -> None:
    profile = (
        "columns: {name: 事業名}\nlevels: {name: 分野, column: 分野}\n"
        "amounts: {column: 額, kind: plan, years: 2024, unit: 千円}\n"
    )
    rows = [["分野", "事業名", "額"], ["防災", "市立学校の体育館冷暖房設備の整備（再掲）", "5"]]
    rows += [["教育", "市立学校の体育館冷暖房設備の整備", "5"], ["教育", "よそにある事業【再掲】", ""]]
    plan = read_table(profile, rows)
    (kept,) = plan.projects
    again, elsewhere = plan.listings
    assert (again.project, again.relisted, again.label) == (kept.key, True, rows[1][1])
    assert (elsewhere.project, elsewhere.relisted) == (None, True)
    assert again.policy != kept.policy
    assert told(plan) == []
    rows[1][2] = "6"
    assert told(read_table(profile, rows)) == ["relisted-differs"]


def test_hazard_36_new_and_listed_again(read_table: Read) -> None:
    rows = [["事業名", "区分"], ["アリーナの整備支援", "新規・再掲"], ["アリーナの整備支援", "新規"]]
    plan = read_table("columns: {name: 事業名, markers: 区分}", rows)
    assert [each.markers for each in plan.projects] == [(Marker.NEW,)]
    assert [each.project for each in plan.listings] == [plan.projects[0].key]


def test_hazard_37_a_second_name_is_told_or_dropped(read_table: Read) -> None:
    rows = [["事業名", "財務会計上の事業名"], ["霊園維持管理事業", "霊園墓参事業"]]
    plan = read_table(NAME, rows)
    assert "財務会計上の事業名" in about(plan, "unmapped-columns").message.ja
    assert told(read_table(NAME + "drop: 財務会計上の事業名\n", rows)) == []


@pytest.mark.parametrize(
    "name", ["（（仮称）庁舎整備事業費）", "新しい時代を担う人づくり基金事業(甲府の教育推進事業）"]
)
def test_hazards_38_and_39_brackets_in_names(read_table: Read, name: str) -> None:
    assert read_table(NAME, [["事業名"], [name]]).projects[0].name == name


def test_hazard_40_a_heading_printed_once(read_table: Read) -> None:
    rows = [["施策", "事業名"], ["子育て", "甲事業"], ["", "乙事業"], ["防災", "丙事業"], ["", "丁事業"]]
    profile = NAME + "levels: {name: 施策, column: 施策, blank: above}\n"
    plan = read_table(profile, rows)
    names = {policy.key: policy.name for policy in plan.policies}
    assert [names[each.policy or ""] for each in plan.projects] == ["子育て", "子育て", "防災", "防災"]
    unsaid = read_table(profile.replace(", blank: above", ""), rows)
    assert [each.policy is None for each in unsaid.projects] == [False, True, False, True]
    assert told(unsaid) == ["level-blank"]


def test_hazard_40_headings_between_the_rows(read_table: Read) -> None:
    rows = [
        ["事業名", "決算額"],
        ["■1 子育て", ""],
        ["甲事業", "1"],
        ["乙事業", "2"],
        ["■2 防災", ""],
        ["丙事業", "3"],
    ]
    plan = read_table(MONEY + "levels: {name: 施策, headings: '■{number} {name}'}\n", rows, file="a.xlsx")
    names = {policy.key: policy.name for policy in plan.policies}
    assert [(each.name, names[each.policy or ""]) for each in plan.projects] == [
        ("甲事業", "子育て"),
        ("乙事業", "子育て"),
        ("丙事業", "防災"),
    ]


def test_hazard_41_the_header_printed_again(read_table: Read) -> None:
    rows = [["事業名", "決算額"], ["甲事業", "1"], ["事 業 名", "決算額"], ["乙事業", "2"]]
    plan = read_table(MONEY, rows)
    assert [each.name for each in plan.projects] == ["甲事業", "乙事業"]
    assert about(plan, "repeated-header").sources[0].fragment == "row=3"


def test_hazard_43_groups_of_columns_as_far_as_they_are_merged(read_table: Read) -> None:
    rows = [
        ["事業名", "R4", "", "R5", "", "増減"],
        ["", "予算", "決算", "予算", "決算", ""],
        ["甲事業", 1, 2, 3, 4, 9],
    ]
    profile = (
        NAME
        + "amounts:\n  - {column: '{year} > 予算', kind: budget, unit: 千円}\n"
        + "  - {column: '{year} > 決算', kind: settlement, unit: 千円}\ndrop: 増減\n"
    )
    expected = {
        "budget-2022": "1000",
        "budget-2023": "3000",
        "settlement-2022": "2000",
        "settlement-2023": "4000",
    }
    merged = read_table(profile, rows, merges=["A1:A2", "B1:C1", "D1:E1", "F1:F2"])
    assert sums(merged, "甲事業") == expected
    assert sums(read_table(profile, rows), "甲事業") == expected


def test_hazard_43_a_column_behind_the_merged_group_is_not_of_it(read_table: Read) -> None:
    rows = [["事業名", "R5", "", ""], ["", "予算", "人件費", "決算"], ["甲事業", 1, 2, 3]]
    profile = NAME + "amounts: {column: '{year} > 決算', kind: settlement, unit: 千円}\n"
    with pytest.raises(Problem, match="決算"):
        read_table(profile, rows, merges=["A1:A2", "B1:C1"])


@pytest.mark.parametrize(("line", "codes"), [("甲事業,1,2", ["row-width"]), ("甲事業", ["row-width"])])
def test_hazard_44_rows_of_another_width(read_table: Read, line: str, codes: list[str]) -> None:
    plan = read_table(MONEY, f"事業名,決算額\n{line}\n".encode())
    assert told(plan) == codes


def test_hazard_45_a_footnote_mark_in_a_header(read_table: Read) -> None:
    rows = [["事業名", "人件費 ※ B"], ["甲事業", "5"]]
    profile = NAME + "amounts: {column: 人件費※B, kind: settlement, years: 2024, unit: 千円}\n"
    assert sums(read_table(profile, rows), "甲事業") == {"settlement-2024": "5000"}
    with pytest.raises(Problem, match="there is no column “人件費”; there are 事業名, 人件費※B"):
        read_table(profile.replace("人件費※B", "人件費"), rows)


@pytest.mark.parametrize("label", ["総計", "合計", "小　計", ""])
def test_hazard_50_a_row_of_sums(read_table: Read, label: str) -> None:
    rows = [["事業名", "決算額"], ["甲事業", "1,000"], ["乙事業", "2,500"], [label, "3,500"]]
    plan = read_table(MONEY, rows)
    assert [each.name for each in plan.projects] == ["甲事業", "乙事業"]
    assert told(plan) == []
    assert about(plan, "sums").sources[0].fragment == "row=4"


def test_hazard_50_sums_that_are_wrong(read_table: Read) -> None:
    rows = [["事業名", "決算額"], ["甲事業", "1,000"], ["乙事業", "2,500"], ["合計", "4,500"]]
    plan = read_table(MONEY, rows)
    message = about(plan, "sum-differs").message.en
    assert "4,500,000 yen" in message
    assert "3,500,000 yen" in message
    assert told(plan) == ["sum-differs"]
    rows[3][0] = ""
    assert told(read_table(MONEY, rows)) == ["row-without-name"]


def test_hazard_50_sums_of_groups(read_table: Read) -> None:
    rows = [
        ["課", "事業名", "決算額"],
        ["総務課", "甲事業", "1"],
        ["総務課 計", "", "1"],
        ["財政課", "乙事業", "2"],
    ]
    rows += [["財政課", "丙事業", "3"], ["財政課 計", "", "5"], ["総計", "", "6"]]
    profile = MONEY.replace("事業名}", "事業名, departments: 課}") + "rows: {totals: ['*計']}\n"
    plan = read_table(profile, rows)
    assert [each.name for each in plan.projects] == ["甲事業", "乙事業", "丙事業"]
    assert told(plan) == []


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("euc_jis_2004", "euc_jis_2004"),
        ("utf-16", "utf-16"),
    ],
)
def test_hazard_51_encodings(read_table: Read, encoding: str, said: str) -> None:
    text = separated([["事業名", "決算額"], ["①㈱まちづくりカンパニー支援事業", "1"]]).decode()
    if encoding == "euc_jis_2004":
        text = text.replace("㈱", "")
    plan = read_table(MONEY, text.encode(encoding))
    assert plan.projects[0].name.endswith("まちづくりカンパニー支援事業")
    assert said in about(plan, "encoding").message.ja


def test_hazard_52_a_header_word_of_another_year(read_table: Read) -> None:
    rows = [["コード", "事業名"], ["01", "甲事業"]]
    with pytest.raises(Problem, match="no column “会計”; there are コード, 事業名"):
        read_table("columns: {name: 事業名, code: 会計}", rows)
    assert read_table("columns: {name: 事業名, code: コード}", rows).projects[0].code == "01"


def test_hazard_53_no_unit_anywhere(read_table: Read) -> None:
    plan = read_table(MONEY.replace(", unit: 千円", ""), [["事業名", "決算額"], ["甲事業", "1,000"]])
    assert sums(plan, "甲事業") == {}
    assert about(plan, "amount").severity is Severity.ERROR


def test_hazard_54_repeated_headers_below_a_note(read_table: Read) -> None:
    note = "調整用（このセルには必ず何か入力していること）"
    rows = [
        [note, "", "", ""],
        ["", "R5", "", "R6"],
        ["事業名", "国庫支出金", "国庫支出金", "国庫支出金"],
        ["甲事業", 1, 2, 3],
    ]
    profile = NAME + "amounts: {column: 国庫支出金, kind: settlement, years: 2024, unit: 千円}\n"
    with pytest.raises(Problem, match=r"3 columns are “国庫支出金”.*B列"):
        read_table(profile, rows)
    by_letter = read_table(profile.replace("国庫支出金", "C列") + "header: 3\n", rows)
    assert sums(by_letter, "甲事業") == {"settlement-2024": "2000"}
    assert note in about(by_letter, "above-header").message.ja


def test_hazard_55_codes_on_several_lines(read_table: Read) -> None:
    rows = [
        ["番号", "款", "項", "事業名"],
        ["04\n04", "04\n04", "01\n02", "甲事業"],
        ["5\n6", "1", "2", "乙事業"],
    ]
    plan = read_table("columns: {name: 事業名, code: 番号, budget_item: [款, 項]}", rows, file="a.xlsx")
    assert [(each.code, each.budget_item) for each in plan.projects] == [
        ("04", "04 01、04 02"),
        ("5+6", "1 2"),
    ]
    assert about(plan, "code-lines").sources[0].fragment == "row=3"


@pytest.mark.parametrize(
    ("cell", "year", "codes"),
    [("昭和39", 1964, []), ("-", None, []), ("18", None, ["period"]), ("0", None, ["period"])],
)
def test_hazard_56_placeholders_for_none(
    read_table: Read, cell: str, year: int | None, codes: list[str]
) -> None:
    plan = read_table("columns: {name: 事業名, first_year: 開始}", [["事業名", "開始"], ["甲事業", cell]])
    assert plan.projects[0].first_fiscal_year == year
    assert told(plan) == codes


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("㈱ｽﾎﾟｰﾂ１０㎡整備事業", "(株)スポーツ10m2整備事業"),
        ("⾼⿓の⽊事業", "高齢の木事業"),
        ("⑴事業", "(1)事業"),
    ],
)
def test_hazard_57_characters_for_compatibility(read_table: Read, printed: str, typed: str) -> None:
    typed = typed.replace("齢", "龍") if "⿓" in printed else typed
    plan = read_table(NAME, [["事業名"], [printed]])
    assert plan.projects[0].name == printed
    assert plan.projects[0].key == read_table(NAME, [["事業名"], [typed]]).projects[0].key


def test_hazard_57_private_characters(read_table: Read) -> None:
    plan = read_table(NAME, [["事業名"], ["\ue000橋架替事業"]])
    assert plan.projects[0].name == "\ue000橋架替事業"
    assert "U+E000" in about(plan, "odd-character").message.en


@pytest.mark.parametrize("name", ["β'モデル事業＊", "ＧＥＰＳ／ＧＥＣＳ班の運営"])
def test_hazard_58_odd_words(read_table: Read, name: str) -> None:
    assert read_table(NAME, [["事業名"], [name]]).projects[0].name == name


def test_hazard_59_a_project_in_several_rows(read_table: Read) -> None:
    rows = [["番号", "事業名", "年度", "会計", "額"]]
    rows += [["7", "甲事業", "2023", "合計", "50617000.0"], ["7", "甲事業", "2023", "一般会計", "617000.0"]]
    rows += [["7", "甲事業 ", "2023", "特別会計", "50000000.0"], ["7", "甲事業", "2024", "合計", "2"]]
    profile = (
        "columns: {name: 事業名, code: 番号}\n"
        "amounts: {column: 額, kind: budget, years: {column: 年度}, unit: 円, when: {column: 会計, is: 合計}}\n"
    )
    plan = read_table(profile, rows)
    assert [each.name for each in plan.projects] == ["甲事業"]
    assert sums(plan, "甲事業") == {"budget-2023": "50617000", "budget-2024": "2"}
    assert plan.projects[0].sources[0].fragment == "row=2-5"
    assert told(plan) == []
    unsaid = read_table(profile.replace(", when: {column: 会計, is: 合計}", "") + "drop: 会計\n", rows)
    assert set(told(unsaid)) == {"amount-twice"}


def test_hazard_59_rows_under_one_merged_name(read_table: Read) -> None:
    rows = [
        ["事業名", "会計", "所管課", "額"],
        ["甲事業", "一般", "総務課", 3],
        ["", "特別", "財政課", ""],
        ["乙事業", "一般", "総務課", 4],
    ]
    profile = (
        "columns: {name: 事業名, departments: 所管課}\ndrop: 会計\n"
        "amounts: {column: 額, kind: budget, years: 2024, unit: 円}\n"
    )
    plan = read_table(profile, rows, merges=["A2:A3", "D2:D3"])
    assert departments(plan, "甲事業") == ["総務課", "財政課"]
    assert (sums(plan, "甲事業"), sums(plan, "乙事業")) == ({"budget-2024": "3"}, {"budget-2024": "4"})
    assert told(plan) == []


def test_a_sum_merged_over_two_projects_is_nobodys(read_table: Read) -> None:
    rows = [["事業名", "決算額"], ["甲事業", 30], ["乙事業", ""]]
    plan = read_table(MONEY, rows, merges=["B2:B3"])
    assert [each.amounts for each in plan.projects] == [(), ()]
    found = [doubt for doubt in plan.doubts if doubt.code == "amount-merged"]
    assert [doubt.project for doubt in found] == [each.key for each in plan.projects]
    assert [doubt.sources[0].fragment for doubt in found] == ["row=2", "row=3"]


def test_hazard_60_parts_that_were_rounded(read_table: Read) -> None:
    parts = ["663", "6,596", "1,729"]
    rows = [
        ["事業名", "決算額"],
        *([f"{number}事業", part] for number, part in enumerate(parts)),
        ["合計", "8,989"],
    ]
    plan = read_table(MONEY, rows)
    assert about(plan, "sum-differs").severity is Severity.NOTE
    assert Decimal(8_988_000) == sum(each.amounts[0].value or 0 for each in plan.projects)


def test_a_workbook_is_read_by_the_rows_of_its_sheet(read_table: Read) -> None:
    book = workbook([["令和7年度 一覧"], [], ["事業名", "決算額"], ["甲事業", 5]], title="一覧")
    plan = read_table(MONEY, book, file="a.xlsx")
    assert plan.projects[0].sources[0].fragment == "row=4"
    assert "一覧" in about(plan, "sheet").message.ja


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("政策局　政策推進課（政策局総括）", ["政策局 政策推進課"]),
        ("保健所　保健総務課　健康支援課", ["保健所 保健総務課", "保健所 健康支援課"]),
        ("土木局　営繕課／設備課", ["土木局 営繕課", "土木局 設備課"]),
        ("選挙管理委員会事務局　選挙管理委員会事務局", ["選挙管理委員会事務局"]),
        ("教育委員会 学校教育部 学務課", ["教育委員会 学校教育部 学務課"]),
        ("農業委員会", ["農業委員会"]),
    ],
)
def test_a_part_and_the_sections_below_it_in_one_cell(
    read_table: Read, cell: str, expected: list[str]
) -> None:
    plan = read_table(DEPARTMENT + 'departments: {above: "　"}\n', [["事業名", "所管課"], ["甲事業", cell]])
    assert departments(plan, "甲事業") == expected
    assert told(plan) == []


def test_a_part_and_a_section_glued(read_table: Read) -> None:
    plan = read_table(
        DEPARTMENT + "departments: {above_endings: 部}\n",
        [["事業名", "所管課"], ["甲事業", "市民生活部市民環境課"]],
    )
    assert departments(plan, "甲事業") == ["市民生活部 市民環境課"]
