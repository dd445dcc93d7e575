"""Tables, parts and the catalogue over them, against the graph that they are made of and the recommendations."""

import csv
import io
import json
from decimal import Decimal
from hashlib import sha256
from zipfile import ZipFile

import httpx
import openpyxl
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from keikaku.rdf.namespaces import DCAT, PREFIXES, SPDX
from keikaku.release.manifest import Manifest
from keikaku.web.extracts.tables.tables import TABLES
from keikaku.web.extracts.tables.workbook import write_workbook

CLASSES = {
    "municipalities": "mp:Municipality", "plans": "mp:Plan", "policies": "mp:Policy", "statements": "mp:Statement",
    "projects": "mp:Project", "steps": "mp:Step", "amounts": "mp:Amount", "departments": "mp:Department",
    "indicators": "mp:Indicator", "indicator_values": "mp:IndicatorValue", "documents": "schema:DigitalDocument",
}  # fmt: skip


@pytest.fixture(scope="module")
def taking(client) -> httpx.Client:
    """A client that follows to the release's own addresses, where everything is made by now."""
    client.get(
        "/dumps/latest/tables/csv-metadata.json", follow_redirects=True, timeout=120
    ).raise_for_status()
    return client


@pytest.fixture(scope="module")
def tables(taking) -> dict[str, list[dict[str, str]]]:
    return {name: table(taking, name) for name in CLASSES}


def taken(client: httpx.Client, name: str) -> httpx.Response:
    return client.get(f"/dumps/latest/{name}", follow_redirects=True).raise_for_status()


def table(client: httpx.Client, name: str) -> list[dict[str, str]]:
    content = taken(client, f"tables/{name}.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def asked(store: Store, query: str) -> str:
    (row,) = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return row["n"].value


def test_a_row_for_each_thing_of_the_graph(tables, shipped_release):
    store = Store.read_only(str(shipped_release.store))
    for name, kind in CLASSES.items():
        found = asked(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a {kind} }}")
        assert len(tables[name]) == int(found), name
        assert len({row["iri"] for row in tables[name]}) == len(tables[name])


def test_the_sum_of_yen_is_that_of_the_graph(tables, shipped_release):
    store = Store.read_only(str(shipped_release.store))
    found = asked(store, "SELECT (SUM(?v) AS ?n) { ?x a mp:Amount ; schema:value ?v }")
    assert sum(Decimal(row["yen"]) for row in tables["amounts"] if row["yen"]) == Decimal(found)


def test_a_project_of_kamakura_as_printed(tables):
    """Printed: 0-1-1-1, three years together 1,300 千円."""
    (amount,) = [
        row
        for row in tables["amounts"]
        if row["amount"] == "142042/implementation-2014/project/0-1-1-1/estimate-2014-2016"
    ]
    assert amount["yen"] == "1300000"
    assert (amount["municipality"], amount["municipality_name"]) == ("142042", "鎌倉市")
    assert (amount["first_fiscal_year"], amount["last_fiscal_year"]) == ("2014", "2016")
    assert amount["project"] == "142042/implementation-2014/0-1-1-1"


def test_no_single_cell_hides_a_second_value(shipped_release):
    store = Store.read_only(str(shipped_release.store))
    for table_ in TABLES:
        for column in table_.columns:
            if column.pattern and not column.separator:
                pattern = f"{table_.pattern} . {column.pattern}"
                query = f"SELECT ?x {{ {pattern} }} GROUP BY ?x HAVING (COUNT(DISTINCT ?v) > 1)"
                found = list(store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True))
                assert not found, (table_.name, column.name)


def test_csvw_describes_the_files(taking, tables):
    """Metadata Vocabulary for Tabular Data: 5.3, 5.4 (groups, tables), 5.5 (schemas, keys), 5.6 (columns)."""
    described = taken(taking, "tables/csv-metadata.json")
    assert described.headers["content-type"] == "application/csvm+json"
    group = json.loads(described.content)
    assert group["@context"] == "http://www.w3.org/ns/csvw"
    assert {each["url"] for each in group["tables"]} == {f"{name}.csv" for name in CLASSES}
    for each in group["tables"]:
        rows, schema = tables[each["url"].removesuffix(".csv")], each["tableSchema"]
        names = [column["name"] for column in schema["columns"]]
        header = taken(taking, f"tables/{each['url']}").content.decode("utf-8-sig").splitlines()[0].split(",")
        assert header == names
        assert len(names) == len(set(names))
        assert not any(name.startswith("_") for name in names)
        for column in schema["columns"]:
            assert column["name"] in column["titles"].values()
            assert column["titles"]["ja"]
            for row in rows:
                check_cell(row[column["name"]], column)
        keys = [row[schema["primaryKey"]] for row in rows]
        assert len(keys) == len(set(keys))
        for key in schema["foreignKeys"]:
            target = key["reference"]["resource"].removesuffix(".csv")
            known = {row[key["reference"]["columnReference"]] for row in tables[target]}
            assert {row[key["columnReference"]] for row in rows} - {""} <= known, (each["url"], key)


