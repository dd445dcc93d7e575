"""Builds that end badly: what was current before stays so, and the next build makes up for it."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from building_tasks import OTHERS, three_cities
from keikaku.cli.building.fingerprint import of_folder
from keikaku.cli.building.work import CityTask
from keikaku.problem import Problem
from keikaku.rdf import DEFAULT_BASE
from keikaku.release import Release

SAPPORO, NAHA = OTHERS
BUILD = [sys.executable, "-c", "from keikaku.cli import main; main()", "build", "--jobs", "2"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return three_cities(tmp_path / "data")


def start(data: Path, releases: Path, limit: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    command = [*BUILD, "--data", str(data), "--releases", str(releases)]
    environment = os.environ | {"KEIKAKU_LANG": "en", "SOURCE_DATE_EPOCH": "1395964799"}
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509 (nothing here has threads)
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str]:
    _, said = process.communicate()
    return process.returncode, said


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def dumps(release: Release) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in release.dumps.iterdir()}


def test_a_kill_in_the_middle_costs_only_what_was_not_done(data: Path, tmp_path: Path) -> None:
    releases, undisturbed = tmp_path / "releases", tmp_path / "undisturbed"
    killed = start(data, releases)
    assert killed.stderr is not None
    first = next(line for line in killed.stderr if line.startswith("[1/3]"))
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert not (releases / "current").exists()

    code, said = finish(start(data, releases))
    assert code == 0, said
    name = first.removeprefix("[1/3] ").partition(":")[0]
    assert f"{name}: valid, unchanged" in said
    assert finish(start(data, undisturbed))[0] == 0
    assert dumps(Release.current(releases)) == dumps(Release.current(undisturbed))
    Release.current(releases).verify()
    hidden = {path.name for path in releases.iterdir() if path.name.startswith(".")}
    assert hidden == {".lock", ".parts"}


def test_a_process_that_is_killed_fails_its_city_alone(data: Path, tmp_path: Path) -> None:
    """The document of one city is a pipe, at which its reader waits until it is killed."""
    pipe = data / NAHA / "documents" / "implementation-plan-2014-civic-autonomy.txt"
    pipe.unlink()
    os.mkfifo(pipe)
    building = start(data, tmp_path / "releases")
    assert building.stderr is not None
    said = [next(building.stderr), next(building.stderr)]
    (reader,) = [worker for child in children(building.pid) for worker in children(child)]
    os.kill(reader, signal.SIGKILL)
    code, rest = finish(building)
    assert code == 2
    assert "ended early (-9)" in rest
    assert sum("valid" in line for line in said) == 2
    assert not (tmp_path / "releases" / "current").exists()


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_full_disk_is_told_and_leaves_the_release_before(data: Path, tmp_path: Path, size: int) -> None:
    releases = tmp_path / "releases"
    assert finish(start(data, releases))[0] == 0
    before = Release.current(releases).id
    for city in data.iterdir():
        path = city / "municipality.yaml"
        path.write_text(path.read_text("utf-8").replace("第3次", "第4次"), "utf-8")
    code, said = finish(
        start(data, releases, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    )
    assert code == 2
    assert "File too large" in said
    Release.current(releases).verify()
    assert Release.current(releases).id == before
    assert finish(start(data, releases))[0] == 0
    assert Release.current(releases).id != before


def test_a_folder_that_changes_while_it_is_read_is_refused(data: Path, tmp_path: Path) -> None:
    city = data / SAPPORO
    before = of_folder(city)
    (city / "notes.txt").write_text("new\n")
    task = CityTask(city, before, DEFAULT_BASE, tmp_path / "part.zip")
    with pytest.raises(Problem, match="changed while it was read"):
        task()
    assert not (tmp_path / "part.zip").exists()
