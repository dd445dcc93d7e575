"""`python -m bench build`: from documents to a release, and from a release to a reader of it."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from bench import process
from bench.corpus import Corpus
from bench.figure import Figure, Target, alone, table
from keikaku.check import Report
from keikaku.rdf import Iris
from keikaku.release import Release, build
from keikaku.release.shelf import Shelf
from keikaku.resources import content_folder

_TIMES = 5
_BUILD = [sys.executable, "-c", "from keikaku.cli import main; main()", "build"]


def measure(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """Two tables: the shipped data, and large corpora."""
    place = folder / "build"
    shutil.rmtree(place, ignore_errors=True)
    yield table(
        "The shipped data, from documents to a release (whole processes)", _shipped(place / "shipped")
    )
    for plans in arguments.plans:
        yield table(f"A release of {plans} plans", _corpus(place / "corpus", plans))
    shutil.rmtree(place)


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--plans", type=int, nargs="+", default=[20, 80])


def _shipped(place: Path) -> list[Figure]:
    data = Path(shutil.copytree(content_folder("data"), place / "data"))
    cities = sorted(path.parent for path in data.glob("*/municipality.yaml"))
    everything = alone(f"all {len(cities)} municipalities", "s", [_built(data, place / "releases")])
    (cities[0] / "note.txt").write_text("a file more\n")
    changed = alone("the same after a change in one of them", "s", [_built(data, place / "releases")])
    unchanged = alone("the same after no change", "s", [_built(data, place / "releases")])
    one = alone("all of them, one at a time", "s", [_built(data, place / "others", "--jobs", "1")])
    return [everything, one, changed, unchanged]


def _built(data: Path, releases: Path, *options: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        [*_BUILD, "--data", data, "--releases", releases, *options],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def _corpus(place: Path, plans: int) -> list[Figure]:
    shutil.rmtree(place, ignore_errors=True)
    process.forget_peak(os.getpid())
    started, busy = time.perf_counter(), time.process_time()
    release = build(place, Corpus(plans).quads(Iris()), Report(()), {}).release
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    statements = sum(release.manifest.graphs.values())
    return [
        alone(f"write and publish {statements:,} statements, dumps and digest included", "s", [seconds]),
        alone("the same", "statements/s", [statements / seconds]),
        alone("the same, processor time", "s", [busy]),
        alone("peak memory", "MB", [process.peak_memory(os.getpid())[os.getpid()]]),
        alone(
            "make a release that stands the current one", "ms", _flips(release), Target.at_most(100, " ms")
        ),
        alone("open its store and read a first statement", "ms", _openings(release)),
    ]


def _flips(release: Release) -> list[float]:
    milliseconds = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        with Shelf.locked(release.path.parent) as shelf:
            shelf.point_to(release)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return milliseconds


def _openings(release: Release) -> list[float]:
    milliseconds = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        next(iter(Store.read_only(str(release.store))))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return milliseconds
