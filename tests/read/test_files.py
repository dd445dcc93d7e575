"""`files` in municipality.yaml: one entry for many documents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from keikaku.problem import Problem
from keikaku.read.folder import open_folder

PageFolder = Callable[..., Path]

DOCUMENT = (
    "{key: page, file: page.txt, title: 行動計画, profile: profile.yaml, terms: CC BY 4.0, without: []}"
)
FILES = """
    files:
      - {key: sheet, pattern: sheets/r7-*.pdf, title: シート *, profile: sheet.yaml, terms: CC BY 4.0,
         url: "https://example.jp/r7-*.pdf", corrections: "corrections/*.yaml"}"""


@pytest.fixture
def folder(page_folder: PageFolder) -> Path:
    path = page_folder("x", replacing=((DOCUMENT, DOCUMENT + FILES),))
    (path / "sheets").mkdir()
    (path / "corrections").mkdir()
    return path


def test_each_file_is_a_document_in_the_order_of_names(folder: Path) -> None:
    for name in ("r7-002.pdf", "r7-001.pdf", "r7-B_3.pdf", "r7-公園.pdf", "r6-001.pdf", "r7-001.txt"):
        (folder / "sheets" / name).write_bytes(name.encode())
    (plan,) = open_folder(folder).description.plans
    listed, first, second, third, named = plan.documents
    assert listed.key == "page"
    assert (first.key, first.file, first.title, first.url) == (
        "sheet-001",
        "sheets/r7-001.pdf",
        "シート 001",
        "https://example.jp/r7-001.pdf",
    )
    assert (second.key, third.key) == ("sheet-002", "sheet-b-3")
    assert named.title == "シート 公園"
    assert named.key.isascii()
    opened = open_folder(folder)
    assert opened.document(second)[1] == b"r7-002.pdf"


def test_only_some_have_corrections(folder: Path) -> None:
    for name in ("sheets/r7-1.pdf", "sheets/r7-2.pdf", "corrections/2.yaml"):
        (folder / name).touch()
    _, first, second = open_folder(folder).description.plans[0].documents
    assert (first.corrections, second.corrections) == (None, "corrections/2.yaml")


def test_a_pattern_that_fits_nothing(folder: Path) -> None:
    with pytest.raises(Problem, match="no file fits"):
        open_folder(folder)


@pytest.mark.parametrize("pattern", ["sheets/*-*.pdf", "sheets/r7.pdf", "../*.pdf", "/etc/*"])
def test_a_pattern_of_another_form(page_folder: PageFolder, pattern: str) -> None:
    changed = FILES.replace("sheets/r7-*.pdf", f'"{pattern}"')
    with pytest.raises(Problem, match=r"one `\*`|outside"):
        open_folder(page_folder("x", replacing=((DOCUMENT, DOCUMENT + changed),)))
