"""Who is refused when places are taken, and how they are told."""

import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import httpx
import pytest

from keikaku.engine.limits import Limits
from keikaku.web.settings import Settings
from serving import serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 3) }"


@pytest.fixture(scope="module")
def taken(shipped_releases) -> Iterator[int]:
    """The port of a server whose only place is taken, by a client at 127.0.0.2, with no queue before it."""
    limits = Limits(seconds=60, concurrent=1, concurrent_per_client=1, queue=0)
    with (
        serving(Settings(releases=shipped_releases, port=0, limits=limits)) as port,
        closing(socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0))) as other,
    ):
        other.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        while ask(port, "127.0.0.3").status_code == 200:
            pass
        yield port


def ask(port: int, address: str) -> httpx.Response:
    with httpx.Client(transport=httpx.HTTPTransport(local_address=address)) as client:
        return client.get(f"http://127.0.0.1:{port}/sparql", params={"query": "SELECT (NOW() AS ?now) {}"})


@pytest.mark.parametrize(
    ("address", "status", "kind"), [("127.0.0.2", 429, "share"), ("127.0.0.3", 503, "overloaded")]
)
def test_who_has_its_share_is_told_so_and_others_that_the_house_is_full(taken, address, status, kind):
    answer = ask(taken, address)
    assert answer.status_code == status
    assert answer.headers["retry-after"] == "60"
    assert answer.json()["type"].endswith(f"#{kind}")
    assert answer.headers["cache-control"] == "no-store"
