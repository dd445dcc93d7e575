"""The list of synonyms, and how a text is split by it."""

from pathlib import Path

import pytest

from keikaku.link import read_synonyms
from keikaku.link.synonyms import Concept
from keikaku.problem import Problem


def _read(tmp_path: Path, *rows: str) -> list[Concept | str]:
    file = tmp_path / "synonyms.csv"
    file.write_text("\n".join(["kind,concept,forms", *rows]), encoding="utf-8")
    return list(read_synonyms(file).split("学童保育室の施設整備"))


def test_the_longest_form_wins(tmp_path: Path) -> None:
    found = _read(tmp_path, "object,学童,学童|学童保育", "activity,整備,整備|施設整備")
    assert found == [Concept("object", "学童"), "室の", Concept("activity", "整備")]


@pytest.mark.parametrize(
    ("row", "said"), [("thing,学童,学童", "thing"), ("object,保育,学童保育|学童", "学童")]
)
def test_an_unknown_kind_and_a_form_of_two_concepts_are_problems_with_their_line(
    row: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem) as caught:
        _read(tmp_path, "object,学童,学童", row)
    assert said in caught.value.in_("en")
    assert caught.value.place
    assert caught.value.place.line == 3


def test_the_shipped_list_is_sound() -> None:
    """Read without a problem, it has the pair of the issue."""
    concepts = read_synonyms().concepts
    assert concepts["学童保育"] == concepts["放課後児童クラブ"] == concepts["放課後児童健全育成"]
