"""Every saved query gives the rows that the documents of the shipped data call for.

Those of 鎌倉市's page are written here by hand, those of the other cities are made of their tables (tests/printed.py).
"""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store, Variable, parse

from keikaku.engine.saved_query import SavedQuery, saved_queries, saved_query
from keikaku.language import LANGUAGES
from keikaku.rdf import DEFAULT_BASE
from keikaku.release import Release
from printed import CHIBA, CITIES, IKEDA, SAITAMA, SAPPORO, City, meant, same

PLAN = "第3次鎌倉市総合計画 第3期基本計画 前期実施計画"
ID = DEFAULT_BASE + "id/"
CIVIC_AUTONOMY = "市民自治"


def rows(release: Release, name: str, values: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The solutions of a saved query as strings, parameters left out."""
    saved = saved_query(name)
    asked = saved.query(values or {}, DEFAULT_BASE)
    bound = {Variable(variable): _term(term) for variable, term in asked.substitutions.items()}
    solutions = Store.read_only(str(release.store)).query(
        asked.text, use_default_graph_as_union=True, substitutions=bound
    )
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables if variable.value not in asked.substitutions]
    return [
        {name: solution[name].value for name in names if solution[name] is not None} for solution in solutions
    ]


def _term(n_triples: str) -> object:
    (triple,) = parse(f"<x:s> <x:p> {n_triples} .".encode(), RdfFormat.N_TRIPLES)
    return triple.object


def test_projects_by_topic(shipped_release: Release) -> None:
    found = rows(shipped_release, "projects-by-topic")
    assert [
        (row["municipalityName"], row["planName"], row["projectName"], row["departments"], row["yen"])
        for row in found
    ] == [("鎌倉市", PLAN, "社会福祉啓発事業", "福祉総務課", "29000000")]
    assert found[0]["money"] == "推計事業費 29.0百万円（2014–2016年度）"


def test_projects_by_topic_takes_department_and_money_as_optional(shipped_release: Release) -> None:
    found = rows(shipped_release, "projects-by-topic", {"word": "紛争"})
    assert [(row["projectName"], row["departments"], row.get("yen")) for row in found] == [
        ("建築等紛争調整事業", "市民相談課", None)
    ]


@pytest.mark.parametrize("year", ["2013", "2017"])
def test_projects_by_topic_outside_the_period(shipped_release: Release, year: str) -> None:
    assert rows(shipped_release, "projects-by-topic", {"fiscalYear": year}) == []


@pytest.mark.parametrize("word", ["防災", "ＤＶ"])
def test_projects_by_topic_in_all_plans_that_run_in_a_year(shipped_release: Release, word: str) -> None:
    found = rows(shipped_release, "projects-by-topic", {"fiscalYear": "2026", "word": word})
    assert sorted(
        (
            row["municipalityName"],
            row["planName"],
            row["projectName"],
            frozenset(row["departments"].split("、")),
        )
        for row in found
    ) == sorted(
        (city.name, city.title, project.name, frozenset(name for _, name in project.departments))
        for city in (SAPPORO, SAITAMA, CHIBA, IKEDA)
        for project in city.projects()
        if word in project.name
    )
    yen = {row["projectName"]: row["yen"] for row in found if row["municipalityName"] == SAPPORO.name}
    assert yen == {
        project.name: str(value)
        for project in SAPPORO.projects()
        for value in project.amounts.values()
        if word in project.name
    }


def test_money_by_policy(shipped_release: Release) -> None:
    found = rows(shipped_release, "money-by-policy")
    assert [
        (
            row["policyName"],
            row["firstYear"],
            row["lastYear"],
            row["statedYen"],
            row["projectsYen"],
            row["projects"],
        )
        for row in found
    ] == [(CIVIC_AUTONOMY, "2014", "2016", "1425000000", "30300000", "2")]


KINDS = {"plan": "計画", "budget": "予算", "settlement": "決算"}


@pytest.mark.parametrize("city", [city for city in CITIES if city.amounts], ids=lambda city: city.folder)
def test_money_by_policy_of_a_table(shipped_release: Release, city: City) -> None:
    found = rows(shipped_release, "money-by-policy", {"plan": f"{city.code}/{city.plan}"})
    sums: Counter[tuple[tuple[str, ...], str, int, int]] = Counter()
    projects: Counter[tuple[tuple[str, ...], str, int, int]] = Counter()
    for project in city.projects():
        for key, value in project.amounts.items():
            if project.policies and value is not None:
                place = (policies(project.policies), *key)
                sums[place] += value  # type: ignore[assignment]
                projects[place] += 1
    assert sorted(
        (row["kindName"], row["firstYear"], row["lastYear"], Decimal(row["projectsYen"]), row["projects"])
        for row in found
    ) == sorted(
        (KINDS[kind], str(first), str(last), Decimal(sums[path, kind, first, last]), str(count))
        for (path, kind, first, last), count in projects.items()
    )
    assert not any("statedYen" in row for row in found)
    innermost = {same(path[-1]) for path, *_ in projects}
    assert all(any(path.endswith(same(row["policyName"])) for path in innermost) for row in found)


def policies(printed: tuple[str, ...]) -> tuple[str, ...]:
    """The policies above a project, whichever way they are printed."""
    return tuple(same(meant(policy)) for policy in printed)


def test_levels(shipped_release: Release) -> None:
    found = rows(shipped_release, "levels")
    expected = [
        ("鎌倉市", PLAN, "1", "将来目標（章）", "1", "0"),
        ("鎌倉市", PLAN, "2", "分野", "1", "0"),
        ("鎌倉市", PLAN, "3", "施策の方針", "5", "13"),
    ]
    for city in CITIES:
        paths = {policies(project.policies) for project in city.projects()}
        for depth, level in enumerate(city.levels, 1):
            count = len({path[:depth] for path in paths if len(path) >= depth})
            expected.append((city.name, city.title, str(depth), level, str(count), "0"))
    assert [
        (
            row["municipalityName"],
            row["planName"],
            row["depth"],
            row["levelName"],
            row["policies"],
            row["statements"],
        )
        for row in found
    ] == sorted(expected)


@pytest.mark.parametrize("word", ["地域", "環境"])
def test_departments_by_topic(shipped_release: Release, word: str) -> None:
    found = rows(shipped_release, "departments-by-topic", {"word": word})
    counted = Counter(
        (city.name, parent, name)
        for city in CITIES
        for project in city.projects()
        if word in project.name
        for parent, name in project.departments
    )
    if word == "地域":
        counted["鎌倉市", "市民活動部", "地域のつながり推進課"] = 1
        counted["鎌倉市", "健康福祉部", "福祉総務課"] = 1
    assert [
        (row["municipalityName"], row.get("parentName"), row["departmentName"], int(row["projects"]))
        for row in found
    ] == sorted(
        ((city, parent, name, count) for (city, parent, name), count in counted.items()),
        key=lambda row: (row[0], -row[3], row[2]),
    )


def test_first_to_last_year(shipped_release: Release) -> None:
    found = rows(shipped_release, "first-to-last-year")
    assert [(row["projectName"], row["year"], row["order"], row["step"]) for row in found] == [
        ("地域コミュニティー推進事業", "2014", "1", "大船地域づくり会議の運営・自立支援"),
        ("地域コミュニティー推進事業", "2014", "2", "小学校区での地域会議設立の検討"),
        ("地域コミュニティー推進事業", "2016", "1", "小学校区での地域会議の設立"),
        ("社会福祉啓発事業", "2014", "1", "(仮称 )地域福祉相談室の開設・運営"),
        ("社会福祉啓発事業", "2014", "2", "地域福祉支援室との連携"),
        ("社会福祉啓発事業", "2016", "1", "(仮称 )地域福祉相談室の運営"),
        ("社会福祉啓発事業", "2016", "2", "地域福祉支援室との連携"),
    ]


def test_priority_share(shipped_release: Release) -> None:
    found = rows(shipped_release, "priority-share")
    expected = [(city.name, city.title, len(city.projects()), 0, 0.0) for city in CITIES]
    assert [
        (
            row["municipalityName"],
            row["planName"],
            int(row["projects"]),
            int(row["priorityProjects"]),
            float(row["percent"]),
        )
        for row in found
    ] == sorted([*expected, ("鎌倉市", PLAN, 12, 2, 16.7)])
    assert sum(int(row["projects"]) for row in found) == 4_599


def test_statements(shipped_release: Release) -> None:
    found = rows(shipped_release, "statements")
    assert [row["policyNumber"] for row in found] == list("1222233344555")
    assert [row.get("number") for row in found] == [
        None, "⑴", "⑵", "⑶", "⑷", "⑴", "⑵", "⑶", "⑴", "⑵", "⑴", "⑵", "⑶",
    ]  # fmt: skip
    assert found[4]["text"] == "活動を担うリーダーの育成や情報提供などにより、コミュニティ活動を支援します。"
    assert found[4]["source"].endswith("#line=24,25")
    assert found[11]["text"].startswith("地域の福祉資源の有効活用を図る観点からも")


def test_statements_of_a_level_without_any(shipped_release: Release) -> None:
    assert rows(shipped_release, "statements", {"depth": "2"}) == []


def test_project_steps(shipped_release: Release) -> None:
    found = rows(shipped_release, "project-steps")
    assert [(row["code"], row["year"], row["order"], row["step"]) for row in found] == [
        ("0-1-1-1", "2014", "1", "大船地域づくり会議の運営・自立支援"),
        ("0-1-1-1", "2014", "2", "小学校区での地域会議設立の検討"),
        ("0-1-1-1", "2015", "1", "大船地域づくり会議の自立"),
        ("0-1-1-1", "2015", "2", "小学校区での地域会議設立に向けた協議・準備"),
        ("0-1-1-1", "2016", "1", "小学校区での地域会議の設立"),
    ]
    assert {row["basis"] for row in found} == {"corrected"}


def kamakura(found: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in found if row["municipality"] == f"{ID}municipality/142042"]


def test_municipalities(shipped_release: Release) -> None:
    (row,) = kamakura(rows(shipped_release, "municipalities"))
    assert (row["municipalityName"], row["prefectureName"]) == ("鎌倉市", "神奈川県")
    assert (row["plans"], row["projects"]) == ("3", "12")


def test_plans(shipped_release: Release) -> None:
    found = kamakura(rows(shipped_release, "plans"))
    assert {(row["typeName"], row["firstYear"], row["lastYear"], row["projects"]) for row in found} == {
        ("基本構想", "1996", "2025", "0"),
        ("基本計画", "2014", "2019", "0"),
        ("実施計画", "2014", "2016", "12"),
    }


def test_sdg_profile(shipped_release: Release) -> None:
    """The plan is older than the goals, so its document prints none."""
    assert kamakura(rows(shipped_release, "sdg-profile")) == []


def test_departments(shipped_release: Release) -> None:
    found = rows(shipped_release, "departments", {"municipality": "142042"})
    assert {row["departmentName"]: row["projects"] for row in found} == {
        "地域のつながり推進課": "3",
        "市民相談課": "2",
        "秘書広報課": "2",
        "議会事務局": "2",
        "総務課": "1",
        "福祉総務課": "1",
        "選挙管理委員会事務局": "1",
    }


def test_money_by_year(shipped_release: Release) -> None:
    """Every amount on the page is for the three years together."""
    assert rows(shipped_release, "money-by-year", {"municipality": "142042"}) == []


def test_steps_timeline(shipped_release: Release) -> None:
    found = rows(shipped_release, "steps-timeline")
    assert ("地域コミュニティー推進事業", "2016", "小学校区での地域会議の設立") in {
        (row["projectName"], row["year"], row["stepName"]) for row in found
    }
    assert {row["year"] for row in found} == {"2014", "2015", "2016"}


def test_fiscal_years(shipped_release: Release) -> None:
    found = {row["year"]: row for row in rows(shipped_release, "fiscal-years")}
    assert int(found["2014"]["plans"]) >= 3
    assert int(found["1996"]["plans"]) >= 1
    assert int(found["2014"]["projects"]) >= 2


@pytest.mark.parametrize("saved", saved_queries(), ids=lambda saved: saved.name)
def test_charts_and_titles_name_columns_of_the_answer(saved: SavedQuery, shipped_release: Release) -> None:
    head = saved.text.partition("WHERE")[0]
    named = [*saved.columns, *(saved.chart.variables.values() if saved.chart else ())]
    assert all(f"?{name}" in head for name in named)


@pytest.mark.parametrize("saved", saved_queries(), ids=lambda saved: saved.name)
def test_every_query_is_described_in_both_languages(saved: SavedQuery) -> None:
    texts = [saved.title, saved.description, *(parameter.label for parameter in saved.parameters)]
    assert all(text.in_(language) for text in texts for language in LANGUAGES)


@pytest.mark.parametrize("saved", saved_queries(), ids=lambda saved: saved.name)
def test_every_parameter_is_projected(saved: SavedQuery) -> None:
    """The engine binds a variable only if the query projects it."""
    head = saved.text.partition("WHERE")[0]
    assert all(f"?{parameter.name}" in head for parameter in saved.parameters)


def test_every_query_has_its_rows_tested() -> None:
    """In one of the files beside this one, by a call that gives its rows."""
    asked = {
        name
        for file in Path(__file__).parent.glob("test_*.py")
        for name in re.findall(r'rows\(\w+, "([a-z-]+)"', file.read_text(encoding="utf-8"))
    }
    assert {saved.name for saved in saved_queries()} <= asked


def test_a_quotation_mark_is_part_of_a_word(shipped_release: Release) -> None:
    assert rows(shipped_release, "departments-by-topic", {"word": '") } #'}) == []


def test_text_parameters_are_plain_strings() -> None:
    (word,) = saved_query("departments-by-topic").query({}, DEFAULT_BASE).substitutions.values()
    assert word == str(Literal("地域"))


def test_the_questions_one_plan_can_answer_are_there() -> None:
    assert {saved.question for saved in saved_queries()} >= {1, 3, 6, 7, 8, 10}
