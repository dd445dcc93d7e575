"""The server as a process: how it starts, and that it ends."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from keikaku.problem import Problem
from keikaku.web import Settings, create_app

PROGRAM = """
import sys
from pathlib import Path
from keikaku.web import Settings, serve
serve(Settings(releases=Path(sys.argv[1]), port=0, shutdown=1))
"""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"


@contextmanager
def running(releases: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """A server process and its address, as it says it itself."""
    command = [sys.executable, "-c", PROGRAM, str(releases)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr
        try:
            line = next(line for line in process.stderr if "running on" in line)
            yield process, line.split("running on ")[1].split()[0]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_when_told(shipped_releases, number):
    with running(shipped_releases) as (process, address):
        assert httpx.get(f"{address}/health").status_code == 200
        process.send_signal(number)
        process.wait(10)


def test_ends_although_a_query_runs(shipped_releases):
    """Its client still waits when the signal comes."""
    with running(shipped_releases) as (process, address):
        host, _, port = address.removeprefix("http://").partition(":")
        with closing(socket.create_connection((host, int(port)))) as connection:
            connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert httpx.get(f"{address}/ready").status_code == 200
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def test_there_must_be_a_release(tmp_path):
    with pytest.raises(Problem, match="keikaku build"):
        create_app(Settings(releases=tmp_path))


def test_the_data_must_have_the_base(shipped_releases):
    settings = replace(Settings(releases=shipped_releases), base="https://example.org/")
    with pytest.raises(Problem, match="begin with https"):
        create_app(settings)
