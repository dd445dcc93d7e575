"""What stands in answers: SPARQL 1.1 results in JSON, XML, CSV and TSV, and graphs in every RDF format."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result

from live_service import Service

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
SRX = "{http://www.w3.org/2005/sparql-results#}"
XSD = "http://www.w3.org/2001/XMLSchema#"
ITS = "{http://www.w3.org/2005/11/its}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# SPARQL terms, and the RDF terms that they are.
TERMS = {
    "iri": ("<http://example.org/計画?a=1&b=2>", URIRef("http://example.org/計画?a=1&b=2")),
    "plain": ('"plain"', Literal("plain")),
    "empty": ('""', Literal("")),
    "japanese": ('"実施計画"@ja', Literal("実施計画", lang="ja")),
    "language with region": ('"colour"@en-GB', Literal("colour", lang="en-gb")),
    "beyond the basic plane": ('"𠮷野家 🏛"', Literal("𠮷野家 🏛")),
    "integer": ("42", Literal("42", datatype=XSD + "integer")),
    "negative decimal": ("-1.5", Literal("-1.5", datatype=XSD + "decimal")),
    "boolean": ("true", Literal("true", datatype=XSD + "boolean")),
    "date": (f'"2014-04-01"^^<{XSD}date>', Literal("2014-04-01", datatype=XSD + "date")),
    "own datatype": ('"x"^^<http://example.org/t>', Literal("x", datatype=URIRef("http://example.org/t"))),
    "quotes": (r'"say \"こんにちは\" \'now\'"', Literal("say \"こんにちは\" 'now'")),
    "backslash": (r'"C:\\new\\table"', Literal("C:\\new\\table")),
    "tab": (r'"a\tb"', Literal("a\tb")),
    "line feed": (r'"a\nb"', Literal("a\nb")),
    "carriage return": (r'"a\rb"', Literal("a\rb")),
    "both": (r'"a\r\nb"', Literal("a\r\nb")),
    "comma": ('"a,b"', Literal("a,b")),
    "markup": ('"<b>&amp;</b> ]]>"', Literal("<b>&amp;</b> ]]>")),
    "spaces around": ('"  a  "', Literal("  a  ")),
    "looks like an IRI": ('"http://example.org/"', Literal("http://example.org/")),
    "looks like a blank node": ('"_:b0"', Literal("_:b0")),
    "looks like a formula": ('"=1+1"', Literal("=1+1")),
    "right-to-left mark": (r'"a\u200Fb"', Literal("a\u200fb")),
    "line separator": (r'"a\u2028b"', Literal("a\u2028b")),
    "delete": (r'"a\u007Fb"', Literal("a\x7fb")),
}


def select(term: str) -> str:
    return f"SELECT ?x {{ VALUES ?x {{ {term} }} }}"


def parsed(body: bytes, format: str) -> list[object]:
    """The values of the one variable, as rdflib reads them; terms of TSV are those of Turtle."""
    if format != "tsv":
        return [row[0] for row in Result.parse(io.BytesIO(body), format=format)]
    terms = body.decode().removesuffix("\n").split("\n")[1:]
    return [next(Graph().parse(data=f"<x:s> <x:p> {term} .", format="turtle").objects()) for term in terms]


@pytest.mark.parametrize(("term", "expected"), TERMS.values(), ids=TERMS)
@pytest.mark.parametrize(("media_type", "format"), [(JSON, "json"), (XML, "xml"), (TSV, "tsv")])
def test_a_term_is_the_same_in_every_format(
    service: Service, media_type: str, format: str, term: str, expected: object
) -> None:
    reply = service.query(select(term), accept=media_type)
    (found,) = parsed(reply.body, format)
    assert (found, type(found)) == (expected, type(expected))
    assert getattr(found, "datatype", None) == getattr(expected, "datatype", None)
    assert str(getattr(found, "language", "")).lower() == str(getattr(expected, "language", "")).lower()


@pytest.mark.parametrize(("term", "expected"), TERMS.values(), ids=TERMS)
def test_csv_has_the_string_value(service: Service, term: str, expected: object) -> None:
    """CSV and TSV results, section 3: values without their kind, quoted as in RFC 4180, lines end in CRLF."""
    body = service.query(select(term), accept=CSV).body.decode()
    assert body.startswith("x\r\n")
    assert body.endswith("\r\n")
    assert list(csv.reader(io.StringIO(body, newline=""))) == [
        ["x"],
        [str(expected)] if str(expected) else [],
    ]


TSV_LINES = {
    "iri": ("<http://example.org/a>", "<http://example.org/a>"),
    "language": ('"計画"@ja', '"計画"@ja'),
    "tab": (r'"a\tb"', r'"a\tb"'),
    "line feed": (r'"a\nb"', r'"a\nb"'),
    "carriage return": (r'"a\rb"', r'"a\rb"'),
    "quote": (r'"a\"b"', r'"a\"b"'),
    "backslash": (r'"a\\b"', r'"a\\b"'),
    "integer": ("42", "42"),
    "datatype": (f'"2014"^^<{XSD}gYear>', f'"2014"^^<{XSD}gYear>'),
}


@pytest.mark.parametrize(("term", "line"), TSV_LINES.values(), ids=TSV_LINES)
def test_tsv_has_terms_as_turtle_writes_them(service: Service, term: str, line: str) -> None:
    """CSV and TSV results, section 4: one line per solution, tabs and breaks escaped, `?` before names."""
    assert service.query(select(term), accept=TSV).text == f"?x\n{line}\n"


NO_XML_CHARACTERS = {"U+0001": 0x01, "U+0000": 0x00, "U+001F": 0x1F, "U+FFFE": 0xFFFE, "U+FFFF": 0xFFFF}


@pytest.mark.parametrize("code", NO_XML_CHARACTERS.values(), ids=NO_XML_CHARACTERS)
def test_characters_that_xml_cannot_hold(service: Service, code: int) -> None:
    """XML 1.0, 2.2 has no spelling for them: the document stays well-formed, and JSON keeps them."""
    text = select(f'"a\\u{code:04X}b"')
    literal = ET.fromstring(service.query(text, accept=XML).body).find(f".//{SRX}literal")
    assert literal is not None
    assert literal.text in {"a\N{REPLACEMENT CHARACTER}b", "ab"}
    assert parsed(service.query(text, accept=JSON).body, "json") == [Literal(f"a{chr(code)}b")]


@pytest.mark.parametrize("code", NO_XML_CHARACTERS.values(), ids=NO_XML_CHARACTERS)
def test_characters_that_rdf_xml_cannot_hold(service: Service, code: int) -> None:
    text = f'CONSTRUCT {{ <x:s> <x:p> "a\\u{code:04X}b" }} WHERE {{}}'
    ET.fromstring(service.query(text, accept="application/rdf+xml").body)


def test_json_has_its_members_in_order(service: Service) -> None:
    """JSON results, 3: RDF4J's reader wants `head` before `results`."""
    reply = service.query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF 2) } }", accept=JSON)
    content = json.loads(reply.body)
    assert list(content) == ["head", "results"]
    assert content["head"]["vars"] == ["a", "b"]
    integer = {"type": "literal", "datatype": XSD + "integer"}
    assert content["results"]["bindings"] == [
        {"a": {**integer, "value": "1"}},
        {"b": {**integer, "value": "2"}},
    ]


