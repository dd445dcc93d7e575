from collections.abc import Callable
from pathlib import Path

import pytest

from keikaku.problem import Problem
from keikaku.read.folder import folders, open_folder

PageFolder = Callable[..., Path]


def test_departments_with_their_parents(page_folder: PageFolder) -> None:
    municipality = open_folder(page_folder("x")).municipality
    keys = {department.name: department.key for department in municipality.departments}
    assert [(each.name, each.parent) for each in municipality.departments] == [
        ("子ども・若者政策課", None),
        ("保育課", None),
        ("福祉部", None),
        ("高齢者支援課", keys["福祉部"]),
        ("防災課", None),
    ]
    assert len(set(keys.values())) == 5


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ('code: "990019"', 'code: "990018"', "wrong check digit", 1),
        ('code: "990019"', 'code: "99001"', "five digits", 1),
        ("name: 架空市", 'name: 架空市, corporate_number: "1000020142042"', "it is 3", 1),
        ("parent: 福祉部", "parent: 保健部", "'保健部' of department '高齢者支援課' is not listed", None),
        ("{name: 防災課}", "{name: 保育課}", "'保育課' is listed twice", None),
        (
            "{name: 防災課}",
            "{name: 福祉部, parent: 保育課}",
            "'福祉部' of department '高齢者支援課' may be either of two",
            None,
        ),
        ("last_fiscal_year: 2027", "last_fiscal_year: 2023", "ends before it begins", None),
        ("last_fiscal_year: 2027", "last_fiscal_year: 27", "wrong value", 13),
        ("type: implementation-plan", "type: implementation", "wrong value", 11),
        ("key: action-2024", "key: 行動計画", "wrong value", 9),
        ("key: action-2024", "key: action-2024\n    part_of: basic", "'basic', which is not there", None),
        ("terms: CC BY 4.0, ", "", "'plans.0.documents.0.terms' is missing", 15),
        ("without: []", "without: [sheet]", "wrong value", 15),
        ("departments:", "department:", "Did you mean 'departments'", 2),
    ],
)
def test_what_is_wrong_in_municipality_yaml(
    page_folder: PageFolder, old: str, new: str, said: str, line: int | None
) -> None:
    with pytest.raises(Problem, match=said) as caught:
        open_folder(page_folder("x", replacing=((old, new),)))
    assert caught.value.place is not None
    assert Path(caught.value.place.file).name == "municipality.yaml"
    assert caught.value.place.line == line


def test_a_document_that_is_not_there(page_folder: PageFolder) -> None:
    folder = open_folder(page_folder("x", replacing=(("file: page.txt", "file: none.txt"),)))
    with pytest.raises(Problem, match="cannot be opened"):
        folder.document(folder.description.plans[0].documents[0])


@pytest.mark.parametrize("file", ["../page.txt", "/etc/passwd", "documents/../../page.txt"])
def test_a_document_outside_the_folder(page_folder: PageFolder, file: str) -> None:
    with pytest.raises(Problem, match="outside"):
        open_folder(page_folder("x", replacing=(("file: page.txt", f"file: {file}"),)))


def test_the_folders_of_data_in_order(tmp_path: Path) -> None:
    for name in ("2-b", "1-a", "no-municipality"):
        (tmp_path / name).mkdir()
    for name in ("2-b", "1-a"):
        (tmp_path / name / "municipality.yaml").touch()
    assert [path.name for path in folders(tmp_path)] == ["1-a", "2-b"]


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no municipality"):
        folders(tmp_path)


def test_departments_above_themselves(kamakura_copy: Path) -> None:
    file = kamakura_copy / "municipality.yaml"
    words = file.read_text("utf-8")
    old = "{key: somu-bu, name: 総務部}"
    line = words[: words.index(old)].count("\n") + 1
    file.write_text(words.replace(old, "{key: somu-bu, name: 総務部, parent: 総務課}"), "utf-8")
    with pytest.raises(Problem, match="parents form a circle") as caught:
        open_folder(kamakura_copy)
    assert caught.value.place is not None
    assert caught.value.place.line == line
    assert "総務部" in caught.value.what.ja
