"""The API of saved queries: typed, described, paged, and nothing pasted into a query."""

import pytest
from pyoxigraph import RdfFormat, parse

from keikaku.engine.saved_query import saved_queries
from keikaku.rdf.namespaces import RDF
from keikaku.web.queries.documentation import columns_of

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


@pytest.mark.parametrize("saved", saved_queries(), ids=lambda saved: saved.name)
def test_describes_what_it_answers(client, saved):
    described = client.get("/openapi.json").json()["paths"][f"/api/queries/{saved.name}"]["get"]
    named = {parameter["name"]: parameter for parameter in described["parameters"]}
    assert set(named) == {parameter.name for parameter in saved.parameters} | {"format", "limit", "offset"}
    assert set(described["responses"]) >= {"200", "304", "406", "422"}
    answer = client.get(f"/api/queries/{saved.name}").json()
    assert answer["head"]["vars"] == columns_of(saved)


def test_a_value_that_does_not_fit_is_unprocessable(client):
    refused = client.get("/api/queries/statements", params={"depth": "deep"})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "depth" in refused.json()["detail"]
    assert client.get("/api/queries/statements", params={"nonsense": "1"}).status_code == 422
    assert client.get("/api/queries/statements", params={"limit": "0"}).status_code == 422


def test_a_value_is_a_term_and_never_text_of_the_query(client):
    word = '福祉" . } # '
    answer = client.get("/api/queries/projects-by-topic", params={"word": word})
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"] == []


def test_pages_lead_to_each_other_and_lose_nothing(client):
    whole = client.get("/api/queries/statements").json()["results"]["bindings"]
    assert len(whole) > 4
    address, found = "/api/queries/statements?limit=4", []
    while address:
        answer = client.get(address)
        found += answer.json()["results"]["bindings"]
        address = answer.links.get("next", {}).get("url")
    assert found == whole


def test_whoever_holds_an_answer_is_told_so(client):
    first = client.get("/api/queries/levels")
    again = client.get("/api/queries/levels", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "format", "media_type"),
    [
        ("turtle", RdfFormat.TURTLE, "text/turtle"),
        ("ntriples", RdfFormat.N_TRIPLES, "application/n-triples"),
        ("rdfxml", RdfFormat.RDF_XML, "application/rdf+xml"),
        ("jsonld", RdfFormat.JSON_LD, "application/ld+json"),
    ],
)
def test_solutions_as_rdf(client, name, format, media_type):
    rows = client.get("/api/queries/levels").json()["results"]["bindings"]
    answer = client.get("/api/queries/levels", params={"format": name})
    assert answer.headers["content-type"].startswith(media_type)
    triples = list(parse(answer.content, format))
    assert sum(triple.predicate.value == f"{RS}solution" for triple in triples) == len(rows)
    assert [t.object.value for t in triples if t.predicate == RDF.type] == [f"{RS}ResultSet"]
    negotiated = client.get("/api/queries/levels", headers={"accept": media_type})
    assert negotiated.headers["content-type"].startswith(media_type)


def test_csv_for_programs_and_for_excel(client):
    plain = client.get("/api/queries/levels", params={"format": "csv"}).content
    excel = client.get("/api/queries/levels", params={"format": "excel"}).content
    assert excel == b"\xef\xbb\xbf" + plain


def test_lists_what_there_is(client):
    listed = client.get("/api/queries").json()
    assert [entry["api"] for entry in listed] == [f"/api/queries/{saved.name}" for saved in saved_queries()]