def test_json_terms_have_the_members_of_the_specification(service: Service) -> None:
    """JSON results, 3.2.2."""
    text = 'SELECT ?x { VALUES ?x { <x:a> "a" "b"@ja 1 } } ORDER BY ?x'
    found = [row["x"] for row in service.query(text, accept=JSON).json["results"]["bindings"]]
    expected = [
        {"type": "uri", "value": "x:a"},
        {"type": "literal", "value": "a"},
        {"type": "literal", "value": "b", "xml:lang": "ja"},
        {"type": "literal", "value": "1", "datatype": XSD + "integer"},
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_unbound_is_absent_in_every_format(service: Service) -> None:
    text = "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }"
    assert service.query(text, accept=CSV).text == "a,b\r\n1,\r\n"
    assert service.query(text, accept=TSV).text == "?a\t?b\n1\t\n"
    result = ET.fromstring(service.query(text, accept=XML).body).find(f".//{SRX}result")
    assert result is not None
    assert [binding.get("name") for binding in result] == ["a"]


def test_no_solutions_and_one_empty_solution_differ(service: Service) -> None:
    none, empty = "SELECT * { FILTER(false) }", "SELECT * {}"
    assert service.query(none, accept=JSON).json["results"]["bindings"] == []
    assert service.query(empty, accept=JSON).json["results"]["bindings"] == [{}]
    for text, number in ((none, 0), (empty, 1)):
        found = ET.fromstring(service.query(text, accept=XML).body).findall(f".//{SRX}result")
        assert len(found) == number


def test_a_blank_node_keeps_its_label_within_an_answer(service: Service) -> None:
    """XML results, 2.3.1: labels are local to the answer, and the same node has the same label."""
    text = "SELECT ?a ?b { BIND(BNODE() AS ?a) BIND(?a AS ?b) }"
    for media_type, format in ((JSON, "json"), (XML, "xml")):
        ((a, b),) = Result.parse(io.BytesIO(service.query(text, accept=media_type).body), format=format)
        assert isinstance(a, BNode)
        assert a == b


@pytest.mark.parametrize(
    ("media_type", "true", "false"),
    [
        (JSON, '"boolean":true', '"boolean":false'),
        (XML, "<boolean>true</boolean>", "<boolean>false</boolean>"),
        (CSV, "true", "false"),
        (TSV, "true", "false"),
    ],
)
def test_ask_in_every_format(service: Service, media_type: str, true: str, false: str) -> None:
    assert true in service.query("ASK {}", accept=media_type).text.replace(" ", "")
    assert false in service.query("ASK { FILTER(false) }", accept=media_type).text.replace(" ", "")


def test_xml_names_its_variables_in_order(service: Service) -> None:
    """XML results, 2.2: in the order of SELECT."""
    root = ET.fromstring(service.query("SELECT ?z ?a ?m {}", accept=XML).body)
    assert root.tag == f"{SRX}sparql"
    assert [variable.get("name") for variable in root.iter(f"{SRX}variable")] == ["z", "a", "m"]


def test_a_directional_string(service: Service) -> None:
    """SPARQL 1.2: language and direction in XML and JSON."""
    text = 'SELECT ("سلام"@ar--rtl AS ?x) {}'
    found = service.query(text, accept=JSON).json["results"]["bindings"][0]["x"]
    assert found == {"type": "literal", "value": "سلام", "xml:lang": "ar", "its:dir": "rtl"}
    literal = ET.fromstring(service.query(text, accept=XML).body).find(f".//{SRX}literal")
    assert literal is not None
    assert (literal.get(LANG), literal.get(f"{ITS}dir")) == ("ar", "rtl")


def test_a_triple_term(service: Service) -> None:
    """SPARQL 1.2: a triple as a term."""
    text = "SELECT (<<( <x:s> <x:p> 1 )>> AS ?x) {}"
    found = service.query(text, accept=JSON).json["results"]["bindings"][0]["x"]
    assert found["type"] == "triple"
    assert found["value"]["predicate"] == {"type": "uri", "value": "x:p"}
    assert "<<( <x:s> <x:p> 1 )>>" in service.query(text, accept=TSV).text


# rdflib 7.6 warns of its own parsers.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")

GRAPH_FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}
PLAN = "https://w3id.org/keikaku/ontology#Plan"
ALL_TERMS = " ".join(term for term, _ in TERMS.values())
CONSTRUCTS = {
    "a whole plan": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ ?plan a <{PLAN}> . ?s ?p ?o }} }}",
    "blank nodes": "CONSTRUCT { _:a <x:in> ?x . _:a <x:of> _:b } WHERE { VALUES ?x { 1 2 } }",
    "nothing": "CONSTRUCT { ?s ?p ?o } WHERE { ?s <x:none> ?o . ?s ?p ?o }",
    "short form": f"CONSTRUCT WHERE {{ ?s a <{PLAN}> }}",
    "literals": f"CONSTRUCT {{ <x:s> <x:p> ?x }} WHERE {{ VALUES ?x {{ {ALL_TERMS} }} }}",
}


