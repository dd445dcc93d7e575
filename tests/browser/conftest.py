"""A real browser, driven without its downloads, over a real server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from keikaku.web.settings import Settings
from serving import serving

REQUIRE_ALL = "KEIKAKU_REQUIRE_ALL"
"""Set to 1, this variable makes a missing browser a failure instead of a reason to skip."""


@pytest.fixture(scope="session")
def chromium() -> str:
    if found := shutil.which("chromium"):
        return found
    reason = "chromium is not installed (Debian: apt-get install chromium)"
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(shipped_releases: Path) -> Iterator[str]:
    """The address of a server over the shipped data."""
    with serving(Settings(releases=shipped_releases, port=0)) as port:
        yield f"http://127.0.0.1:{port}"
