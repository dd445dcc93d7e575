"""The OpenAPI description is true: requests made up from it get the answers that it promises."""

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS


def test_answers_as_described(client: httpx.Client):
    schema = schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    # Not every text is SPARQL and not every name a graph's, so data that fit the schema may well be refused.
    # Nor is a query that ran out of its time (504) a fault of the server; a 500 is.
    names = ("positive_data_acceptance", "negative_data_rejection", "not_a_server_error")
    excluded = [CHECKS.get_one(name) for name in names]

    @settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def answers(data):
        case = data.draw(data.draw(st.sampled_from(operations)).as_strategy())
        response = case.call()
        case.validate_response(response, excluded_checks=excluded)
        assert response.status_code != 500

    assert len(operations) > 10
    answers()


def test_describes_problems(client: httpx.Client):
    found = client.get("/openapi.json").json()
    assert "422" not in found["paths"]["/data"]["get"]["responses"]
    assert found["components"]["schemas"]["Problem"]["required"] == ["type", "title", "status", "detail"]
