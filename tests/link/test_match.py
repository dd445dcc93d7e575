"""Links between small cities whose true counterparts are known."""

from itertools import count

import pytest

from keikaku.link import Corpus, Lexical, Link, Linker, Words, Work, read_model, read_synonyms

ONE = (
    "学童保育事業",
    "橋梁点検事業",
    "児童扶養手当給付事業",
    "じんかい収集事業",
    "国保運営協議会事業",
    "広報紙発行事業",
    "老人保護措置事業",
)
OTHER = (
    "放課後児童健全育成事業",
    "放課後子ども教室推進事業",
    "橋梁建設事業",
    "児童手当給付事業",
    "ごみ収集事業",
    "学校運営協議会設置事業",
    "市政だより発行事業",
    "養護老人ホーム入所事業",
)
TRUE = {
    ("学童保育事業", "放課後児童健全育成事業"),
    ("じんかい収集事業", "ごみ収集事業"),
    ("広報紙発行事業", "市政だより発行事業"),
    ("老人保護措置事業", "養護老人ホーム入所事業"),
}


def _works() -> list[Work]:
    number = count()
    return [
        Work(code, name, "plan", str(next(number)), project)
        for code, name, projects in (("990027", "あけぼの市", ONE), ("990035", "みなと市", OTHER))
        for project in projects
    ]


@pytest.fixture(scope="module")
def links() -> list[Link]:
    works = _works()
    corpus = Corpus(works, Words(read_synonyms()))
    return Linker(works, Lexical(corpus), read_model("lexical"), "lexical").links(
        frozenset(["990027", "990035"])
    )


def test_every_counterpart_is_the_best_candidate(links: list[Link]) -> None:
    best: dict[str, str] = {}
    for link in links:
        best.setdefault(link.a.name, link.b.name)
    assert set(best.items()) >= TRUE


def test_what_only_sounds_alike_is_not_taken_for_the_same(links: list[Link]) -> None:
    sure = read_model("lexical").close
    taken = {(link.a.name, link.b.name) for link in links if link.mutual and link.confidence >= sure}
    assert taken <= TRUE


def test_a_link_says_which_words_it_rests_on(links: list[Link]) -> None:
    link = next(
        link for link in links if (link.a.name, link.b.name) == ("学童保育事業", "放課後児童健全育成事業")
    )
    assert link.shared == ("放課後児童クラブ",)
    assert 0 <= link.confidence <= 1
    assert link.mutual


def test_the_smaller_code_comes_first_and_a_city_is_not_linked_with_itself(links: list[Link]) -> None:
    assert {(link.a.municipality, link.b.municipality) for link in links} == {("990027", "990035")}


def test_the_same_works_give_the_same_links(links: list[Link]) -> None:
    works = _works()
    corpus = Corpus(works, Words(read_synonyms()))
    again = Linker(works, Lexical(corpus), read_model("lexical"), "lexical").links(
        frozenset(["990027", "990035"])
    )
    assert again == links
