from collections.abc import Callable
from pathlib import Path

import pytest

from keikaku.problem import Problem
from keikaku.read.profile import load_profile
from keikaku.read.reader import read_folder

PageFolder = Callable[..., Path]


def test_the_profile_of_the_first_municipality(kamakura_copy: Path) -> None:
    profile = load_profile(kamakura_copy / "profile.yaml")
    assert [level.name for level in profile.levels] == ["将来目標（章）", "分野", "施策の方針"]
    assert profile.era is not None
    assert profile.era.name == "平成"
    assert profile.sheet is not None
    assert profile.sheet.labels["cost"] == ("推計事業費",)
    assert "supporting_department" not in profile.sheet.labels


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("statements:", "statement:", "Did you mean 'statements'", 7),
        ("genre: text", "genre: pdf", "wrong value", 1),
        ("era: 令和", "era: 令知", "wrong value", 2),
        ("where: policies", "where: policy", "wrong value", 6),
        ("（{number}）{name}", "（{nummer}）{name}", "unknown placeholder {nummer}", 6),
        ("（{number}）{name}", "（{number}）{name}{text}", "nothing stands between", 6),
        ("（{number}）{name}", "（{number}）{number}{name}", "stands twice", 6),
        ("（{number}）{name}", "（{number）{name}", "unknown placeholder", 6),
        ("sheets: ■重点プロジェクト", "shets: ■重点プロジェクト", "Did you mean 'sheets'", 10),
        ("kind: plan}\n", "kind: planned}\n", "wrong value", 9),
        ("  code: 事業番号\n", "", "'sheet.code' is missing", 13),
        ("  code: 事業番号\n", "  code: []\n", "wrong value", 14),
        ("計画事業費（{count}か年合計）：{amount}", "計画事業費（{count}か年合計）", "{amount}", 9),
    ],
)
def test_what_is_wrong_in_a_profile(
    page_folder: PageFolder, old: str, new: str, said: str, line: int
) -> None:
    folder = page_folder("x", replacing=((old, new),))
    with pytest.raises(Problem) as caught:
        load_profile(folder / "profile.yaml")
    assert said in caught.value.what.en
    assert caught.value.place is not None
    assert caught.value.place.line == line
    assert caught.value.advice is not None
    assert "docs/profile.md" in caught.value.advice.en


def test_a_profile_that_is_not_there(page_folder: PageFolder) -> None:
    folder = page_folder("x", replacing=(("profile: profile.yaml", "profile: none.yaml"),))
    with pytest.raises(Problem, match="cannot be opened") as caught:
        read_folder(folder)
    assert caught.value.place is not None
    assert caught.value.place.file.endswith("none.yaml")
