import pytest

from keikaku.check.rule import SHAPES, Rule, rules_of, shapes_graph, shipped_shapes
from keikaku.language import Text

RULE = Rule(
    SHAPES + "sum-fits",
    Text("合計は超えない。", "The sum fits."),
    Text(
        "合計 {?sum} 円が「{?total}」を超えています（{$this}）。", "{?sum} yen exceed “{?total}” ({$this})."
    ),
    Text("確かめてください。", "Check it."),
)


def test_a_rule_goes_by_the_name_of_its_shape():
    assert RULE.key == "sum-fits"


@pytest.mark.parametrize("total", ["https://w3id.org/keikaku/id/amount/1", "a (b) [c] {d}", "二\n行", "a\\b"])
def test_a_filled_message_gives_its_values_back(total):
    for template in RULE.message:
        filled = template.replace("{?sum}", "1200").replace("{?total}", total)
        assert RULE.values(filled) == {"sum": "1200", "total": total, "this": "{$this}"}


def test_another_message_gives_nothing():
    assert RULE.values("something else") == {}


def test_a_message_is_filled_in_its_language():
    words = {"sum": Text("1,200", "1,200"), "total": Text("推計", "estimate"), "this": Text("計画", "plan")}
    assert RULE.fill("ja", words) == "合計 1,200 円が「推計」を超えています（計画）。"
    assert RULE.fill("en", words) == "1,200 yen exceed “estimate” (plan)."


def test_what_looks_like_a_variable_in_a_value_stays():
    words = {"sum": Text("{?total}", "{?total}"), "total": Text(r"\1", r"\1")}
    assert RULE.fill("en", words) == r"{?total} yen exceed “\1” ({$this})."


def test_rules_have_their_own_advice_or_the_general_one(tmp_path):
    (tmp_path / "a.ttl").write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <a:own> rdfs:label "甲"@ja , "A"@en ; sh:message "乙"@ja , "B"@en ; rdfs:comment "丙"@ja , "C"@en .
        <a:general> rdfs:label "甲"@ja , "A"@en ; sh:message "乙"@ja , "B"@en .
        """,
        "utf-8",
    )
    rules = rules_of(shapes_graph(tmp_path))
    assert rules["a:own"] == Rule("a:own", Text("甲", "A"), Text("乙", "B"), Text("丙", "C"))
    assert "corrections.yaml" in rules["a:general"].advice.en


def test_the_shapes_are_loaded_once():
    assert shipped_shapes() is shipped_shapes()
