"""Services in processes of their own, over the shipped data."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from running import Running, running

Begin = Callable[..., Running]


@pytest.fixture
def begin(shipped_releases: Path) -> Iterator[Begin]:
    """Start services with options of the test's choice; they are ended afterwards."""
    with ExitStack() as services:
        yield lambda *options, **more: services.enter_context(running(shipped_releases, *options, **more))


@pytest.fixture(scope="module")
def service(shipped_releases: Path) -> Iterator[Running]:
    """A service whose limits are easily met."""
    options = ("--timeout", "1", "--rows", "50", "--bytes", "60000", "--log-clients", "address")
    with running(shipped_releases, *options) as found:
        yield found
