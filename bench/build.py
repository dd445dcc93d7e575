"""`python -m bench build`: from documents to a release, and from a release to a reader of it."""

import argparse
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from bench import process
from bench.corpus import Corpus
from bench.figure import Figure, Target, alone, table
from keikaku.check import Report, check
from keikaku.cli.dataset import read_dataset
from keikaku.rdf import Iris, vocabulary_quads
from keikaku.read import folders
from keikaku.release import Release, build
from keikaku.release.shelf import Shelf
from keikaku.resources import content_folder

_TIMES = 5


def measure(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """Two tables: the shipped data, and a large corpus."""
    place = folder / "build"
    shutil.rmtree(place, ignore_errors=True)
    yield table(
        "The shipped data, from documents to a release", _shipped(place / "shipped", arguments.rounds)
    )
    yield table(f"A release of {arguments.plans} plans", _corpus(place / "corpus", arguments.plans))
    shutil.rmtree(place)


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--plans", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)


def _shipped(place: Path, rounds: int) -> list[Figure]:
    read, checked, built = [], [], []
    for number in range(rounds):
        started = time.perf_counter()
        dataset = read_dataset(folders(content_folder("data")), Iris())
        quads = [*dataset.quads, *vocabulary_quads()]
        read.append(time.perf_counter() - started)
        started = time.perf_counter()
        report = check(quads, dataset.files)
        checked.append(time.perf_counter() - started)
        started = time.perf_counter()
        build(place / str(number), quads, report, dataset.documents)
        built.append(time.perf_counter() - started)
    return [alone("read", "s", read), alone("check", "s", checked), alone("write and publish", "s", built)]


def _corpus(place: Path, plans: int) -> list[Figure]:
    quads = list(Corpus(plans).quads(Iris()))
    process.forget_peak(os.getpid())
    started = time.perf_counter()
    release = build(place, quads, Report(()), {}).release
    seconds = time.perf_counter() - started
    return [
        alone(f"write and publish {len(quads):,} statements, dumps and digest included", "s", [seconds]),
        alone("the same", "statements/s", [len(quads) / seconds]),
        alone("peak memory, the statements included", "MB", [process.peak_memory(os.getpid())[os.getpid()]]),
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
