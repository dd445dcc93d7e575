"""COFOG by words: the code lists, and the divisions of a sample judged by hand."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from keikaku.link import Work
from keikaku.link.code_lists import code_list_quads, concept
from keikaku.link.cofog import BOTH, DEPARTMENT, NAME, Cofog
from keikaku.rdf.namespaces import CODE, SKOS, XKOS

SAMPLE = Path(__file__).with_name("cofog.csv").read_text(encoding="utf-8")


def test_cofog_has_10_divisions_and_69_groups_and_the_budget_14_titles() -> None:
    quads = list(code_list_quads())
    schemes = Counter(quad.object for quad in quads if quad.predicate == SKOS.inScheme)
    assert schemes == {CODE.term("cofog"): 10 + 69, CODE.term("budget-title"): 14}
    assert sum(quad.predicate == SKOS.broader for quad in quads) == 69


def test_each_title_corresponds_to_concepts_that_exist() -> None:
    quads = list(code_list_quads())
    concepts = {quad.subject for quad in quads if quad.predicate == SKOS.inScheme}
    targets = [quad.object for quad in quads if quad.predicate == XKOS.targetConcept]
    assert len({quad.subject for quad in quads if quad.predicate == XKOS.targetConcept}) == 14
    assert set(targets) <= concepts
    assert concept("cofog", "03.2") in targets


def test_the_rules_name_groups_that_exist() -> None:
    known = {quad.subject for quad in code_list_quads() if isinstance(quad.subject, NamedNode)}
    rows = csv.DictReader(
        io.StringIO((Path(__file__).parents[2] / "data/topics/cofog.csv").read_text("utf-8"))
    )
    assert {concept("cofog", row["cofog"]) for row in rows} <= known


@pytest.mark.parametrize(
    ("name", "department", "division"),
    [
        ("学校運営協議会設置事業", "教育政策課", "09"),
        ("学校施設長寿命化改修事業", "学校施設課", "09"),
        ("議会運営事業", "議会事務局", "01"),
        ("自治会等に対する防犯カメラ設置費助成", "地域安全課", "03"),
    ],
)
def test_a_word_inside_another_does_not_mislead(name: str, department: str, division: str) -> None:
    guess = Cofog().guess(Work("990027", "あけぼの市", "plan", "1", name, departments=(department,)))
    assert guess
    assert guess.group.startswith(division)


def test_the_confidence_is_no_more_than_the_share_that_is_right() -> None:
    cofog, right = Cofog(), {BOTH: Counter[bool](), NAME: Counter[bool](), DEPARTMENT: Counter[bool]()}
    for row in csv.DictReader(io.StringIO(SAMPLE)):
        work = Work(row["city"], "", "plan", "1", row["project"], departments=(row["department"],))
        if guess := cofog.guess(work):
            right[guess.confidence][guess.group.startswith(row["division"])] += 1
    for confidence, found in right.items():
        assert found[True] / found.total() >= confidence
