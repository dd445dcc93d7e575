import json

from hypothesis import given
from hypothesis import strategies as st

from keikaku.check import machine
from keikaku.check.machine import dumps


def test_a_report_as_json(report):
    document = json.loads(machine(report))
    assert document["conforms"] is False
    assert document["counts"] == {"violation": 2, "warning": 1, "info": 1, "waived": 0}
    assert document["findings"][0] == {
        "severity": "violation",
        "rule": "project-code-unique",
        "shape": "https://w3id.org/keikaku/shapes#project-code-unique",
        "text": {"ja": "事業コードは計画の中でただ一つ。", "en": "A project's code is unique in its plan."},
        "message": {
            "ja": "「社会福祉啓発事業」と事業コードが同じです。",
            "en": "“社会福祉啓発事業” has the same code.",
        },
        "advice": {
            "ja": "両方のコードを文書で確かめてください。"
            "文書の誤りなら、訂正（corrections.yaml）に記してください。",
            "en": "Check both codes in the document. If it is the document's own error, settle it in corrections.yaml.",
        },
        "thing": "https://w3id.org/keikaku/id/project/142042/early/koho",
        "label": {"ja": "広報事業", "en": "広報事業"},
        "path": "http://www.w3.org/2004/02/skos/core#notation",
        "found": [{"ja": "0-1-1-2", "en": "0-1-1-2"}],
        "place": {"file": "data/142042-kamakura/計画.txt", "line": 161, "page": None, "row": None},
        "source": "https://w3id.org/keikaku/id/document/142042/page#line=160,162",
        "waiver": None,
    }


@given(st.text(alphabet=st.characters()))
def test_any_words_are_json_that_utf_8_can_carry(words):
    assert json.loads(dumps({words: words}).encode()) == {words: words}
