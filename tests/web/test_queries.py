"""Saved queries over HTTP: as pages, as data, with their parameters."""

import pytest

from keikaku.engine.saved_query import saved_queries

NAMES = [query.name for query in saved_queries()]


def test_lists_what_can_be_asked(client):
    assert [query["name"] for query in client.get("/queries/").json()] == NAMES
    page = client.get("/queries/", headers={"accept": "text/html"}).text
    assert all(f'href="/queries/{name}"' in page for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_answers_a_person_and_a_program(client, name):
    rows = client.get(f"/queries/{name}").json()["results"]["bindings"]
    page = client.get(f"/queries/{name}", headers={"accept": "text/html"}).text
    assert page.count("<tr>") == (len(rows) + 1 if rows else 0)


def test_takes_parameters(client):
    rows = client.get("/queries/projects-by-topic", params={"word": "広報"}).json()["results"]["bindings"]
    assert rows
    other = client.get("/queries/projects-by-topic", params={"word": "宇宙"}).json()["results"]["bindings"]
    assert other == []


@pytest.mark.parametrize("format", ["csv", "xml", "tsv", "excel"])
def test_answers_in_every_format(client, format):
    assert client.get("/queries/levels", params={"format": format}).status_code == 200


def test_refuses_what_it_does_not_know(client):
    assert client.get("/queries/levels", params={"nonsense": "1"}).status_code == 400
    assert client.get("/queries/nonsense").status_code == 404
