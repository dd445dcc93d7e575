"""Pages as a browser shows them, with scripts switched off: both languages, light and dark, wide and narrow."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from browser.visiting import Visit

HOME = "/"
PLAN = "/doc/plan/142042/implementation-2014"
PROJECT = "/doc/project/142042/implementation-2014/0-1-1-1"
DOCUMENT = "/doc/document/142042/implementation-2014-civic-autonomy"
PAGES = [HOME, PLAN, PROJECT, "/sparql", "/ontology", "/dumps/", DOCUMENT]
WIDTHS = {"phone": 360, "desk": 1280}


@pytest.fixture
def visit(visit: Visit) -> Callable[..., Page]:
    """Everything here must do without scripts."""
    return partial(visit, scripts=False)


def luminance(page: Page, selector: str, property: str) -> float:
    """The relative luminance of a colour in use (WCAG 2.2)."""
    rgb = page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{property}")
    channels = [int(channel) / 255 for channel in re.findall(r"\d+", rgb)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(page: Page, selector: str) -> float:
    """The contrast of an element's text with the paper (WCAG 2.2, 1.4.3)."""
    pair = sorted((luminance(page, selector, "color"), luminance(page, "html", "backgroundColor")))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_fits_the_screen(visit, path, language, width):
    page = visit(path, language, width)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.locator("html").evaluate("e => e.scrollWidth") <= width
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("selector", ["body", "main a", "header nav a", "footer p", "dt"])
def test_can_be_read_in_any_light(visit, colours, selector):
    page = visit(PROJECT, colours=colours)
    assert contrast(page, selector) >= 4.5
    dark = luminance(page, "html", "backgroundColor") < 0.2
    assert dark == (colours == "dark")


def test_from_the_first_page_to_the_line_of_the_source(visit):
    page = visit(HOME)
    page.get_by_role("link", name="第3次鎌倉市総合計画 第3期基本計画 前期実施計画").click()
    page.get_by_role("link", name="地域コミュニティー推進事業").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("地域コミュニティー推進事業")
    page.get_by_role("row", name="1,300,000円").get_by_role("link").last.click()
    line = page.locator("li:has(:target)")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("1.3")


def test_breadcrumbs_and_the_language_switch(visit):
    page = visit(PROJECT)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role(
        "link", name="Kamakura", exact=True
    ).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kamakura")


@pytest.mark.parametrize(("language", "run"), [("ja", "実行"), ("en", "Run")])
def test_asks_without_a_script(visit, language, run):
    page = visit("/sparql", language)
    page.get_by_role("textbox").fill("SELECT ?n { BIND(6 * 7 AS ?n) }")
    page.get_by_role("button", name=run).click()
    expect(page.get_by_role("cell")).to_have_text("42")
    expect(page.get_by_role("textbox")).to_have_value("SELECT ?n { BIND(6 * 7 AS ?n) }")


def test_shows_where_a_query_broke(visit):
    page = visit("/sparql")
    page.get_by_role("textbox").fill("SELECT *\nWHERE { ?s ?p }")
    page.locator("form").get_by_role("button").click()
    expect(page.locator("section pre")).to_contain_text("WHERE { ?s ?p }")


@pytest.mark.parametrize("number", range(5))
def test_every_example_has_an_answer(visit, number):
    page = visit("/sparql", "en")
    page.locator(".examples a").nth(number).click()
    page.get_by_role("button", name="Run").click()
    assert page.locator("section tbody tr").count() > 0
