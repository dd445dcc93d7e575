import pytest

from keikaku.plan import Plan, Source
from keikaku.problem import Problem
from keikaku.rdf import DEFAULT_BASE, Iris


def test_iris_stand_below_the_base(plan: Plan) -> None:
    within = Iris("http://localhost:8000/").of(plan)
    assert within.step("0-1-1-1", "2014/1").value == (
        "http://localhost:8000/id/step/142042/zenki/0-1-1-1/2014/1"
    )


@pytest.mark.parametrize(
    ("source", "fragment"),
    [
        (Source("page", "line", 215, 216), "#line=214,216"),  # RFC 5147 counts the gaps between lines
        (Source("page", "page", 3, 3), "#page=3"),
        (Source("page", "row", 7, 7), "#row=7"),
        (Source("page", "row", 7, 9), "#row=7-9"),
    ],
)
def test_a_place_is_its_document_with_the_standard_fragment(
    plan: Plan, source: Source, fragment: str
) -> None:
    assert Iris().of(plan).source(source).value == f"{DEFAULT_BASE}id/document/142042/page{fragment}"


@pytest.mark.parametrize("key", ["施策", "a b", "", "..", "a/../b", "a#b", "a?b", "a%41", "/a", "a/", "ａ"])
def test_a_key_that_is_no_ascii_path_is_refused(key: str) -> None:
    with pytest.raises(Problem, match="cannot stand in an IRI"):
        Iris().id("policy", key)


@pytest.mark.parametrize("base", ["", "keikaku/", "https://w3id.org/keikaku", "ftp://a/", "https://例え.jp/"])
def test_a_base_that_is_no_http_address_with_a_slash_is_refused(base: str) -> None:
    with pytest.raises(Problem, match="cannot be the base"):
        Iris(base)
