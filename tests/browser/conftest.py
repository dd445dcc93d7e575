"""A real browser, driven without its downloads, over a real server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.visiting import Visit, visiting
from keikaku.web.settings import Settings
from requirement import is_missing
from serving import serving


@pytest.fixture(scope="session")
def chromium() -> str:
    return shutil.which("chromium") or is_missing(
        "chromium is not installed (Debian: apt-get install chromium)"
    )


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Playwright keeps an event loop running in this thread, so it must end before other tests want one."""
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


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Opens a page; afterwards nothing may have been asked of another host, and nothing complained."""
    with visiting(browser, site) as opened:
        yield opened
