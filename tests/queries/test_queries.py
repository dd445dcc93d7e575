"""Every saved query gives the rows that the documents of the shipped data call for, written here by hand."""

from collections.abc import Mapping

import pytest
from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store, Variable, parse

from keikaku.engine.saved_query import SavedQuery, saved_queries, saved_query
from keikaku.language import LANGUAGES
from keikaku.rdf import DEFAULT_BASE
from keikaku.release import Release

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


def test_levels(shipped_release: Release) -> None:
    found = rows(shipped_release, "levels")
    assert [
        (row["planName"], row["depth"], row["levelName"], row["policies"], row["statements"]) for row in found
    ] == [
        (PLAN, "1", "将来目標（章）", "1", "0"),
        (PLAN, "2", "分野", "1", "0"),
        (PLAN, "3", "施策の方針", "5", "13"),
    ]


def test_departments_by_topic(shipped_release: Release) -> None:
    found = rows(shipped_release, "departments-by-topic")
    assert [(row.get("parentName"), row["departmentName"], row["projects"]) for row in found] == [
        ("市民活動部", "地域のつながり推進課", "1"),
        ("健康福祉部", "福祉総務課", "1"),
    ]


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
    assert [
        (row["planName"], row["projects"], row["priorityProjects"], float(row["percent"])) for row in found
    ] == [(PLAN, "12", "2", 16.7)]


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
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}
    assert {saved.name for saved in saved_queries()} <= tested


def test_a_quotation_mark_is_part_of_a_word(shipped_release: Release) -> None:
    assert rows(shipped_release, "departments-by-topic", {"word": '") } #'}) == []


def test_text_parameters_are_plain_strings() -> None:
    (word,) = saved_query("departments-by-topic").query({}, DEFAULT_BASE).substitutions.values()
    assert word == str(Literal("地域"))


def test_the_questions_one_plan_can_answer_are_there() -> None:
    assert {saved.question for saved in saved_queries()} >= {1, 3, 6, 7, 8, 10}
