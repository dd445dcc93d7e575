"""What the documents say is so: links lead somewhere, commands exist, the README's query has the README's answer."""

import re
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from keikaku.cli import main
from keikaku.release import Release

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README = (ROOT / "README.md").read_text("utf-8")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def section(language: str) -> str:
    """The first fenced block of a language in the README."""
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text("utf-8")) if "://" not in target]
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert missing == []


def test_the_readme_query_has_the_readme_answer(shipped_release: Release) -> None:
    solutions = Store.read_only(str(shipped_release.store)).query(
        section("sparql"), use_default_graph_as_union=True
    )
    assert isinstance(solutions, QuerySolutions)
    answer = solutions.serialize(format=QueryResultsFormat.CSV)
    assert answer is not None
    printed = README.partition("/sparql\n")[2].partition("```")[0]
    assert answer.decode().split() == printed.split()


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:40])
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("serve", "test"):
        assert f"make {target}" in first_screen
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_that_are_named_exist(document: Path) -> None:
    named = set(re.findall(r"\bkeikaku ([a-z]+)(?= |`|$)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= set(main.commands)


def test_every_room_is_in_the_architecture_and_in_order() -> None:
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][
        0
    ]["layers"]
    listed = [room.strip() for layer in reversed(layers) for room in layer.split("|")]
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("| room |")[2]
    drawn = [
        room
        for row in table.splitlines()
        if row.startswith("|")
        for room in re.findall(r"`([a-z]+)/?`", row.split("|")[1])
    ]
    assert sorted(drawn[:3]) == sorted(listed[:3])
    assert drawn[3:] == listed[3:]
    package = ROOT / "api" / "keikaku"
    rooms = {
        path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__"} == set(listed)


def test_every_code_list_and_graph_of_the_model_is_real(shipped_release: Release) -> None:
    model = (ROOT / "docs" / "model.md").read_text("utf-8")
    for graph in shipped_release.manifest.graphs:
        assert "id/graph/" in graph or graph in model, graph
