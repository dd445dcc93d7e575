"""Every rule: the small plan keeps it, and a plan that breaks it is told so, and nothing else.

`{theme}.yaml` breaks the rules of `shapes/{theme}.ttl`: by rule, the SPARQL updates that do it, and the thing
(or things) in which the rule is then broken; `also` and `warnings` name what else cannot hold.
"""

from dataclasses import dataclass
from pathlib import Path

import pyshacl
import pytest
import rdflib
import yaml
from pyoxigraph import RdfFormat, Store
from rdflib.namespace import RDF, SH

from keikaku.check import Severity, check
from keikaku.check.rule import rules_of, shipped_shapes
from keikaku.resources import content_folder

HERE = Path(__file__).parent
PLAN = HERE / "plan.ttl"
ID = "https://w3id.org/keikaku/id/"
HEAD = "\n".join(
    line.removesuffix(" .").replace("@", "", 1)
    for line in PLAN.read_text("utf-8").splitlines()
    if line.startswith("@")
)

Broken = set[tuple[Severity, str, str]]


@dataclass(frozen=True)
class Case:
    rule: str
    update: str
    expected: frozenset[tuple[Severity, str, str]]


def cases(path: Path) -> list[Case]:
    return [
        Case(rule, entry["update"], frozenset(expected(rule, entry)))
        for rule, entries in yaml.safe_load(path.read_text("utf-8")).items()
        for entry in entries
    ]


def expected(rule: str, entry: dict) -> Broken:
    own = {rule: entry.get("thing") or entry["things"]}
    by_severity = [
        (Severity(entry.get("severity", "violation")), own),
        (Severity.VIOLATION, entry.get("also", {})),
        (Severity.WARNING, entry.get("warnings", {})),
    ]
    return {
        (severity, name, ID + thing)
        for severity, things_of in by_severity
        for name, things in things_of.items()
        for thing in ([things] if isinstance(things, str) else things)
    }


def store() -> Store:
    store = Store()
    store.load(path=PLAN, format=RdfFormat.TURTLE)
    return store


def broken(store: Store) -> Broken:
    return {(f.severity, f.rule.key, f.thing.value) for f in check(store, {}).findings}


CASES = [case for path in sorted(HERE.glob("*.yaml")) for case in cases(path)]


def test_a_valid_plan_breaks_no_rule():
    assert broken(store()) == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_broken_plan_breaks_this_rule_and_no_other(case):
    data = store()
    data.update(f"{HEAD}\n{case.update}")
    assert broken(data) == case.expected


@pytest.mark.parametrize("path", sorted(content_folder("shapes").glob("*.ttl")), ids=lambda path: path.stem)
def test_every_rule_has_a_plan_that_breaks_it(path):
    graph = rdflib.Graph().parse(path, format="turtle")
    beside = HERE / f"{path.stem}.yaml"
    covered = {case.rule for case in cases(beside)} if beside.exists() else set()
    assert {rule.key for rule in rules_of(graph).values()} == covered


def test_every_shape_is_a_rule():
    graph, rules = shipped_shapes()
    shapes = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    assert {str(shape) for shape in shapes} == rules.keys()


def test_the_shapes_are_shapes():
    """They conform to the shapes graph of shapes (SHACL, appendix C)."""
    graph = rdflib.Graph()
    for path in content_folder("shapes").glob("*.ttl"):
        graph.parse(path)
    conforms, _, words = pyshacl.validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, words


def test_every_rule_speaks_both_languages():
    graph, rules = shipped_shapes()
    for shape in map(rdflib.URIRef, rules):
        for predicate in (rdflib.RDFS.label, SH.message):
            languages = sorted(str(text.language) for text in graph.objects(shape, predicate))
            assert languages == ["en", "ja"], (shape, predicate)


def test_every_rule_has_a_target():
    graph, rules = shipped_shapes()
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    targeted = {str(shape) for target in targets for shape in graph.subjects(target)}
    assert targeted == rules.keys()


@pytest.mark.parametrize("code", ["011002", "131016", "142042", "472018"])
def test_check_digits_of_real_municipalities_are_right(code):
    """札幌市, 千代田区, 鎌倉市, 那覇市 (総務省 list of local government codes)."""
    data = store()
    data.update(
        f'{HEAD}\nDELETE DATA {{ <municipality/142042> dcterms:identifier "142042" }} ;'
        f'INSERT DATA {{ <municipality/142042> dcterms:identifier "{code}" }}'
    )
    assert broken(data) == set()