def check_cell(cell: str, column: dict) -> None:
    """5.11.1: the built-in datatypes; 5.7: a cell that is required says something."""
    assert cell or not column.get("required"), column["name"]
    for value in (cell.split(column["separator"]) if "separator" in column else [cell]) if cell else []:
        match column["datatype"]:
            case "integer":
                assert str(int(value)) == value
            case "decimal":
                assert Decimal(value).is_finite()
                assert "e" not in value.lower()
            case "boolean":
                assert value in ("true", "false")
            case "anyURI":
                assert value.startswith(("https://", "http://"))
                assert " " not in value
            case other:
                assert other == "string"


def test_a_table_leads_to_its_description(taking):
    answer = taken(taking, "tables/projects.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["link"] == '<csv-metadata.json>; rel="describedby"; type="application/csvm+json"'


def test_the_archive_has_all_tables(taking):
    with ZipFile(io.BytesIO(taken(taking, "tables/keikaku-tables.zip").content)) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {f"{name}.csv" for name in CLASSES} | {
            "csv-metadata.json",
            "README.txt",
        }
        assert archive.read("projects.csv") == taken(taking, "tables/projects.csv").content


def test_the_workbook_has_the_same_rows(taking, tables):
    book = openpyxl.load_workbook(io.BytesIO(taken(taking, "tables/keikaku.xlsx").content), read_only=True)
    for each in TABLES:
        header, *rows = book[each.title.ja].iter_rows(values_only=True)
        assert header == tuple(column.title.ja for column in each.columns)
        assert [row[0] for row in rows] == [row[each.key.name] for row in tables[each.name]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "{=1}", "http://x/", "011002"]
)
def test_text_in_the_workbook_stays_text(tmp_path, shipped_release, text):
    rows = {each.name: [] for each in TABLES}
    (documents,) = [each for each in TABLES if each.name == "documents"]
    rows["documents"] = [[text] * len(documents.columns)]
    manifest: Manifest = shipped_release.manifest
    write_workbook(tmp_path / "x.xlsx", rows, manifest, text)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")[documents.title.ja]
    for cell in sheet[2]:
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_parts_hold_the_graph(taking, shipped_release):
    counts = shipped_release.manifest.graphs
    graph = "https://w3id.org/keikaku/id/graph/142042/implementation-2014"
    triples = list(parse(taken(taking, "parts/142042/implementation-2014.ttl").content, RdfFormat.TURTLE))
    assert len(triples) == counts[graph]
    whole = list(parse(taken(taking, "parts/142042.ttl").content, RdfFormat.TURTLE))
    assert len(whole) == sum(
        n for name, n in counts.items() if "/graph/142042/" in name or name.endswith("/142042")
    )


def test_made_files_are_resumed_and_nothing_else_is_served(taking):
    listed = taking.get("/dumps/").json()
    assert {"tables/keikaku.xlsx", "parts/142042.nt.gz"} <= {file["name"] for file in listed["made"]}
    for file in listed["made"]:
        whole = taking.get(file["href"])
        assert (len(whole.content), sha256(whole.content).hexdigest()) == (file["size"], file["sha256"])
    headers = {"range": "bytes=3-9", "if-range": whole.headers["etag"]}
    assert taking.get(file["href"], headers=headers).content == whole.content[3:10]
    assert taking.get(file["href"], headers={"range": f"bytes={len(whole.content)}-"}).status_code == 416
    assert taking.head(file["href"]).headers["content-length"] == str(file["size"])
    assert "last-modified" in whole.headers
    for path in ("tables/../files.json", "tables/%2e%2e/%2e%2e/files.json", "parts/999999.ttl", "tables/x"):
        assert taking.get(f"/dumps/{listed['release']}/{path}").status_code == 404
    redirect = taking.get("/dumps/latest/tables/plans.csv")
    assert (redirect.status_code, redirect.headers["location"]) == (
        307,
        f"/dumps/{listed['release']}/tables/plans.csv",
    )


@pytest.mark.parametrize("path", ["/catalog.ttl", "/catalog.rdf", "/catalog.jsonld", "/dcat?format=nt"])
def test_the_catalogue_lists_what_truly_exists(taking, path):
    answer = taking.get(path)
    kind = RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    triples = [quad.triple for quad in parse(answer.content, kind)]
    of = {predicate: {t.subject: t.object for t in triples if t.predicate == predicate}
          for predicate in (DCAT.downloadURL, DCAT.byteSize, DCAT.mediaType, SPDX.checksum, SPDX.checksumValue)
          }  # fmt: skip
    owned = {t.object for t in triples if t.predicate == DCAT.distribution}
    assert owned == of[DCAT.downloadURL].keys()
    assert any(url.value.endswith("/tables/projects.csv") for url in of[DCAT.downloadURL].values())
    for node, url in of[DCAT.downloadURL].items():
        content = (
            taking.get("/" + url.value.removeprefix("https://w3id.org/keikaku/")).raise_for_status().content
        )
        assert len(content) == int(of[DCAT.byteSize][node].value)
        assert sha256(content).hexdigest() == of[SPDX.checksumValue][of[SPDX.checksum][node]].value
        assert isinstance(of[DCAT.mediaType][node], NamedNode)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_leads_to_the_tables(taking, language):
    page = taking.get(f"/dumps/?lang={language}", headers={"accept": "text/html"}).text
    assert "/tables/keikaku.xlsx" in page
    assert "/parts/142042.ttl" in page
