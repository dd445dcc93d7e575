from dataclasses import replace
from xml.etree import ElementTree as Xml

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keikaku.check import Report, junit
from keikaku.check.rule import shipped_shapes
from keikaku.language import Text


def test_violations_are_failures_and_the_rest_pass(report):
    suite = Xml.fromstring(junit(report, "ja"))
    cases = suite.findall("testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert suite.get("failures") == "2"
    assert suite.get("tests") == str(len(cases))
    assert [case.get("name") for case in failed] == [
        "data/142042-kamakura/計画.txt 161行 広報事業",
        "data/142042-kamakura/計画.txt 261行 社会福祉啓発事業",
    ]
    assert failed[0].find("failure").get("message") == "「社会福祉啓発事業」と事業コードが同じです。"


def test_warnings_and_notes_are_told(report):
    suite = Xml.fromstring(junit(report, "en"))
    told = [case.findtext("system-out") for case in suite if case.find("system-out") is not None]
    assert told == [
        "warning: It has no step in fiscal year 2015.",
        "info: The years of the steps were inferred from their order.",
    ]


def test_each_rule_that_holds_is_a_case(report):
    names = {case.get("classname") for case in Xml.fromstring(junit(report, "ja"))}
    assert names == {rule.key for rule in shipped_shapes()[1].values()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(alphabet=st.characters()))
def test_any_label_is_well_formed_xml(report, label):
    finding = replace(report.findings[0], label=Text(label, label), message=Text(label, label))
    suite = Xml.fromstring(junit(Report((finding,)), "ja").encode())
    assert len(suite.findall("testcase/failure")) == 1
