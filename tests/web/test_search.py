"""Search: words in any spelling, any part of a word, readings, filters; and the same as data."""

import csv
import io
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from keikaku.web.search.excerpt import excerpt
from keikaku.web.search.index import Asked, Index, write_index
from keikaku.web.search.items import Item, band
from keikaku.web.search.words import pairs

NAMES = (
    "空家等対策事業",
    "橋りょう長寿命化修繕事業",
    "防災訓練",
    "子育て支援センター運営事業",
    "ごみ減量化推進事業",
    "ＩＣＴ教育推進事業",
    "サーバー更新",
    "髙齢者見守り",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Index:
    path = tmp_path_factory.mktemp("index") / "search.sqlite"
    items = [
        Item(f"https://example.org/{number}", "project", name, name, text="説明", also=f"1-{number}", yen=number,
             facets={"year": ["2014"] if number % 2 else ["2015"], "money": [band(number)]})
        for number, name in enumerate(NAMES)
    ]  # fmt: skip
    write_index(path, items, [])
    return Index(path)


def found(index: Index, text: str, **filters: str) -> list[str]:
    asked = Asked(text, {name: (value,) for name, value in filters.items()})
    return [hit.name for hit in index.find(asked, 20).hits]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("防災", "防災訓練"),  # a word of two characters
        ("空き家", "空家等対策事業"),  # another spelling
        ("空家", "空家等対策事業"),
        ("橋梁", "橋りょう長寿命化修繕事業"),
        ("橋りょう", "橋りょう長寿命化修繕事業"),
        ("子育", "子育て支援センター運営事業"),  # part of a word
        ("ぼうさい", "防災訓練"),  # as it is read
        ("ボウサイ", "防災訓練"),
        ("こそだてしえん", "子育て支援センター運営事業"),
        ("ゴミ", "ごみ減量化推進事業"),
        ("ict", "ＩＣＴ教育推進事業"),  # width and case
        ("ic", "ＩＣＴ教育推進事業"),
        ("サーバ", "サーバー更新"),
        ("訓練 防災", "防災訓練"),  # all of several words
        ("橋", "橋りょう長寿命化修繕事業"),  # a single character
        ("1-2", "防災訓練"),  # a code
    ],
)
def test_finds(index, asked, name):
    assert found(index, asked) == [name]


@pytest.mark.parametrize(
    "asked", ["宇宙", "防災 宇宙", "災防", "。", '"', 'name:"', "防災* OR", "NEAR(", "'; DROP"]
)
def test_finds_nothing_else(index, asked):
    assert found(index, asked) == []


def test_an_index_in_a_folder_that_is_named_from_here(tmp_path, monkeypatch):
    write_index(tmp_path / "search.sqlite", [], [])
    monkeypatch.chdir(tmp_path)
    assert Index(Path("search.sqlite")).find(Asked("防災", {}), 20).count == 0


def test_filters_and_counts_what_else_could_be_chosen(index):
    assert set(found(index, "事業", year="2014")) == {n for i, n in enumerate(NAMES) if i % 2 and "事業" in n}
    facets = index.find(Asked("事業", {"year": ("2014",)}), 1).facets
    assert {value.value: value.count for value in facets["year"]} == {"2014": 3, "2015": 2}


def test_without_words_everything_fits(index):
    assert index.find(Asked(), 20).count == len(NAMES)
    assert found(index, "", money="none") == []


def test_pairs_leave_nothing_out():
    assert pairs("防災IT化") == ["防災", "災", "it", "化"]


@pytest.mark.parametrize(
    ("yen", "expected"),
    [(None, "none"), (0, "0"), (999_999, "0"), (10**6, "1000000"), (10**12, "1000000000")],
)
def test_bands(yen, expected):
    assert band(yen) == expected


def test_an_excerpt_marks_what_was_found():
    text = f"{'あ' * 200}防災の日に訓練をします。"
    pieces = excerpt(text, "防災 訓練")
    assert [piece.text for piece in pieces if piece.found] == ["防災", "訓練"]
    assert len("".join(piece.text for piece in pieces)) < 120
    assert "".join(piece.text for piece in excerpt(text, "防災", whole=True)) == text


def test_the_shipped_project_by_its_description_and_filters(client):
    answer = client.get(
        "/search", params={"q": "地域コミュニティー", "kind": "project", "year": "2014"}
    ).json()
    assert "地域コミュニティー推進事業" in [result["name"] for result in answer["results"]]
    years = {value["value"] for value in answer["facets"]["year"]}
    assert years >= {"2014", "2015", "2016"}


def test_the_same_address_is_json_csv_rdf_and_a_page(client):
    asked = {"q": "社会福祉", "city": "142042"}
    results = client.get("/search", params=asked).json()["results"]
    assert results
    rows = list(csv.DictReader(io.StringIO(client.get("/search", params={**asked, "format": "csv"}).text)))
    assert [row["iri"] for row in rows] == [result["iri"] for result in results]
    excel = client.get("/search", params={**asked, "format": "excel"})
    assert excel.content.startswith(b"\xef\xbb\xbf")
    triples = parse(
        client.get("/search", params=asked, headers={"accept": "text/turtle"}).content, RdfFormat.TURTLE
    )
    assert {triple.subject.value for triple in triples} == {result["iri"] for result in results}
    page = client.get("/search", params=asked, headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<mark>社会福祉</mark>" in page.text


def test_pages_lead_on(client):
    first = client.get("/search", params={"limit": "3"})
    second = client.get(first.links["next"]["url"])
    assert len(first.json()["results"]) == len(second.json()["results"]) == 3
    assert first.json()["results"] != second.json()["results"]


@pytest.mark.parametrize(
    "asked", [{"colour": "red"}, {"page": "0"}, {"order": "x"}, {"format": "pdf"}, {"limit": "99999"}]
)
def test_says_what_it_cannot_do(client, asked):
    answer = client.get("/search", params=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_words_stay_words(client):
    page = client.get("/search", params={"q": "<script>alert(1)</script>", "format": "html"}).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_whoever_holds_the_answer_is_told_so(client):
    first = client.get("/search", params={"q": "福祉"})
    again = client.get("/search", params={"q": "福祉"}, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
