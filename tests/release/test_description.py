"""VoID and DCAT say of the data what the data, asked by SPARQL, say of themselves."""

from hashlib import sha256
from typing import Any

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse

from keikaku.rdf.namespaces import PREFIXES
from keikaku.release import Release

BASE = "https://w3id.org/keikaku/"


@pytest.fixture
def description(release: Release) -> Store:
    store = Store()
    for name in ("void.ttl", "dcat.ttl"):
        store.load(path=release.path / name, format=RdfFormat.TURTLE)
    return store


@pytest.fixture
def data(release: Release) -> Store:
    store = Store()
    store.load(path=release.dumps / "keikaku.nq", format=RdfFormat.N_QUADS)
    return store


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found: Any = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [tuple(term.value if term else "" for term in row) for row in found]


def described(description: Store, what: str) -> int:
    ((number,),) = rows(description, f"SELECT ?n {{ <{BASE}id/dataset> void:{what} ?n }}")
    return int(number)


@pytest.mark.parametrize(
    ("what", "counted"),
    [
        ("triples", "COUNT(*)"),
        ("distinctSubjects", "COUNT(DISTINCT ?s)"),
        ("distinctObjects", "COUNT(DISTINCT ?o)"),
        ("properties", "COUNT(DISTINCT ?p)"),
    ],
)
def test_void_counts_what_the_data_has(description: Store, data: Store, what: str, counted: str) -> None:
    ((number,),) = rows(data, f"SELECT ({counted} AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ ?s ?p ?o }} }}")
    assert described(description, what) == int(number)


def test_void_counts_entities_in_its_uri_space(description: Store, data: Store) -> None:
    ((number,),) = rows(
        data, f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER STRSTARTS(STR(?s), "{BASE}id/") }}'
    )
    assert described(description, "entities") == int(number)


def test_void_partitions_by_class_and_property(description: Store, data: Store) -> None:
    classes = rows(data, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert described(description, "classes") == len(classes)
    assert set(classes) == set(
        rows(
            description,
            f"SELECT ?c ?n {{ <{BASE}id/dataset> void:classPartition [ void:class ?c ; void:entities ?n ] }}",
        )
    )
    properties = rows(data, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    assert set(properties) == set(
        rows(
            description,
            f"SELECT ?p ?n {{ <{BASE}id/dataset> void:propertyPartition [ void:property ?p ; void:triples ?n ] }}",
        )
    )


def test_every_named_graph_is_a_subset_with_its_count(description: Store, data: Store) -> None:
    graphs = rows(data, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert len(graphs) == 6
    assert set(graphs) == set(
        rows(
            description,
            f"""SELECT ?g ?n {{
              <{BASE}id/dataset> sd:namedGraph [ sd:name ?g ; sd:graph ?part ] ; void:subset ?part .
              ?part void:triples ?n }}""",
        )
    )


def test_examples_are_things_in_the_data(description: Store, data: Store) -> None:
    examples = {
        iri for (iri,) in rows(description, f"SELECT ?e {{ <{BASE}id/dataset> void:exampleResource ?e }}")
    }
    assert f"{BASE}id/plan/142042/zenki" in examples
    assert examples <= {iri for (iri,) in rows(data, "SELECT DISTINCT ?s { ?s ?p ?o }")}


def test_a_distribution_for_every_dump_with_its_true_size_and_checksum(
    description: Store, release: Release
) -> None:
    found = rows(
        description,
        f"""SELECT ?url ?size ?sum ?type ?gzip {{
          <{BASE}id/dataset> dcat:distribution ?d .
          ?d dcat:downloadURL ?url ; dcat:byteSize ?size ; dcat:mediaType ?type ;
            spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] .
          OPTIONAL {{ ?d dcat:compressFormat ?gzip }} }}""",
    )
    media = "https://www.iana.org/assignments/media-types/"
    types = {
        "ttl": "text/turtle",
        "trig": "application/trig",
        "nq": "application/n-quads",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdf": "application/rdf+xml",
    }
    expected = set()
    for path in release.dumps.iterdir():
        content, suffixes = path.read_bytes(), path.suffixes
        expected.add(
            (
                f"{BASE}dumps/{path.name}",
                str(len(content)),
                sha256(content).hexdigest(),
                media + types[suffixes[0][1:]],
                f"{media}application/gzip" if suffixes[-1] == ".gz" else "",
            )
        )
    assert set(found) == expected
    assert len(found) == 12


def test_the_plan_is_a_dataset_of_its_citys_series_with_its_period(description: Store) -> None:
    part, city = f"{BASE}id/dataset/142042/zenki", f"{BASE}id/municipality/142042"
    assert rows(
        description,
        f"""SELECT ?title ?series ?start ?end ?city ?source {{
          <{part}> a dcat:Dataset ; dcterms:title ?title ; dcat:inSeries ?series ; dcterms:spatial ?city ;
            dcterms:source ?source ; dcterms:isPartOf <{BASE}id/dataset> ;
            dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate ?start ; dcat:endDate ?end ] .
          ?series a dcat:DatasetSeries .
          <{BASE}id/catalog> dcat:dataset <{part}>, ?series FILTER (LANG(?title) = "ja") }}""",
    ) == [
        (
            "鎌倉市 第3期基本計画 前期実施計画",
            f"{BASE}id/dataset/142042",
            "2014-04-01",
            "2017-03-31",
            city,
            f"{BASE}id/document/142042/page",
        )
    ]


def test_the_whole_says_who_when_which_and_on_what_terms(description: Store, release: Release) -> None:
    ((version, issued, license_, contact),) = rows(
        description,
        f"""SELECT ?version ?issued ?license ?contact {{
          <{BASE}id/dataset> dcat:version ?version ; dcterms:issued ?issued ; dcterms:modified ?issued ;
            dcterms:license ?license ; dcterms:publisher [ foaf:name ?name ] ;
            dcat:contactPoint [ vcard:hasURL ?contact ] FILTER (LANG(?name) = "ja") }}""",
    )
    assert (version, issued) == (release.id, "2026-11-22")
    assert license_ == f"{BASE}id/terms"
    terms = rows(
        description, f"SELECT ?said {{ <{license_}> a dcterms:LicenseDocument ; rdfs:comment ?said }}"
    )
    assert all("CC BY 4.0" in said and "dcterms:rights" in said for (said,) in terms)
    assert contact == BASE
    languages = rows(description, f"SELECT (LANG(?r) AS ?l) {{ <{BASE}id/dataset> dcterms:rights ?r }}")
    assert sorted(languages) == [("en",), ("ja",)]


def test_everything_described_has_a_label_and_no_blank_node(description: Store) -> None:
    nameless = rows(
        description,
        "SELECT DISTINCT ?s { ?s ?p ?o FILTER NOT EXISTS { ?s rdfs:label|dcterms:title ?label } }",
    )
    assert nameless == []
    assert rows(description, "SELECT ?s { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }") == []


@pytest.mark.parametrize("name", ["void.ttl", "dcat.ttl", "report.ttl"])
def test_another_reader_reads_the_same(release: Release, name: str) -> None:
    path = release.path / name
    assert len(rdflib.Graph().parse(path)) == len(set(parse(path=path, format=RdfFormat.TURTLE)))
