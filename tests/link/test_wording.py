"""What a project's name is taken to say."""

import pytest

from keikaku.link import Words, read_synonyms


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(read_synonyms())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("学童保育事業", "放課後児童健全育成事業"),
        ("橋りょうの点検", "橋梁点検事業"),
        ("空家等対策の推進", "空き家対策事業"),
        ("こども医療費支給事業", "子ども医療費助成事業"),
        ("じんかい収集事業", "ごみ収集事業"),
        ("がん検診事業", "各種がん検診"),
    ],
)
def test_two_ways_of_saying_it_are_about_the_same(words: Words, one: str, other: str) -> None:
    assert words.wording(one).objects == words.wording(other).objects != frozenset()


def test_building_and_running_are_told_apart(words: Words) -> None:
    assert words.wording("橋梁建設事業").activities != words.wording("橋梁点検事業").activities


@pytest.mark.parametrize("name", ["一宮市遺児手当支給事業", "一宮遺児手当支給事業", "遺児手当支給事業"])
def test_the_citys_own_name_says_nothing(words: Words, name: str) -> None:
    assert words.wording(name, "一宮市").objects == {"遺児", "手当"}


def test_a_place_named_after_the_city_keeps_its_name(words: Words) -> None:
    assert "千葉" in words.wording("千葉公園の再整備", "千葉市").names


def test_who_does_it_is_another_thing(words: Words) -> None:
    assert words.wording("生涯学習事業").objects != words.wording("生涯学習推進員設置事業").objects
