"""A service with short limits, and what must hold after every fault: others are still answered, by the same service."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from live_service import Service, live_service

ASK_SECONDS = 2
_number = count()


@pytest.fixture(scope="session")
def shipped_releases(one_city_releases: Path) -> Path:
    """One city is enough for what HTTP does."""
    return one_city_releases


@pytest.fixture(scope="module")
def service(shipped_releases: Path) -> Iterator[Service]:
    """Asked by a hostile client, whose address is its own."""
    options = ["--timeout", "1", "--workers", "4", "--memory", "256", "--bytes", "60000000"]
    with live_service(shipped_releases, *options) as service:
        yield service.seen_from("127.0.0.66")


def is_well(service: Service) -> bool:
    """Whether a plain ASK of another client, which no cache knows, is answered within two seconds."""
    text = f"ASK {{ ?s ?p ?o }} # {next(_number)}"
    reply = service.seen_from("127.0.0.3").direct(text, patience=ASK_SECONDS)
    return reply.status == 200 and reply.json["boolean"] is True


@pytest.fixture
def stays_well(service: Service) -> Iterator[None]:
    """After the test, the service has not been restarted and answers others at once."""
    yield
    assert service.process.poll() is None
    assert is_well(service)
