"""Answers that are cut off: how a client learns of it, and how it gets the rest."""

import csv
import io

import httpx
import pytest

from keikaku.engine.limits import Limits
from keikaku.web.settings import Settings
from serving import serving

ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
ORDERED = "SELECT ?s { ?s a ?t } ORDER BY ?s ?t LIMIT 23"


def pages(client: httpx.Client, first: httpx.Response) -> list[httpx.Response]:
    """All pages, by the links between them."""
    found = [first]
    while following := found[-1].links.get("next"):
        found.append(client.get(following["url"], headers={"accept": first.request.headers["accept"]}))
    return found


def rows(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text)))[1:]


@pytest.mark.parametrize("name", ["limit", "rows"])
@pytest.mark.parametrize("method", ["GET", "form", "direct"])
def test_the_pages_together_are_the_whole(client, name, method):
    accept = {"accept": "text/csv"}
    whole = client.get("/sparql", params={"query": ORDERED}, headers=accept)
    match method:
        case "GET":
            first = client.get("/sparql", params={"query": ORDERED, name: 10}, headers=accept)
        case "form":
            first = client.post("/sparql", data={"query": ORDERED, name: 10}, headers=accept)
        case _:
            direct = {**accept, "content-type": "application/sparql-query"}
            first = client.post("/sparql", params={name: 10}, content=ORDERED, headers=direct)
    found = pages(client, first)
    assert [len(rows(page)) for page in found] == [10, 10, 3]
    assert [row for page in found for row in rows(page)] == rows(whole)
    assert [page.headers.get("keikaku-truncated") for page in found] == ["rows=10", "rows=10", None]
    assert len({page.headers["etag"] for page in found}) == 3


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_pages_without_an_order_miss_nothing_and_repeat_nothing(client, accept):
    """Each page may come from another worker, and all workers find rows in the same order."""
    whole = client.get("/sparql", params={"query": ALL}, headers={"accept": "text/csv"})
    first = client.get("/sparql", params={"query": ALL, "limit": 3_000}, headers={"accept": "text/csv"})
    assert [row for page in pages(client, first) for row in rows(page)] == rows(whole)
    last = client.get(
        "/sparql", params={"query": ALL, "offset": len(rows(whole))}, headers={"accept": accept}
    )
    assert last.status_code == 200
    assert "<result>" not in last.text
    assert '"bindings":[]' in last.text or "<results>" in last.text


def test_a_graph_has_pages_too(client):
    params = {"query": "CONSTRUCT WHERE { ?s a ?o }", "limit": 1_000}
    first = client.get("/sparql", params=params, headers={"accept": "application/n-triples"})
    whole = client.get("/sparql", params=params | {"limit": ""}, headers={"accept": "application/n-triples"})
    assert "".join(page.text for page in pages(client, first)) == whole.text
    assert "next" not in whole.links


def test_the_limit_is_said_and_can_only_be_lowered(shipped_releases):
    with serving(Settings(releases=shipped_releases, port=0, limits=Limits(rows=5))) as port:
        address = f"http://127.0.0.1:{port}/sparql"
        found = [httpx.get(address, params={"query": ALL, "limit": limit}) for limit in (3, 5, 100)]
    assert [len(answer.json()["results"]["bindings"]) for answer in found] == [3, 5, 5]
    assert [answer.headers["keikaku-row-limit"] for answer in found] == ["3", "5", "5"]
    assert all("next" in answer.links for answer in found)


@pytest.mark.parametrize(
    "params",
    [{"limit": "0"}, {"limit": "-1"}, {"limit": "many"}, {"rows": "1.5"}, {"offset": "-1"}, {"offset": "x"}],
)
def test_a_wrong_number_is_refused(client, params):
    answer = client.get("/sparql", params={"query": ALL, **params})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#parameter")


def test_a_query_too_long_for_an_address_has_no_next_page(client):
    query = f"{ALL} # {'x' * 10_000}"
    answer = client.post("/sparql", data={"query": query, "limit": 10})
    assert answer.headers["keikaku-truncated"] == "rows=10"
    assert "next" not in answer.links


def test_the_description_knows_the_parameters(client):
    operation = client.get("/openapi.json").json()["paths"]["/sparql"]["get"]
    assert {"limit", "offset"} <= {parameter["name"] for parameter in operation["parameters"]}
    assert {"Keikaku-Truncated", "Keikaku-Row-Limit", "Link"} <= operation["responses"]["200"][
        "headers"
    ].keys()
