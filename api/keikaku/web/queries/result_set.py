"""The solutions of a SELECT as RDF, in the W3C's result set vocabulary (rs:ResultSet)."""

import json
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from keikaku.rdf.literal import integer
from keikaku.rdf.namespaces import RDF, Namespace

_RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")


def result_set(results: bytes) -> Iterator[Triple]:
    """The triples for an answer in SPARQL's JSON results format."""
    found = json.loads(results)
    this = BlankNode("results")
    yield Triple(this, RDF.type, _RS.ResultSet)
    for name in found["head"]["vars"]:
        yield Triple(this, _RS.resultVariable, Literal(name))
    for number, row in enumerate(found["results"]["bindings"], 1):
        solution = BlankNode(f"solution{number}")
        yield Triple(this, _RS.solution, solution)
        yield Triple(solution, _RS.term("index"), integer(number))
        for name, term in row.items():
            binding = BlankNode(f"{name}{number}")
            yield Triple(solution, _RS.binding, binding)
            yield Triple(binding, _RS.variable, Literal(name))
            yield Triple(binding, _RS.value, _term(term))


def _term(term: dict[str, str]) -> NamedNode | BlankNode | Literal:
    match term["type"]:
        case "uri":
            return NamedNode(term["value"])
        case "bnode":
            return BlankNode(f"b{term['value']}")
        case _:
            datatype = term.get("datatype")
            return Literal(
                term["value"],
                language=term.get("xml:lang"),
                datatype=NamedNode(datatype) if datatype else None,
            )
