"""A municipality and its departments as a graph."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from keikaku.plan import Department, Municipality
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.iri import Iris
from keikaku.rdf.literal import decimal, ja, string
from keikaku.rdf.namespaces import DCTERMS, MP, ORG, RDF, RDFS, SCHEMA, SKOS


def municipality_quads(municipality: Municipality, iris: Iris) -> Iterator[Quad]:
    """The graph `id/graph/municipality/{code}`."""
    return in_graph(iris.municipality_graph(municipality.code), _triples(municipality, iris))


def _triples(municipality: Municipality, iris: Iris) -> Iterator[Triple]:
    yield from city_triples(municipality, iris)
    for department in municipality.departments:
        yield from _department(department, municipality.code, iris)


def city_triples(municipality: Municipality, iris: Iris) -> Iterator[Triple]:
    """What a municipality itself is: names, codes, prefecture and position."""
    name_en = Literal(municipality.name_en, language="en") if municipality.name_en else None
    corporate_number, position = municipality.corporate_number, municipality.position
    return about(
        iris.municipality(municipality.code),
        (RDF.type, MP.Municipality),
        (RDFS.label, ja(municipality.name)),
        (RDFS.label, name_en),
        (SKOS.altLabel, Literal(municipality.reading, language="ja-hira") if municipality.reading else None),
        (DCTERMS.identifier, string(municipality.code)),
        (MP.prefecture, iris.prefecture(municipality.prefecture_code)),
        (MP.corporateNumber, string(corporate_number) if corporate_number else None),
        (SCHEMA.identifier, area_code(municipality.standard_area_code)),
        (SCHEMA.areaServed, _geonames(municipality.geonames) if municipality.geonames else None),
        (SCHEMA.latitude, decimal(position.latitude) if position else None),
        (SCHEMA.longitude, decimal(position.longitude) if position else None),
    )


def area_code(code: str | None) -> NamedNode | None:
    """The IRI of a standard area code by the form that e-Stat documents for its Linked Open Data."""
    return NamedNode(f"http://data.e-stat.go.jp/lod/sac/C{code}") if code else None


def _department(department: Department, code: str, iris: Iris) -> Iterator[Triple]:
    # The range of org:unitOf is a FormalOrganization: a 課 in a 部 is never a unit of the 部.
    above = (
        (ORG.subOrganizationOf, iris.department(code, department.parent))
        if department.parent
        else (ORG.unitOf, iris.municipality(code))
    )
    yield from about(
        iris.department(code, department.key),
        (RDF.type, MP.Department),
        (RDFS.label, ja(department.name)),
        above,
        (RDFS.comment, ja(department.note) if department.note else None),
    )


def _geonames(number: str) -> NamedNode:
    return NamedNode(f"https://sws.geonames.org/{number}/")
