"""Metrics as Prometheus would read them from a real service."""

import subprocess

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families

from running import KEIKAKU, Running

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"
ADMIN = ("--admin", "127.0.0.1:0")
TOKEN = {"KEIKAKU_ADMIN_TOKEN": "öffne dich"}


def samples(text):
    """The value of each sample by its name and labels."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def metrics(service: Running):
    return samples(httpx.get(f"{service.admin}/metrics").text)


def value(found, name, **labels):
    return found[name, *sorted(labels.items())]


@pytest.fixture
def service(begin):
    return begin(*ADMIN, "--timeout", "0.3", "--rows", "100")


def test_requests_are_counted_by_what_came_of_them(service):
    for query in ("SELECT ?s { ?s ?p ?o } LIMIT 3", "SELECT ?s { ?s ?p ?o } LIMIT 4", "SELECT", ENDLESS):
        answer = httpx.get(f"{service.url}/sparql", params={"query": query})
        service.line(event="request", id=answer.headers["x-request-id"])
    found = metrics(service)
    name, labels = "keikaku_requests_total", {"endpoint": "sparql", "method": "GET"}
    assert value(found, name, status="200", outcome="ok", **labels) == 2
    assert value(found, name, status="400", outcome="refused", **labels) == 1
    assert value(found, name, status="504", outcome="time-limit", **labels) == 1
    assert value(found, "keikaku_rows_total", form="select") == 7
    assert value(found, "keikaku_request_duration_seconds_count", endpoint="sparql") == 4
    assert value(found, "keikaku_request_duration_seconds_sum", endpoint="sparql") > 0.3
    assert value(found, "keikaku_first_byte_seconds_count", endpoint="sparql") == 4
    assert value(found, "keikaku_response_bytes_total", endpoint="sparql") > 0
    assert value(found, "keikaku_queries_total", form="select", outcome="time") == 1
    assert value(found, "keikaku_query_duration_seconds_count", form="select") >= 3


def test_kept_answers_are_counted(service):
    for _ in range(3):
        query = {"query": "SELECT ?counted { ?counted ?p ?o } LIMIT 1"}
        answer = httpx.get(f"{service.url}/sparql", params=query)
        service.line(event="request", id=answer.headers["x-request-id"])
    found = metrics(service)
    assert value(found, "keikaku_cache_lookups_total", result="miss") == 1
    assert value(found, "keikaku_cache_lookups_total", result="hit") == 2


def test_what_strangers_make_up_names_no_metric(service):
    httpx.get(f"{service.url}/wp-admin/setup.php")
    last = httpx.request("BREW", f"{service.url}/sparql")
    service.line(event="request", id=last.headers["x-request-id"])
    text = httpx.get(f"{service.admin}/metrics").text
    assert 'endpoint="other"' in text
    assert 'method="other"' in text
    assert "wp-admin" not in text
    assert "BREW" not in text


def test_the_workers_and_their_ends_are_counted(service):
    httpx.get(f"{service.url}/sparql", params={"query": ENDLESS})
    service.line(event="worker ended", reason="time")
    while value(found := metrics(service), "keikaku_workers", state="ready") == 0:
        pass  # the new one is on its way
    assert value(found, "keikaku_workers_ended_total", reason="time") == 1
    assert value(found, "keikaku_workers", state="busy") == 0
    assert value(found, "keikaku_queries_running") == value(found, "keikaku_queries_waiting") == 0
    assert value(found, "keikaku_workers_resident_bytes") > 1_000_000
    assert value(found, "process_resident_memory_bytes") > 1_000_000


def test_it_says_which_release_is_served(service, shipped_release):
    found = metrics(service)
    triples = sum(shipped_release.manifest.graphs.values())
    assert value(found, "keikaku_release_triples") == triples
    assert [dict(key[1:])["release"] for key in found if key[0] == "keikaku_info"] == [shipped_release.id]


def test_open_metrics_too(service):
    answer = httpx.get(
        f"{service.admin}/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"}
    )
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert "keikaku_requests" in {family.name for family in open_metrics(answer.text)}


def test_operators_ask_for_health_on_their_own_listener(service):
    assert httpx.get(f"{service.admin}/health").json()["status"] == "ok"
    assert httpx.get(f"{service.admin}/ready").json() == {"status": "ready"}
    assert httpx.get(f"{service.admin}/sparql").status_code == 404


def test_an_address_that_is_taken_is_said(service, shipped_releases):
    command = [str(KEIKAKU), "serve", "--port", "0", "--releases", str(shipped_releases)]
    taken = service.admin.removeprefix("http://")
    second = subprocess.run([*command, "--admin", taken], capture_output=True, text=True, check=False)
    assert second.returncode == 2
    assert f"{taken} for --admin" in second.stderr or f"{taken} で" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_public_has_no_metrics(service):
    assert httpx.get(f"{service.url}/metrics").status_code == 404


def test_who_has_not_the_token_finds_nothing(begin):
    service = begin(environment=TOKEN)
    assert httpx.get(f"{service.url}/metrics").status_code == 404
    for sent in ("", "Bearer", "Bearer None", "Bearer geraten", "öffne dich", "Basic öffne dich"):
        headers = {"authorization": sent.encode()}
        assert httpx.get(f"{service.url}/metrics", headers=headers).status_code == 404, sent


def test_who_has_the_token_gets_the_metrics(begin):
    service = begin(environment=TOKEN)
    answer = httpx.get(f"{service.url}/metrics", headers={"authorization": "Bearer öffne dich".encode()})
    assert value(samples(answer.text), "keikaku_queries_running") == 0
    assert answer.headers["cache-control"] == "no-store"


def test_an_empty_token_opens_nothing(begin):
    service = begin(environment={"KEIKAKU_ADMIN_TOKEN": ""})
    assert httpx.get(f"{service.url}/metrics", headers={"authorization": "Bearer"}).status_code == 404