@pytest.mark.parametrize(
    ("value", "printed", "unit"),
    [
        ("1425000000.0", "1,425", "百万円"),
        ("1425000000.0", "１，４２５", "百万円"),
        ("1425000000.0", "1425000", "千円"),
        ("1425000000.0", "142500", "万円"),
        ("1425000000.0", "14.25", "億円"),
        ("1425000000.0", "１４．２５", "億円"),
        ("1425000000.0", "1,425,000,000", "円"),
        # A chain is the reader's to multiply.
        ("1425000000.0", "14億2,500万", "円"),
    ],
)
def test_a_printed_value_times_its_unit_is_the_value_in_yen(value, printed, unit):
    data = store()
    data.update(
        f"{HEAD}\nDELETE {{ ?amount mp:publishedValue ?value ; mp:publishedUnit ?unit ; schema:value ?yen }}"
        f' INSERT {{ ?amount mp:publishedValue "{printed}" ; mp:publishedUnit "{unit}" ; schema:value {value} }}'
        " WHERE { <policy/142042/early/0-1> mp:amount ?amount ."
        " ?amount mp:publishedValue ?value ; mp:publishedUnit ?unit ; schema:value ?yen }"
    )
    assert broken(data) == set()


@pytest.mark.parametrize("printed", ["△0.5", "▲0.5", "－0.5", "-0.5", "−０．５"])
def test_a_negative_amount_may_be_printed_with_a_triangle_or_a_minus(printed):
    data = store()
    amount = "<amount/142042/early/project/0-1-1-1/estimate-2014>"
    before = 'mp:publishedValue "500" ; mp:publishedUnit "千円" ; schema:value 500000.0'
    after = f'mp:publishedValue "{printed}" ; mp:publishedUnit "百万円" ; schema:value -500000.0'
    data.update(f"{HEAD}\nDELETE DATA {{ {amount} {before} }} ; INSERT DATA {{ {amount} {after} }}")
    assert broken(data) == set()


SET_TOTAL = """
DELETE {{ ?total schema:value ?yen ; mp:publishedValue ?printed ; mp:publishedUnit ?unit }}
INSERT {{ ?total schema:value {yen}.0 ; mp:publishedValue "{yen}" ; mp:publishedUnit "円" }}
WHERE {{ ?total schema:value ?yen ; mp:publishedValue ?printed ; mp:publishedUnit ?unit .
    FILTER(?total = <amount/142042/early/policy/0-1/estimate-2014-2016>) }} ;
"""
# 広報事業 at 200,000 yen in each of the three years, and in one that is not of the total's period.
YEARLY = "".join(
    f"""
INSERT DATA {{
    <project/142042/early/koho> mp:amount <amount/koho/{year}> .
    <amount/koho/{year}> a mp:Amount ; rdfs:label "推計 {year}"@ja ; schema:value 200000.0 ; schema:currency "JPY" ;
        mp:amountKind amount-kind:estimate ; mp:amountStatus amount-status:stated ; mp:basis basis:printed ;
        mp:fiscalYear <fiscal-year/{year}> ; mp:publishedValue "200" ; mp:publishedUnit "千円" ;
        prov:wasDerivedFrom <document/142042/page#line=160,162> }} ;
"""
    for year in (2014, 2015, 2016, 2017)
)
# The total stands on the policy above the one whose projects are summed.
RAISED = """
DELETE DATA { <policy/142042/early/0-1> mp:amount <amount/142042/early/policy/0-1/estimate-2014-2016> } ;
INSERT DATA { <policy/142042/early/0> mp:amount <amount/142042/early/policy/0-1/estimate-2014-2016> } ;
"""
# The total excludes personnel, the project's amount for the period includes it: they cannot be compared.
WITH_PERSONNEL = """
INSERT DATA { <amount/142042/early/policy/0-1/estimate-2014-2016> mp:includesPersonnel false .
    <amount/142042/early/project/0-1-1-1/estimate-2014-2016> mp:includesPersonnel true } ;
"""


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        # 1.3 百万円 for the period; its 500 千円 of 2014 are inside.
        ("", 1_300_000),
        (YEARLY, 1_300_000 + 3 * 200_000),
        (RAISED, 1_300_000),
        (RAISED + YEARLY, 1_300_000 + 3 * 200_000),
        # Not the 1.3 百万円 with personnel, but the 500 千円 of 2014 without.
        (WITH_PERSONNEL + YEARLY, 500_000 + 3 * 200_000),
    ],
    ids=["period", "years", "descendant", "descendant-years", "personnel"],
)
def test_parts_may_fill_a_total_but_not_exceed_it(change, parts):
    data = store()
    data.update(HEAD + change + SET_TOTAL.format(yen=parts))
    assert broken(data) == set()
    data.update(HEAD + SET_TOTAL.format(yen=parts - 1))
    total = ID + "amount/142042/early/policy/0-1/estimate-2014-2016"
    assert broken(data) == {(Severity.VIOLATION, "amount-covers-projects", total)}
