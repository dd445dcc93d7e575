"""SARIF 2.1.0: sections 3.14 (run), 3.19 (tool component), 3.27 (result), 3.28–3.30 (places)."""

import json
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keikaku.check import Report, sarif
from keikaku.language import Text
from keikaku.problem import Place


def run(report, language="ja"):
    log = json.loads(sarif(report, language))
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return only


def test_each_finding_is_a_result_of_its_rule(report):
    done = run(report)
    rules = done["tool"]["driver"]["rules"]
    assert [(r["ruleId"], r["level"]) for r in done["results"]] == [
        ("project-code-unique", "error"),
        ("project-code-unique", "error"),
        ("priority-step-each-year", "warning"),
        ("doubt-note", "note"),
    ]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in done["results"])
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_a_result_stands_at_its_line(report):
    (location,) = run(report)["results"][0]["locations"]
    physical = location["physicalLocation"]
    assert unquote(physical["artifactLocation"]["uri"]) == "data/142042-kamakura/計画.txt"
    assert physical["region"] == {"startLine": 161}
    assert location["logicalLocations"][0]["name"] == "広報事業"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("ja", "「広報事業」: 「社会福祉啓発事業」と事業コードが同じです。"),
        ("en", "“広報事業”: “社会福祉啓発事業” has the same code."),
    ],
)
def test_messages_are_in_the_language_of_the_run(report, language, message):
    done = run(report, language)
    assert done["language"] == language
    assert done["results"][0]["message"]["text"] == message


def test_a_page_has_no_line_and_a_finding_without_a_place_no_file(report):
    page = replace(report.findings[0], place=Place("計画.pdf", page=3))
    nowhere = replace(report.findings[0], place=None)
    first, second = (r["locations"][0] for r in run(Report((page, nowhere)))["results"])
    assert "region" not in first["physicalLocation"]
    assert "physicalLocation" not in second


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters(), min_size=1))
def test_any_label_and_file_name_are_carried_whole(report, label, file):
    finding = replace(report.findings[0], label=Text(label, label), place=Place(file, line=1))
    encoded = sarif(Report((finding,)), "ja").encode()
    (location,) = json.loads(encoded)["runs"][0]["results"][0]["locations"]
    assert location["logicalLocations"][0]["name"] == label
    assert location["physicalLocation"]["artifactLocation"]["uri"].isascii()
