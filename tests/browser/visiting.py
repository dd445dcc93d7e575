"""Opening pages as a reader of some language, screen and light, and watching what they ask and complain of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from playwright.sync_api import Browser, BrowserContext, Page

# That a page came with an error's status is what some tests are about.
_EXPECTED = ("a status of 400", "a status of 404", "a status of 410")


class Visit(Protocol):
    def __call__(
        self, path: str, language: str = "ja", width: int = 1280, colours: str = "light", scripts: bool = True
    ) -> Page: ...


@contextmanager
def visiting(browser: Browser, site: str) -> Iterator[Visit]:
    """Afterwards nothing may have been asked of another host, and no page may have complained."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def opened(
        path: str, language: str = "ja", width: int = 1280, colours: str = "light", scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            java_script_enabled=scripts,
            locale=language,
            viewport={"width": width, "height": 900},
            color_scheme=colours,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    foreign = [url for url in asked if not url.startswith((site, "data:", "blob:"))]
    assert not foreign, foreign
    unexpected = [text for text in complaints if not any(words in text for words in _EXPECTED)]
    assert not unexpected, unexpected
