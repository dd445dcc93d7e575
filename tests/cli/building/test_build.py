"""`keikaku build` over several municipalities, as a user runs it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from building_tasks import DOCUMENT, KAMAKURA, OTHERS, three_cities
from keikaku.check import Severity
from keikaku.cli import main
from keikaku.cli.building.part import Part
from keikaku.rdf.namespaces import RDFS

SAPPORO, NAHA = OTHERS
Build = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return three_cities(tmp_path / "data")


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return tmp_path / "releases"


@pytest.fixture
def build(data: Path, releases: Path) -> Build:
    def run(*arguments: str | Path, lang: str = "en") -> Result:
        environment = {"KEIKAKU_LANG": lang, "SOURCE_DATE_EPOCH": "1395964799"}
        given = ["build", "--data", data, "--releases", releases, *arguments]
        return CliRunner().invoke(main, [str(argument) for argument in given], env=environment)

    return run


def outcomes(result: Result) -> dict[str, str]:
    """The last words of the lines that the table has for each folder."""
    rows = [line.rsplit("  ", 1) for line in result.stderr.splitlines()]
    return {row[0].split()[0]: row[1] for row in rows if len(row) == 2 and row[0][:6].isdigit()}


def content(release: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (release / "dumps").iterdir()}


def make_unreadable(city: Path) -> None:
    (city / DOCUMENT).write_bytes(b"%PDF-1.7")


def make_invalid(city: Path) -> None:
    """The plan ends a year before its last steps."""
    path = city / "municipality.yaml"
    text = path.read_text("utf-8").replace("last_fiscal_year: 2016", "last_fiscal_year: 2015")
    path.write_text(text, "utf-8")


def test_all_cities_are_published_and_only_what_changes_is_read_again(
    build: Build, data: Path, releases: Path
) -> None:
    first = build("--jobs", "2")
    assert first.exit_code == 0, first.stderr
    assert outcomes(first) == dict.fromkeys([KAMAKURA.name, SAPPORO, NAHA], "valid")
    before = (releases / "current").resolve()
    assert {path.name for path in (before / "documents").iterdir()} == {"142042", "011002", "472018"}

    path = data / NAHA / "municipality.yaml"
    path.write_text(path.read_text("utf-8").replace("title: 第3次", "title: 第4次"), "utf-8")
    (cached,) = (releases / ".parts").glob(f"{SAPPORO}-*.zip")
    cached.write_bytes(cached.read_bytes()[:-100])
    second = build()
    assert outcomes(second) == {KAMAKURA.name: "valid, unchanged", SAPPORO: "valid", NAHA: "valid"}
    assert (releases / "current").resolve() != before
    names = sorted(path.name.rpartition("-")[0] for path in (releases / ".parts").glob("*.zip"))
    assert names == sorted([KAMAKURA.name, SAPPORO, NAHA, "shared", "derived"])

    third = build(lang="ja")
    assert set(outcomes(third).values()) == {"適合（変更なし）"}
    assert "同じ内容" in third.stdout


def test_jobs_order_and_place_make_no_difference(
    build: Build, data: Path, releases: Path, tmp_path: Path
) -> None:
    assert build("--jobs", "3").exit_code == 0
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(data, elsewhere / "data")
    other = build("--jobs", "1", "--data", elsewhere / "data", "--releases", elsewhere / "releases")
    assert other.exit_code == 0
    assert content(elsewhere / "releases" / "current") == content(releases / "current")


def test_a_city_that_fails_hides_no_other(build: Build, data: Path, releases: Path) -> None:
    make_unreadable(data / SAPPORO)
    make_invalid(data / NAHA)
    result = build()
    assert result.exit_code == 2
    assert outcomes(result) == {KAMAKURA.name: "valid", SAPPORO: "cannot be read", NAHA: "not valid"}
    assert f"{SAPPORO}/{DOCUMENT}" in result.stderr
    assert "[step-within-plan]" in result.stderr
    assert "Nothing is published." in result.stderr
    assert not (releases / "current").exists()

    shutil.rmtree(data / SAPPORO)
    assert build().exit_code == 1

    published = build("--leave-out-failing")
    assert published.exit_code == 0
    assert f"Not in it: {NAHA} (not valid)" in published.stdout
    assert_left_out(releases, {NAHA: {"ja": "不適合", "en": "not valid"}})


def assert_left_out(releases: Path, expected: dict[str, dict[str, str]]) -> None:
    current = releases / "current"
    assert json.loads((current / "manifest.json").read_bytes())["left_out"] == expected
    described = parse(path=current / "void.ttl", format=RdfFormat.TURTLE)
    comments = [quad.object.value for quad in described if quad.predicate == RDFS.comment]
    for name, reason in expected.items():
        assert any(name in comment and reason["ja"] in comment for comment in comments)
        assert any(name in comment and reason["en"] in comment for comment in comments)
        code = name.partition("-")[0]
        assert f"/plan/{code}/" not in (current / "dumps" / "keikaku.nq").read_text("utf-8")


@pytest.mark.parametrize("name", [SAPPORO, "011002"])
def test_a_city_is_left_out_by_its_code_or_folder(
    build: Build, data: Path, releases: Path, name: str
) -> None:
    make_unreadable(data / SAPPORO)
    result = build("--without", name, "--without", NAHA, lang="ja")
    assert result.exit_code == 0
    assert outcomes(result) == {KAMAKURA.name: "適合", SAPPORO: "除外", NAHA: "除外"}
    reason = {"ja": "指定により除外", "en": "left out as asked"}
    assert_left_out(releases, {SAPPORO: reason, NAHA: reason})


def test_a_city_that_is_not_there_cannot_be_left_out(build: Build) -> None:
    result = build("--without", "999999")
    assert result.exit_code == 2
    assert "999999" in result.stderr
    assert SAPPORO in result.stderr


def test_nothing_is_published_of_nothing(build: Build, data: Path, releases: Path) -> None:
    for city in data.iterdir():
        make_unreadable(city)
    assert build("--leave-out-failing").exit_code == 2
    assert not (releases / "current").exists()


def test_two_folders_of_one_city_are_refused(build: Build, data: Path, releases: Path) -> None:
    shutil.rmtree(data / NAHA)
    shutil.copytree(data / SAPPORO, data / "011002-again")
    result = build()
    assert result.exit_code == 2
    assert "two folders of municipality 011002" in result.stderr
    assert not (releases / "current").exists()


def test_a_violation_that_is_waived_is_published(build: Build, data: Path, releases: Path) -> None:
    for name in OTHERS:
        shutil.rmtree(data / name)
    make_invalid(data / KAMAKURA.name)
    assert build().exit_code == 1
    (cached,) = (releases / ".parts").glob("142042-*.zip")
    part = Part.read(cached)
    assert part is not None
    waivers = "".join(
        f"  - rule: {finding.rule.key}\n    things: [{finding.thing.value.rpartition('/id/')[2]}]\n"
        "    by: 企画課\n    date: 2026-11-22\n    why: {ja: 文書のとおり。, en: As printed.}\n"
        for finding in part.report.findings
        if finding.severity is Severity.VIOLATION
    )
    (data / KAMAKURA.name / "waivers.yaml").write_text(f"waivers:\n{waivers}", "utf-8")
    result = build()
    assert result.exit_code == 0, result.stderr
    assert "As printed. (企画課)" in (releases / "current" / "report.ttl").read_text("utf-8")
