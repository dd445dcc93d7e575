"""The query editor with its scripts: colours, completions, answers in place, errors at their line, stop, history."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.visiting import Visit

EDITOR = ".CodeMirror"


def ask(page: Page, query: str, run: str = "実行") -> None:
    page.locator(EDITOR).evaluate("(e, text) => e.CodeMirror.setValue(text)", query)
    page.get_by_role("button", name=run, exact=True).click()


def test_answers_without_leaving_the_page(visit: Visit):
    page = visit("/sparql")
    page.evaluate("window.stayed = true")
    ask(page, "SELECT ?n { BIND(6 * 7 AS ?n) }")
    expect(page.get_by_role("cell", name="42")).to_be_visible()
    assert page.evaluate("window.stayed")
    assert re.search("秒", page.locator("#answer .measure").inner_text())
    shared = page.url
    again = visit(shared)
    expect(again.get_by_role("cell", name="42")).to_be_visible()
    assert "6 * 7" in again.locator(EDITOR).inner_text()


def test_an_answer_names_things_and_leads_to_them(visit: Visit):
    page = visit("/sparql")
    ask(
        page, "PREFIX mp: <https://w3id.org/keikaku/ontology#> SELECT ?p ?kind { ?p a ?kind . ?p mp:goal ?g }"
    )
    expect(page.get_by_role("link", name="地域コミュニティー推進事業").first).to_be_visible()
    assert page.locator("#answer tbody a").first.get_attribute("href").startswith("/doc/")


@pytest.mark.parametrize(("language", "run"), [("ja", "実行"), ("en", "Run")])
def test_an_error_stands_at_its_line(visit: Visit, language, run):
    page = visit("/sparql", language)
    ask(page, "SELECT *\nWHERE {\n  ?s ?p\n}", run)
    expect(page.locator("#answer pre")).to_contain_text("^")
    expect(page.locator(".wrong-line")).to_have_count(1)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("SELECT * { ?s a proj", "mp:Project"), ("SELECT * { ?s 所管", "mp:department")],
)
def test_completes_our_own_terms_by_name_and_label(visit: Visit, typed, offered):
    page = visit("/sparql")
    page.wait_for_load_state("networkidle")
    page.locator(EDITOR).evaluate(
        "(e, text) => { e.CodeMirror.setValue(text); e.CodeMirror.focus(); e.CodeMirror.setCursor(9, 999) }",
        typed,
    )
    page.keyboard.press("Control+Space")
    hint = page.locator(".CodeMirror-hint", has_text=offered).first
    expect(hint).to_be_visible()
    hint.click()
    text = page.locator(EDITOR).evaluate("e => e.CodeMirror.getValue()")
    assert "PREFIX mp: <https://w3id.org/keikaku/ontology#>" in text
    assert offered in text


def test_sorts_and_turns_pages(visit: Visit):
    page = visit("/sparql")
    digits = "(0)(1)(2)(3)(4)(5)(6)(7)(8)(9)"
    ask(page, f"SELECT (10 * ?a + ?b AS ?n) {{ VALUES (?a) {{ {digits} }} VALUES (?b) {{ {digits} }} }}")
    expect(page.locator("#answer tbody tr")).to_have_count(50)
    head = page.get_by_role("button", name="n", exact=True)
    head.click()
    expect(page.locator("#answer tbody td").first).to_have_text("0")
    page.get_by_role("button", name="次へ").click()
    expect(page.locator("#answer tbody td").first).to_have_text("50")
    head.click()
    expect(page.locator("#answer tbody td").first).to_have_text("99")
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)


def test_can_be_stopped(visit: Visit):
    page = visit("/sparql")
    pair = "{ ?a ?b ?c } { ?d ?e ?f } { ?g ?h ?i }"
    ask(page, f"SELECT (COUNT(*) AS ?n) {{ {pair} FILTER(?a != ?i && ?b != ?h && ?d != ?g) }}")
    page.get_by_role("button", name="中止").click()
    expect(page.locator("#result")).to_contain_text("中止しました")


def test_draws_what_can_be_drawn(visit: Visit):
    page = visit("/sparql")
    ask(page, "SELECT ?word ?n { VALUES (?word ?n) { ('甲' 1) ('乙' 2) } }")
    page.get_by_text("図で見る").click()
    expect(page.get_by_role("img", name=re.compile("棒.*下にあります"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert "<svg" in download.value.path().read_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_remembers_what_was_asked_until_told_to_forget(visit: Visit):
    page = visit("/sparql")
    ask(page, "ASK { ?s ?p ?o }")
    history = page.locator("#history")
    expect(history.get_by_role("button", name="ASK { ?s ?p ?o }")).to_be_visible()
    page.get_by_role("button", name="履歴を消す").click()
    expect(history).to_be_hidden()


def test_hostile_labels_stay_words(visit: Visit):
    page = visit("/sparql")
    ask(page, "SELECT ?x ?y { VALUES (?x ?y) { ('<img src=x onerror=alert(1)>' <javascript:alert(1)>) } }")
    expect(page.get_by_role("cell").first).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("#answer img, #answer a[href^=javascript]").count() == 0


def test_the_keyboard_gets_out_of_the_editor(visit: Visit):
    page = visit("/sparql")
    page.locator(EDITOR).click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.CodeMirror') === null")
