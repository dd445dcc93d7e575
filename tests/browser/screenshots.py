"""`python tests/browser/screenshots.py http://127.0.0.1:8000`: the main pages as pictures in screenshots/."""

import shutil
import sys
from itertools import product
from pathlib import Path

from pages import PAGES
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[2] / "screenshots"
WIDTHS = {"wide": 1280, "phone": 390}


def main(site: str) -> None:
    """Every page in both languages, light and dark, wide and narrow."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language, colours, (size, width) in product(("ja", "en"), ("light", "dark"), WIDTHS.items()):
            context = browser.new_context(
                base_url=site,
                locale=language,
                color_scheme=colours,
                viewport={"width": width, "height": 900},
            )
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(path, wait_until="networkidle")
                page.screenshot(path=FOLDER / f"{name}-{language}-{colours}-{size}.png", full_page=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
