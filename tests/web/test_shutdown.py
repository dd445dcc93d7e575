"""How the service ends: in order, in time, with exit code 0, and without leaving anything behind."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from running import Running, is_gone, running

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"
ROWS = 400_000
LONG = f"SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDINGS = [signal.SIGTERM, signal.SIGINT]
PATIENT = ("--timeout", "600", "--shutdown", "600")


@pytest.fixture
def begin(shipped_releases: Path) -> Iterator[Callable[..., Running]]:
    """Start services with options of the test's choice."""
    with ExitStack() as services:
        yield lambda *options: services.enter_context(running(shipped_releases, *options))


def asking(service: Running, query: str) -> HTTPConnection:
    """A connection on which a query was sent; its answer has not been read."""
    address = urlsplit(service.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.request("GET", f"/sparql?query={quote(query)}", headers={"Accept": "text/csv"})
    return connection


def wait_until_it_runs(service: Running) -> None:
    """The engine was asked: a request that came later has its answer, and a query runs."""
    while "keikaku_queries_running 1.0" not in httpx.get(f"{service.admin}/metrics").text:
        pass


@pytest.mark.parametrize("number", ENDINGS)
def test_it_ends_with_nothing_left(begin, number):
    service = begin()
    workers = service.workers()
    assert workers
    service.process.send_signal(number)
    assert service.process.wait() == 0
    assert all(map(is_gone, workers))


def test_an_answer_under_way_is_finished(begin):
    service = begin(*PATIENT)
    with closing(asking(service, LONG)) as connection:
        answer = connection.getresponse()
        service.process.send_signal(signal.SIGTERM)
        service.line(event="SIGTERM: ending when queries have ended")
        assert answer.read().count(b"\r\n") == ROWS + 1
    assert service.process.wait() == 0


def test_a_query_that_does_not_end_is_cut_and_its_client_told(begin):
    service = begin("--timeout", "600", "--shutdown", "1", "--admin", "127.0.0.1:0")
    with closing(asking(service, ENDLESS)) as connection:
        wait_until_it_runs(service)
        service.process.send_signal(signal.SIGTERM)
        answer = connection.getresponse()
        assert answer.status == 503
        assert answer.headers["retry-after"]
        assert b"busy" in answer.read()
    assert service.process.wait() == 0


def test_an_answer_that_does_not_end_is_broken_off(begin):
    service = begin("--timeout", "600", "--shutdown", "1")
    with closing(asking(service, FLOOD)) as connection:
        answer = connection.getresponse()
        service.process.send_signal(signal.SIGTERM)
        with pytest.raises((IncompleteRead, ConnectionError)):
            answer.read()
    assert service.process.wait() == 0


def test_it_is_not_ready_while_it_ends(begin):
    service = begin(*PATIENT, "--admin", "127.0.0.1:0")
    assert httpx.get(f"{service.admin}/ready").status_code == 200
    with closing(asking(service, ENDLESS)) as connection:
        wait_until_it_runs(service)
        service.process.send_signal(signal.SIGTERM)
        service.line(event="Shutting down")
        while (answer := httpx.get(f"{service.admin}/ready")).status_code == 200:
            pass
        assert answer.status_code == 503
        assert httpx.get(f"{service.admin}/health").status_code == 200
        assert "keikaku_queries_running 1.0" in httpx.get(f"{service.admin}/metrics").text
        connection.sock.shutdown(socket.SHUT_RDWR)
    assert service.process.wait() == 0


@pytest.mark.parametrize("number", ENDINGS)
def test_the_second_signal_ends_it_at_once(begin, number):
    service = begin(*PATIENT, "--admin", "127.0.0.1:0")
    with closing(asking(service, ENDLESS)):
        wait_until_it_runs(service)
        workers = service.workers()
        service.process.send_signal(signal.SIGTERM)
        service.line(event="SIGTERM: ending when queries have ended")
        service.process.send_signal(number)
        assert service.process.wait() == 0
    assert all(map(is_gone, workers))
