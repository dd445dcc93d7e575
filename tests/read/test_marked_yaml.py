from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from keikaku.problem import Problem
from keikaku.read.marked_yaml import Record, load_record, load_with_lines


class Inner(Record):
    name: str
    count: Annotated[int, Field(ge=1)] = 1


class Outer(Record):
    title: str
    inner: tuple[Inner, ...] = ()
    note: str | None = None


def load(tmp_path: Path, text: str | bytes) -> Outer:
    file = tmp_path / "a.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_record(file, Outer)


def test_values_are_strings_until_the_record_says_otherwise(tmp_path: Path) -> None:
    record = load(tmp_path, "title: 0120\ninner: [{name: 2024-01-01, count: 3}, {name: no}]\nnote:\n")
    assert record == Outer(
        title="0120", inner=(Inner(name="2024-01-01", count=3), Inner(name="no")), note=None
    )


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbftitle: a\n").title == "a"


def test_lines_of_everything(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("title: a\ninner:\n  - name: b\n    count: 2\n", "utf-8")
    _, lines = load_with_lines(file, Outer)
    assert lines["title",] == 1
    assert lines["inner", 0] == 3
    assert lines["inner", 0, "count"] == 4


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param("titel: a\n", 1, "Did you mean 'title'", id="misspelt key"),
        pytest.param(
            "title: a\ninner:\n  - name: b\n    cuont: 2\n", 4, "Did you mean 'count'", id="inner key"
        ),
        pytest.param("title: a\nxyzzy: 1\n", 2, "'xyzzy' is not a known key", id="unknown key"),
        pytest.param("note: a\n", 1, "'title' is missing", id="missing key"),
        pytest.param(
            "title: a\ninner:\n  - count: 2\n", 3, "'inner.0.name' is missing", id="missing inner key"
        ),
        pytest.param("title: [a, b]\n", 1, "'title' has a wrong value", id="list for a string"),
        pytest.param("title: a\ninner:\n  - name: b\n    count: many\n", 4, "wrong value", id="no integer"),
        pytest.param("title: a\ninner:\n  - name: b\n    count: 0\n", 4, "wrong value", id="too small"),
        pytest.param("title: a\ntitle: b\n", 2, "stands here twice", id="key twice"),
        pytest.param("title: &a x\nnote: *a\n", 1, "aliases", id="alias"),
        pytest.param("title: [a\n", 2, "not YAML", id="open bracket"),
        pytest.param("title: a: b\n", 1, "not YAML", id="colon in a value"),
        pytest.param("\ttitle: a\n", 1, "not YAML", id="tab"),
        pytest.param("title: {a}: b\n", 1, "not YAML", id="placeholder without quotes"),
        pytest.param("? [a]\n: b\n", 1, "a key must be a string", id="list as a key"),
        pytest.param("- a\n", 1, "wrong value", id="a list"),
        pytest.param("", 1, "'title' is missing", id="empty"),
        pytest.param("title: a\nnote: まち\n".encode("cp932"), 2, "not in UTF-8", id="CP932"),
        pytest.param("note: a\ntitle: \x01\n", 2, r"does not allow, U\+0001", id="control character"),
        pytest.param("title: " + "[" * 9999, None, "too deeply", id="nested too deeply"),
    ],
)
def test_what_is_wrong_and_where(tmp_path: Path, text: str | bytes, line: int | None, said: str) -> None:
    with pytest.raises(Problem, match=said) as caught:
        load(tmp_path, text)
    assert caught.value.place is not None
    assert caught.value.place.file == str(tmp_path / "a.yaml")
    assert caught.value.place.line == line
    assert caught.value.what.ja != caught.value.what.en


def test_every_wrong_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        load(tmp_path, "titel: a\nonte: b\n")
    assert "titel" in caught.value.what.en
    assert "onte" in caught.value.what.en


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        load_record(tmp_path / "none.yaml", Outer)
