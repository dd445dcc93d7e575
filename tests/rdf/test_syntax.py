import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from keikaku.plan import Plan
from keikaku.rdf import SYNTAXES, Iris, Syntax, canonical_quads, plan_quads, vocabulary_quads
from keikaku.rdf.literal import ja

BASE = Iris().base
QUADS_TOO = {"trig", "nq", "jsonld"}
RDFLIB = {"ttl": "turtle", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}

# Everything that XML can carry: no surrogates, no noncharacters, no controls but tab and line ends.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r\u0085\u2028\u202e\u200f\"'\\<>&]{}𠮷髙﨑")
)
every_syntax = pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda syntax: syntax.suffix)


def read_back(content: bytes, syntax: Syntax) -> set[Quad]:
    syntax_read = RdfFormat.from_extension(syntax.suffix)
    assert syntax_read
    return set(parse(content, syntax_read, base_iri="http://other.example/"))


def as_far_as_it_can(quads: list[Quad], syntax: Syntax) -> set[Quad]:
    if syntax.suffix in QUADS_TOO:
        return set(quads)
    return {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


@every_syntax
@settings(max_examples=150)
@given(text=texts)
def test_every_text_survives(syntax: Syntax, text: str) -> None:
    node, graph = NamedNode(f"{BASE}id/step/1"), NamedNode(f"{BASE}id/graph/1")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = canonical_quads([Quad(node, label, ja(text), graph), Quad(node, label, Literal(text), graph)])
    assert read_back(syntax.write(quads, BASE), syntax) == as_far_as_it_can(quads, syntax)


@every_syntax
def test_a_plan_and_the_vocabulary_are_read_back(syntax: Syntax, plan: Plan) -> None:
    quads = canonical_quads([*plan_quads(plan, Iris()), *vocabulary_quads()])
    found = canonical_quads(read_back(syntax.write(quads, BASE), syntax))
    assert found == canonical_quads(as_far_as_it_can(quads, syntax))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib 7.6 calls what it deprecates
@every_syntax
def test_another_reader_finds_as_many_triples(syntax: Syntax, plan: Plan) -> None:
    quads = canonical_quads([*plan_quads(plan, Iris()), *vocabulary_quads()])
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=syntax.write(quads, BASE), format=RDFLIB.get(syntax.suffix, syntax.suffix))
    assert len(dataset) == len({quad.triple for quad in quads})
    label = dataset.value(rdflib.URIRef(f"{BASE}id/step/142042/zenki/0-1-1-1/2014/1"), rdflib.RDFS.label)
    assert label == rdflib.Literal("大船地域づくり会議の運営・自立支援", lang="ja")


@every_syntax
def test_the_same_quads_give_the_same_bytes_in_any_order(syntax: Syntax, plan: Plan) -> None:
    quads = list(plan_quads(plan, Iris()))
    expected = syntax.write(canonical_quads(quads), BASE)
    random.Random(7).shuffle(quads)
    assert syntax.write(canonical_quads(quads), BASE) == expected


def test_the_same_quads_give_the_same_bytes_in_another_process() -> None:
    golden = Path(__file__).parent / "kamakura.trig"
    program = f"""
import hashlib, sys
from pyoxigraph import RdfFormat, parse
from keikaku.rdf import SYNTAXES, canonical_quads, vocabulary_quads
quads = canonical_quads([*set(parse(path={str(golden)!r}, format=RdfFormat.TRIG)), *vocabulary_quads()])
for syntax in SYNTAXES:
    print(syntax.suffix, hashlib.sha256(syntax.write(quads, {BASE!r})).hexdigest())
"""
    first, second = (
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert first.count(b"\n") == len(SYNTAXES)


def test_turtle_is_grouped_and_short(plan: Plan) -> None:
    by_suffix = {syntax.suffix: syntax for syntax in SYNTAXES}
    turtle = by_suffix["ttl"].write(canonical_quads(plan_quads(plan, Iris())), BASE).decode()
    assert (
        """\
<id/step/142042/zenki/0-1-1-1/2014/2> a mp:Step ;
    rdfs:label "小学校区での地域会議設立の検討"@ja ;
    prov:wasDerivedFrom <id/document/142042/page#line=239,242> ;
    mp:basis basis:corrected ;
    mp:fiscalYear <id/fiscal-year/2014> ;
    mp:order 2 .
"""
        in turtle
    )
    assert (
        """
    mp:amount
        <id/amount/142042/zenki/project/0-1-1-1/estimate-2014-2016>,
        <id/amount/142042/zenki/project/0-1-1-1/settlement-2014> ;
"""
        in turtle
    )
    assert " \n" not in turtle
    assert "@prefix mp: <https://w3id.org/keikaku/ontology#> ." in turtle
    assert "@prefix void:" not in turtle


def test_rdf_xml_keeps_a_carriage_return_for_every_reader() -> None:
    node = NamedNode("http://example.org/s")
    xml = next(syntax for syntax in SYNTAXES if syntax.suffix == "rdf")
    graph = rdflib.Graph().parse(
        data=xml.write([Quad(node, NamedNode("http://example.org/ns#p"), Literal("一\r\n二"))], BASE),
        format="xml",
    )
    assert [str(value) for value in graph.objects()] == ["一\r\n二"]
