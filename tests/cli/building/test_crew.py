import os
from pathlib import Path

from building_tasks import Deed
from keikaku.cli.building.crew import done
from keikaku.problem import Place


def outcomes(folder: Path, names: list[str], jobs: int = 2) -> dict[str, str]:
    tasks = [Deed(name, folder / name) for name in names]
    return {task.name: problem.in_("en") if problem else "" for task, problem in done(tasks, jobs)}


def test_each_task_has_a_process_of_its_own(tmp_path: Path) -> None:
    assert outcomes(tmp_path, ["one", "other"]) == {"one": "", "other": ""}
    processes = {(tmp_path / name).read_text() for name in ("one", "other")}
    assert len(processes) == 2
    assert str(os.getpid()) not in processes


def test_what_goes_wrong_in_one_leaves_the_others_alone(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["die", "problem", "error", "full", "one", "other"], jobs=3)
    assert found["one"] == found["other"] == ""
    assert "ended early (-9)" in found["die"]
    assert found["problem"] == "plan.txt, line 3: trouble mend it"
    assert "nothing to divide by" in found["error"]
    assert "No space left" in found["full"]


def test_a_problem_arrives_whole(tmp_path: Path) -> None:
    ((_, problem),) = done([Deed("problem", tmp_path / "x")], 1)
    assert problem is not None
    assert problem.place == Place("plan.txt", line=3)
    assert problem.in_("ja") == "plan.txt 3行: 困った直す"


def test_no_tasks_are_soon_done() -> None:
    assert list(done([], 2)) == []
