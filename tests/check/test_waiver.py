"""A violation that a person lets stand stays in every form of the report, and keeps nothing from being released."""

import json
from datetime import date
from xml.etree import ElementTree as Xml

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from keikaku.check import Report, junit, machine, results, sarif, text, waived
from keikaku.check.record import from_records, to_records
from keikaku.language import Text
from keikaku.plan.waiver import Waiver
from keikaku.problem import Place, Problem
from keikaku.rdf.namespaces import RDFS, SH

WHY = Text("文書のとおり。", "As printed.")
PLACE = Place("waivers.yaml", line=4)
KOHO = "project/142042/early/koho"
RULE = "project-code-unique"


def waiver(rule: str, thing: str) -> Waiver:
    return Waiver(rule, thing, "企画課", date(2026, 11, 22), WHY, PLACE)


@pytest.fixture
def standing(report: Report) -> Report:
    """Both projects with one code are let stand, one by its name and one by its place."""
    other = "document/142042/page#line=260,261"
    return waived(report, [waiver(RULE, KOHO), waiver(RULE, other)])


def test_what_is_let_stand_does_not_count(report, standing):
    assert not report.conforms
    assert standing.conforms
    assert standing.waived == 2
    assert len(standing.findings) == len(report.findings)


def test_a_waiver_is_of_one_rule(report):
    partly = waived(report, [waiver(RULE, KOHO)])
    assert not partly.conforms
    assert [f.rule.key for f in partly.findings if f.waiver] == [RULE]


def test_the_text_says_why_and_who(standing):
    said = text(standing, "ja")
    assert "理由: 文書のとおり。 (企画課, 2026-11-22)" in said
    assert said.splitlines()[-1] == "適合: 違反 0 件、警告 1 件、注記 1 件、認められたもの 2 件"
    assert "Reason: As printed. (企画課, 2026-11-22)" in text(standing, "en")


def test_json_says_why_and_who(standing):
    document = json.loads(machine(standing))
    assert document["counts"]["waived"] == 2
    assert document["findings"][0]["waiver"] == {
        "by": "企画課",
        "date": "2026-11-22",
        "why": {"ja": "文書のとおり。", "en": "As printed."},
    }


def test_sarif_has_it_suppressed(standing):
    """SARIF 2.1.0, section 3.35: what a person has reviewed and accepted outside the source."""
    found = json.loads(sarif(standing, "en"))["runs"][0]["results"]
    assert found[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "As printed. (企画課, 2026-11-22)"}
    ]
    assert "suppressions" not in found[-1]


def test_junit_has_it_skipped(standing):
    suite = Xml.fromstring(junit(standing, "en"))
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "2")
    assert [skipped.get("message") for skipped in suite.iter("skipped")] == ["As printed. (企画課)"] * 2


def test_the_graph_keeps_the_result_with_its_reason(standing):
    quads = list(parse(results(standing, "https://w3id.org/keikaku/"), RdfFormat.TURTLE))
    (conforms,) = (quad.object.value for quad in quads if quad.predicate == SH.conforms)
    assert conforms == "true"
    assert len([quad for quad in quads if quad.object == SH.Violation]) == 2
    reasons = [quad for quad in quads if quad.predicate == RDFS.comment]
    assert {quad.object for quad in reasons} >= {Literal("As printed. (企画課)", language="en")}


@pytest.mark.parametrize(
    ("rule", "thing", "words"),
    [
        (RULE, "project/142042/early/0-1-1-1", "does not break the rule"),
        ("step-basis", KOHO, "does not break the rule"),
        ("project-code-uniqe", KOHO, "There is no rule"),
        (RULE, "oho", "does not break the rule"),
    ],
)
def test_a_waiver_that_lets_nothing_stand_is_an_error(report, rule, thing, words):
    with pytest.raises(Problem, match=words) as caught:
        waived(report, [waiver(rule, thing)])
    assert caught.value.place == PLACE


def test_a_report_comes_back_from_its_records(standing):
    assert from_records(json.loads(json.dumps(to_records(standing)))) == standing
