"""The log as it comes out of a real service."""

import json
import os
import re
import signal
import socket
import subprocess
from contextlib import closing
from urllib.parse import quote

import httpx
import pytest

from running import KEIKAKU

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"
FEW = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 40"
CSV = {"accept": "text/csv"}


def ask(service, query, **headers):
    """A query by GET, and its line in the log."""
    parameters = {"query": query}
    answer = httpx.get(f"{service.url}/sparql", params=parameters, headers={**CSV, **headers}, timeout=30)
    return answer, service.line(event="request", id=answer.headers["x-request-id"])


def test_a_line_says_what_was_asked_and_what_came_of_it(service):
    query = "SELECT ?line WHERE { ?line ?p ?o } LIMIT 3"
    answer, line = ask(service, query, **{"x-request-id": "proxy-7f3a", "accept-encoding": "identity"})
    assert answer.headers["x-request-id"] == "proxy-7f3a"
    expected = {
        "id": "proxy-7f3a", "method": "GET", "path": "/sparql", "status": 200, "outcome": "ok",
        "form": "select", "format": "csv", "rows": 3, "bytes": len(answer.content), "client": "127.0.0.1",
        "level": "info",
    }  # fmt: skip
    assert {name: line[name] for name in expected} == expected
    assert line["worker"] in service.workers()
    assert 0 < line["first_byte"] <= line["duration"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_the_hash_is_that_of_the_query_however_it_is_spaced(service):
    _, one = ask(service, FEW)
    _, same = ask(service, FEW.replace(" ", "\n  "))
    _, other = ask(service, FEW.replace("3", "4"))
    assert one["query_hash"] == same["query_hash"] == "79c2a2e3a885ebe8"
    assert other["query_hash"] != one["query_hash"]


@pytest.mark.parametrize("sent", ["", "a b", "x" * 129, "<script>", 'a"b'])
def test_an_id_that_could_do_harm_is_replaced(service, sent):
    answer, _ = ask(service, FEW, **{"x-request-id": sent})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize(
    ("query", "status", "outcome", "problem"),
    [
        ("SELECT * WHERE { ?s ?p ?o", 400, "refused", "syntax"),
        ("DROP ALL", 403, "refused", "update"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "refused", "service"),
        (ENDLESS, 504, "time-limit", "time-limit"),
        ("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 60", 200, "truncated", None),
        (GRAPH.replace("40", "50"), 406, "refused", "not-acceptable"),
    ],
)
def test_an_outcome_has_a_name(service, query, status, outcome, problem):
    _, line = ask(service, query)
    assert (line["status"], line["outcome"], line.get("problem")) == (status, outcome, problem)


def test_an_answer_that_is_too_large(begin):
    _, line = ask(begin("--bytes", "1000"), "SELECT * { ?s ?p ?o }")
    assert (line["status"], line["outcome"]) == (507, "byte-limit")


def test_a_query_that_is_too_hungry(begin):
    hungry = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    _, line = ask(begin("--memory", "64", "--timeout", "60"), hungry)
    assert (line["status"], line["outcome"]) == (507, "memory-limit")


def test_an_answer_that_the_client_has(service):
    tag = ask(service, FEW)[0].headers["etag"]
    answer, line = ask(service, FEW, **{"if-none-match": tag})
    assert answer.status_code == 304
    assert (line["outcome"], line["bytes"]) == ("not-modified", 0)
    assert "worker" not in line


def test_an_answer_that_was_kept(service):
    query = "SELECT ?kept WHERE { ?kept ?p ?o } LIMIT 2"
    (first, computed), (again, kept) = ask(service, query), ask(service, query)
    assert again.content == first.content
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert (kept["outcome"], kept["rows"], kept["client"]) == ("cached", 2, "127.0.0.1")
    assert kept["query_hash"] == computed["query_hash"]
    assert "worker" not in kept


def test_a_client_that_goes_away(begin):
    service = begin("--timeout", "600")
    address = httpx.URL(service.url)
    with closing(socket.create_connection((address.host, address.port))) as connection:
        head = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\nX-Request-ID: leaver\r\n\r\n"
        connection.sendall(head.encode())
        assert httpx.get(f"{service.url}/ready").status_code == 200
    assert service.line(event="request", id="leaver")["outcome"] == "client-gone"
    assert service.line(event="worker ended", reason="abandoned")


def test_a_worker_that_is_killed_and_the_one_that_replaces_it(begin):
    service = begin("--timeout", "0.2")
    before = set(service.workers())
    _, line = ask(service, ENDLESS)
    assert line["worker"] in before
    service.line(event="worker ended", reason="time", worker=line["worker"], level="warning")
    lines = map(json.loads, service.lines())
    assert any(line["event"] == "worker ready" and line["worker"] not in before for line in lines)


def test_no_text_of_a_query_is_logged(begin):
    service = begin()
    ask(service, f"{FEW} # geheimnis")
    ask(service, "SELECT geheimnis")
    httpx.post(f"{service.url}/sparql", data={"query": f"{FEW} # geheimnis"})
    httpx.get(f"{service.url}/id/nothing?name=geheimnis")
    service.process.send_signal(signal.SIGTERM)
    assert "geheimnis" not in service.everything()


def test_the_text_is_logged_if_it_is_asked_for(begin):
    _, line = ask(begin("--log-queries"), FEW)
    assert line["query"] == FEW
    assert line["target"].startswith("query=SELECT")


def test_clients_have_the_same_hash_but_no_address(begin):
    service = begin()
    lines = [ask(service, FEW)[1] for _ in range(2)]
    assert lines[0]["client"] == lines[1]["client"]
    assert re.fullmatch(r"[0-9a-f]{12}", lines[0]["client"])


def test_clients_need_no_name(begin):
    assert "client" not in ask(begin("--log-clients", "none"), FEW)[1]


FORWARDED = {"x-forwarded-for": "203.0.113.9"}


def test_nobody_can_say_that_they_are_somebody_else(service):
    assert ask(service, FEW, **FORWARDED)[1]["client"] == "127.0.0.1"


def test_a_trusted_proxy_says_who_asks(begin):
    service = begin("--trusted-proxy", "127.0.0.0/8", "--log-clients", "address")
    assert ask(service, FEW, **FORWARDED)[1]["client"] == "203.0.113.9"


def test_text_is_one_line_for_people(begin):
    service = begin("--log-format", "text")
    httpx.get(f"{service.url}/nothing%0A12:00:00%20200%20GET%20/forged")
    line = service.text_line("/nothing")
    assert re.match(
        r"\d\d:\d\d:\d\d 404 GET /nothing%0A12:00:00%20200%20GET%20/forged refused \d+\.\dms ", line
    )


def test_a_terminal_gets_text(shipped_releases):
    ours, theirs = os.openpty()
    command = [str(KEIKAKU), "serve", "--port", "0", "--releases", str(shipped_releases)]
    with subprocess.Popen(command, stderr=theirs) as process, os.fdopen(ours, encoding="utf-8") as terminal:
        os.close(theirs)
        line = next(line for line in terminal if "running on" in line)
        process.terminate()
        process.wait()
    assert re.match(r"\d\d:\d\d:\d\d Uvicorn running on http://", line)


def test_a_file_can_be_moved_away(tmp_path, shipped_releases):
    log, moved = tmp_path / "log", tmp_path / "log.1"
    command = [
        str(KEIKAKU),
        "serve",
        "--port",
        "0",
        "--releases",
        str(shipped_releases),
        "--log-file",
        str(log),
    ]
    with subprocess.Popen(command) as process:
        while not (log.exists() and "running on" in log.read_text()):
            os.sched_yield()
        log.rename(moved)
        process.terminate()
        assert process.wait() == 0
    assert "running on" in moved.read_text()
    assert "SIGTERM" in log.read_text()
