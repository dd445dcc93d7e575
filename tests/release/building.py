"""Builds a release in processes that meet a fate: `building.py FOLDER DUMP die N…` or `… fill BYTES`.

`die` forks one process for each N: it builds in a copy of FOLDER, `FOLDER-N`, and is killed at its Nth
operation on files there. It prints how many operations a build took where N is more than that.
`fill` builds in FOLDER on a disk where no file grows beyond BYTES.
"""

import os
import resource
import shutil
import signal
import sys
from datetime import date
from pathlib import Path

from pyoxigraph import parse

from keikaku.check import Report, results  # noqa: F401 (loaded before any process is counted)
from keikaku.problem import Problem
from keikaku.release import build

DAY = date(2026, 11, 22)


def die_at(number: int, folder: Path) -> list[int]:
    """Kill this process at its operation of this number below the folder; returns the running count."""
    count = [0]

    def hook(_event: str, arguments: tuple[object, ...]) -> None:
        if any(str(argument).startswith(str(folder)) for argument in arguments):
            count[0] += 1
            if count[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return count


def die(folder: Path, dump: Path, numbers: list[int]) -> None:
    quads = list(parse(path=dump))
    for number in numbers:
        if child := os.fork():
            os.waitpid(child, 0)
        else:
            copy = folder.with_name(f"{folder.name}-{number}")
            shutil.copytree(folder, copy, symlinks=True)
            count = die_at(number, copy)
            build(copy, quads, Report(()), {}, issued=DAY)
            print(count[0], flush=True)
            os._exit(0)


def fill(folder: Path, dump: Path, size: int) -> None:
    quads = list(parse(path=dump))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        build(folder, quads, Report(()), {}, issued=DAY)
    except Problem as problem:
        sys.exit(problem.in_("en"))


if __name__ == "__main__":
    place, source, fate, *sizes = sys.argv[1:]
    if fate == "die":
        die(Path(place), Path(source), list(map(int, sizes)))
    else:
        fill(Path(place), Path(source), int(sizes[0]))
