"""Prefectures, and municipalities that have no folder of their own, as a graph."""

from collections.abc import Iterator

from pyoxigraph import Literal, Quad, Triple

from keikaku.plan import Places, Prefecture
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.iri import Iris
from keikaku.rdf.literal import ja, string
from keikaku.rdf.municipality import area_code, city_triples
from keikaku.rdf.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SKOS


def place_quads(places: Places, iris: Iris) -> Iterator[Quad]:
    """The graph `id/graph/place`."""
    return in_graph(iris.place_graph, _triples(places, iris))


def _triples(places: Places, iris: Iris) -> Iterator[Triple]:
    for prefecture in places.prefectures:
        yield from _prefecture(prefecture, iris)
    for municipality in places.municipalities:
        yield from city_triples(municipality, iris)


def _prefecture(prefecture: Prefecture, iris: Iris) -> Iterator[Triple]:
    return about(
        iris.prefecture(prefecture.code),
        (RDF.type, SCHEMA.AdministrativeArea),
        (RDFS.label, ja(prefecture.name)),
        (RDFS.label, Literal(prefecture.name_en, language="en") if prefecture.name_en else None),
        (SKOS.altLabel, Literal(prefecture.reading, language="ja-hira") if prefecture.reading else None),
        (DCTERMS.identifier, string(prefecture.code)),
        (SCHEMA.identifier, area_code(prefecture.standard_area_code)),
    )
