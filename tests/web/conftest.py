"""Servers over the shipped data, and clients of theirs."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from keikaku.cli.dataset import Dataset
from keikaku.engine.limits import Limits
from keikaku.release import Release
from keikaku.web.settings import Settings
from serving import serving


@pytest.fixture(scope="session")
def shipped(one_city: Dataset) -> Dataset:
    """One city is enough for what HTTP does."""
    return one_city


@pytest.fixture(scope="session")
def shipped_releases(one_city_releases: Path) -> Path:
    """One city is enough for what HTTP does."""
    return one_city_releases


@pytest.fixture(scope="session")
def shipped_release(one_city_releases: Path) -> Release:
    """The same."""
    return Release.current(one_city_releases)


@pytest.fixture(scope="session")
def port(shipped_releases: Path) -> Iterator[int]:
    with serving(Settings(releases=shipped_releases, port=0)) as number:
        yield number


@pytest.fixture(scope="session")
def strict_port(shipped_releases: Path) -> Iterator[int]:
    """A server whose limits are easily met."""
    limits = Limits(seconds=20, rows=60_000, bytes=4_000_000, query_bytes=10_000, concurrent=1, queue=4)
    with serving(Settings(releases=shipped_releases, port=0, limits=limits, body_bytes=20_000)) as number:
        yield number


@pytest.fixture(scope="session")
def client(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as found:
        yield found


@pytest.fixture(scope="session")
def strict(strict_port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{strict_port}", timeout=30) as found:
        yield found