def graph(body: bytes, format: str) -> Graph:
    """The default graph of a document, as rdflib reads it."""
    if format not in {"trig", "nquads"}:
        return Graph().parse(data=body, format=format)
    dataset = Dataset()
    dataset.parse(data=body, format=format)
    return dataset.default_graph


@pytest.mark.parametrize("text", CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_a_graph_is_the_same_in_every_format(service: Service, text: str) -> None:
    graphs = [
        graph(service.query(text, accept=media_type).body, format)
        for media_type, format in GRAPH_FORMATS.items()
    ]
    assert len(graphs[0]) > 0 or "x:none" in text
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_a_graph_is_a_set(service: Service) -> None:
    """SPARQL 1.1 Query, 16.2: the result is an RDF graph, in which a triple stands once."""
    text = "CONSTRUCT { <x:s> <x:p> <x:o> } WHERE { VALUES ?x { 1 2 3 } }"
    assert service.query(text, accept="application/n-triples").text.count("<x:s>") == 1


def test_triples_that_cannot_be_are_left_out(service: Service) -> None:
    """SPARQL 1.1 Query, 16.2: a literal is no subject, and an unbound variable makes no triple."""
    text = 'CONSTRUCT { ?s <x:p> ?o } WHERE { VALUES (?s ?o) { ("a" 1) (<x:a> UNDEF) (<x:b> 2) } }'
    assert len(Graph().parse(data=service.query(text, accept="text/turtle").body, format="turtle")) == 1


ROWS = 100_000
MANY = f"SELECT ?a ?p ?b {{ ?a ?p ?x . ?b ?q ?y }} LIMIT {ROWS}"


def rows(body: bytes, media_type: str) -> int:
    if media_type == JSON:
        return len(json.loads(body)["results"]["bindings"])
    if media_type == XML:
        return sum(element.tag == f"{SRX}result" for _, element in ET.iterparse(io.BytesIO(body)))
    return body.count(b"\n") - 1


@pytest.mark.parametrize("media_type", [JSON, XML, CSV, TSV])
def test_a_hundred_thousand_rows_come_whole(service: Service, media_type: str) -> None:
    reply = service.query(MANY, accept=media_type)
    assert reply.is_complete
    assert rows(reply.body, media_type) == ROWS


def test_a_hundred_thousand_triples_come_whole(service: Service) -> None:
    text = f"CONSTRUCT {{ ?a <x:with> ?b }} WHERE {{ SELECT DISTINCT ?a ?b {{ ?a ?p ?x . ?b ?q ?y }} LIMIT {ROWS} }}"
    reply = service.query(text, accept="application/n-triples")
    assert reply.is_complete
    assert reply.body.count(b" .\n") == ROWS
