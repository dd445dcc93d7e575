"""The ways through the site in a browser, with scripts and without, by keyboard, on a phone; what axe-core finds."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.pages import PAGES
from browser.visiting import Visit

AXE = Path(__file__).parents[2] / "build" / "browser" / "axe.min.js"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    return AXE.read_text()


def findings(page: Page, axe: str) -> list[str]:
    """What hinders people, as axe-core sees it; run as a debugger does, beside the page's policy."""
    page.evaluate(axe)
    results = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{found['id']}: {json.dumps([node['target'] for node in found['nodes']][:3])}"
        for found in results
        if found["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("language", "colours"), [("ja", "light"), ("en", "dark")])
def test_hinders_nobody(visit: Visit, axe, path, language, colours):
    page = visit(path, language, colours=colours)
    page.wait_for_load_state("networkidle")
    assert findings(page, axe) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_fits_a_phone(visit: Visit, path):
    page = visit(path, width=360)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("language", "search", "project"), [("ja", "探す", "事業"), ("en", "Search", "project")]
)
def test_from_a_word_to_a_project(visit: Visit, language, search, project, scripts):
    page = visit("/", language, scripts=scripts)
    page.get_by_role("searchbox").fill("地域コミュニティー")
    page.get_by_role("button", name=search, exact=True).click()
    filters = page.get_by_role("navigation", name="絞り込み" if language == "ja" else "Filters")
    filters.get_by_role("link", name=project, exact=True).click()
    page.get_by_role("link", name="地域コミュニティー推進事業").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("地域コミュニティー推進事業")


def test_by_keyboard_alone(visit: Visit):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("広報事業")
    page.keyboard.press("Enter")
    expect(page.locator(".hits a", has_text="広報事業").first).to_be_visible()


def test_a_question_with_its_form_and_chart(visit: Visit):
    page = visit("/queries/steps-timeline")
    expect(page.get_by_role("combobox", name="計画")).to_have_value("142042/implementation-2014")
    expect(page.get_by_role("img")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("小学校区での地域会議の設立")


def test_the_map_of_municipalities(visit: Visit):
    page = visit("/queries/municipalities", "en")
    expect(page.get_by_role("img")).to_be_visible()
    assert page.locator("figure.chart circle").count() == page.locator("table.data tbody tr").count()


def test_without_scripts_the_table_is_whole(visit: Visit):
    page = visit("/queries/statements", scripts=False)
    assert page.locator("table.data tbody tr").count() == 13
    assert page.locator("figure").count() == 0


def test_a_question_opens_in_the_editor(visit: Visit):
    page = visit("/queries/money-by-policy?plan=142042/implementation-2014")
    page.get_by_role("link", name="この問いをエディターで開く").click()
    expect(page.locator(".CodeMirror")).to_contain_text("VALUES (?plan)")
    page.get_by_role("button", name="実行", exact=True).click()
    expect(page.locator("#answer")).to_contain_text("1,425,000,000")
