"""What a finding says of the thing it is about: where it stands, what was found, in both languages."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, parse

from keikaku.check import Report, Severity, check
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.rdf.namespaces import MP, RDFS, SKOS

DOCUMENT = "https://w3id.org/keikaku/id/document/142042/page"
FILES = {DOCUMENT: "計画.txt"}


def only(report):
    (finding,) = report.findings
    return finding


def test_a_report_without_violations_conforms(broken):
    open_doubt = "DELETE WHERE { <doubt/142042/early/steps> mp:settledBy ?correction }"
    report = check(broken(open_doubt), FILES)
    assert report.conforms
    assert [report.count(severity) for severity in Severity] == [0, 1, 0]


def test_a_violation_does_not_conform(report):
    assert not report.conforms
    assert [report.count(severity) for severity in Severity] == [2, 1, 1]


def test_findings_come_gravest_first_then_in_the_order_of_the_document(report):
    assert [(f.severity, f.place.line) for f in report.findings] == [
        (Severity.VIOLATION, 161),
        (Severity.VIOLATION, 261),
        (Severity.WARNING, 261),
        (Severity.INFO, 215),
    ]


def test_a_constraint_on_the_plan_is_about_the_thing_in_it(report):
    """`#line=160,162` (RFC 5147, section 2.2.1) begins with the 161st line."""
    finding = report.findings[0]
    assert finding.label == Text("広報事業", "広報事業")
    assert finding.focus.value.endswith("/plan/142042/early")
    assert finding.thing.value.endswith("/project/142042/early/koho")
    assert finding.place == Place("data/142042-kamakura/計画.txt", line=161)
    assert finding.source.value == f"{DOCUMENT}#line=160,162"
    assert finding.found == (Text("0-1-1-2", "0-1-1-2"),)


def test_a_message_names_things_by_their_labels(broken):
    finding = only(
        check(broken("DELETE DATA { <fiscal-year/2016> time:intervalMeets <fiscal-year/2017> }"), FILES)
    )
    assert finding.message == Text(
        "平成26年度（2014年度） から 平成29年度（2017年度） までの年度が途中で途切れています。",
        "The fiscal years from fiscal year 2014 to fiscal year 2017 have a gap.",
    )


def test_a_message_has_its_numbers_in_groups(broken):
    finding = only(
        check(
            broken("""
                DELETE DATA { <amount/142042/early/project/0-1-1-1/estimate-2014> schema:value 500000.0 } ;
                INSERT DATA { <amount/142042/early/project/0-1-1-1/estimate-2014> schema:value 5000000.0 }
            """),
            FILES,
        )
    )
    assert finding.message.en == "The printed value times its unit is 500,000 yen."
    assert finding.found == (Text("5,000,000", "5,000,000"),)


def test_a_core_constraint_has_its_value_filled_in(broken):
    finding = only(
        check(
            broken("""
                DELETE DATA { <amount/142042/early/project/0-1-1-1/estimate-2014> mp:fiscalYear <fiscal-year/2014> } ;
                INSERT DATA { <amount/142042/early/project/0-1-1-1/estimate-2014> mp:fiscalYear <day/2014-04-01> }
            """),
            FILES,
        )
    )
    year = "https://w3id.org/keikaku/id/day/2014-04-01"
    assert finding.message == Text(
        f"{year} は年度として記されていません。", f"{year} is not described as a fiscal year."
    )


def test_an_unsettled_doubt_speaks_for_itself(report):
    assert report.findings[-1].message == Text(
        "工程の年度は並びから推定しました。", "The years of the steps were inferred from their order."
    )


def test_a_thing_without_a_source_stands_where_the_whole_does(broken):
    finding = only(
        check(broken("DELETE WHERE { <indicator/142042/early/kaigi/target-2016> mp:valueKind ?kind }"), FILES)
    )
    assert finding.place == Place("計画.txt", line=215)


def test_a_municipality_has_no_place_in_a_document(broken):
    finding = only(check(broken("DELETE WHERE { <municipality/142042> mp:prefecture ?prefecture }"), FILES))
    assert finding.place is None


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("line=9,12", Place("計画.txt", line=10)),
        ("page=3", Place("計画.txt", page=3)),
        ("row=7", Place("計画.txt", row=7)),
        ("row=7-9", Place("計画.txt", row=7)),
    ],
)
def test_a_fragment_is_the_line_page_or_row_that_people_count(broken, fragment, place):
    data = broken(f"""
        DELETE DATA {{ <project/142042/early/koho> mp:department <department/142042/shimin> ;
            prov:wasDerivedFrom <document/142042/page#line=160,162> }} ;
        INSERT DATA {{ <project/142042/early/koho> prov:wasDerivedFrom <document/142042/page#{fragment}> .
            <document/142042/page#{fragment}> rdfs:label "箇所"@ja ; dcterms:isPartOf <document/142042/page> }}
    """)
    assert only(check(data, FILES)).place == place


def test_the_first_of_several_sources_counts(broken):
    data = broken("""
        DELETE DATA { <project/142042/early/koho> mp:department <department/142042/shimin> } ;
        INSERT DATA { <project/142042/early/koho> prov:wasDerivedFrom <document/142042/page#line=74,75> }
    """)
    assert only(check(data, FILES)).place == Place("計画.txt", line=75)


def test_a_document_of_unknown_file_goes_by_its_title(broken):
    data = broken("DELETE WHERE { <project/142042/early/koho> mp:department ?department }")
    assert only(check(data, {})).place == Place("計画の推進に向けた考え方", line=161)


def test_one_thing_that_breaks_one_rule_in_two_ways_is_one_finding(broken):
    data = broken('INSERT DATA { <project/142042/early/koho> skos:notation "0086" , "２" }')
    assert only(check(data, FILES)).rule.key == "project-code"


def test_the_same_quads_give_the_same_report(broken):
    update = """
        DELETE WHERE { ?project mp:department ?department } ;
        DELETE WHERE { ?thing prov:wasDerivedFrom ?source } ;
        INSERT DATA { <project/142042/early/koho> rdfs:label "い"@ja , "ろ"@ja , "は"@ja }
    """
    assert check(broken(update), FILES) == check(reversed(broken(update)), FILES)


def test_graph_names_make_no_difference(broken):
    data = broken("DELETE WHERE { <project/142042/early/koho> mp:department ?department }")
    again = parse(
        "\n".join(f"{quad.triple} <https://w3id.org/keikaku/id/graph/x> ." for quad in data),
        RdfFormat.N_QUADS,
    )
    assert check(again, FILES) == check(data, FILES)


def test_nothing_is_a_valid_dataset():
    assert check([], {}).findings == ()


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        ('<project/142042/early/koho> prov:wasDerivedFrom "page 3"', "source-fragment"),
        (r'<project/142042/early/koho> mp:department "\\1 \\d"', "department-of-municipality"),
        ("<project/142042/early/koho> mp:department []", "department-of-municipality"),
        ("[] a mp:Step", "step-project"),
    ],
)
def test_odd_data_is_found_wrong_without_a_crash(broken, odd, rule):
    found = {finding.rule.key for finding in check(broken(f"INSERT DATA {{ {odd} }}"), FILES).findings}
    assert rule in found


@pytest.mark.parametrize(
    "odd",
    [
        '<project/142042/early/koho> rdfs:label "二つ目"@ja ; prov:wasDerivedFrom "page#line=3,4"',
        '<project/142042/early/koho> rdfs:label "二つ目"@ja ; prov:wasDerivedFrom <document/142042/page#line=1e9>',
        "<indicator/1> mp:indicator <indicator/2> . <indicator/2> a mp:Indicator ; mp:indicator <indicator/1>",
        r'<plan/142042/early> mp:amount "\\1 \\d"',
        '<fiscal-year/2017> mp:year "平成29"^^xsd:gYear',
        "<department/142042/shimin> org:subOrganizationOf <department/142042/shimin>",
    ],
)
def test_odd_data_ends_in_a_report(broken, odd):
    assert isinstance(check(broken(f"INSERT DATA {{ {odd} }}"), FILES), Report)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_words_end_in_a_report(broken, words):
    literal = Literal(words)
    texts = {RDFS.label, MP.goal, MP.publishedValue, MP.publishedUnit, SKOS.notation, MP.department}
    data = [
        Quad(quad.subject, quad.predicate, literal) if quad.predicate in texts else quad
        for quad in broken("")
    ]
    report = check(data, FILES)
    assert {finding.label.ja for finding in report.findings} >= {words}


def test_a_triple_about_a_triple_is_refused_in_words():
    quads = parse("<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .", RdfFormat.TURTLE)
    with pytest.raises(Problem, match=r"RDF 1\.2"):
        check(quads, {})
