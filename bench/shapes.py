"""`python -m bench shapes`: the check of one plan, ours against plain pySHACL on an rdflib graph."""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import RDF, SH

from bench.corpus import Corpus
from bench.figure import Target, alone, compared, table
from keikaku.check import check
from keikaku.check.rule import shapes_graph
from keikaku.check.term import rdflib_term
from keikaku.rdf import Iris

Findings = frozenset[tuple[str, str]]
"""Which focus nodes break which shapes."""


def measure(_folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """Two tables: whole checks, loading of the graph included, and how they grow."""
    whole, part = _plan(arguments.projects), _plan(arguments.compared)
    check(part, {})  # reads the shapes, which are then kept
    seconds: list[float] = []
    ours: list[float] = []
    plain: list[float] = []
    found: set[Findings] = set()
    for _ in range(arguments.rounds):
        seconds.append(_timed(_ours, whole)[0])
        for check_plan, times in ((_ours, ours), (_plain, plain)):
            taken, findings = _timed(check_plan, part)
            times.append(taken)
            found.add(findings)
    same = "the same findings" if len(found) == 1 else "**different findings**"
    sizes = {projects: _plan(projects) for projects in (arguments.projects // 2, arguments.projects * 2)}
    grown = {
        projects: [_processor(quads) for _ in range(arguments.rounds)] for projects, quads in sizes.items()
    }
    busy = [_processor(whole) for _ in range(arguments.rounds)]
    yield table(
        f"The check of a plan: {arguments.projects} projects are {len(whole):,} statements",
        [
            alone(f"{arguments.projects} projects", "s", seconds, Target.at_most(0.5, " s")),
            alone("the same, processor time", "s", busy, Target.at_most(0.5, " s")),
            compared(f"{arguments.compared} projects, beside plain pySHACL ({same})", "s", ours, plain),
        ],
    )
    yield table(
        "Does it scale? Processor time of a check, for each 1,000 statements",
        [
            alone(f"{projects} projects", "ms", [taken / len(sizes[projects]) * 1e6 for taken in times])
            for projects, times in grown.items()
        ],
    )


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--projects", type=int, default=500)
    parser.add_argument(
        "--compared", type=int, default=50, help="projects of the plan that pySHACL checks too"
    )
    parser.add_argument("--rounds", type=int, default=3)


def _timed(check_plan: Callable[[list[Quad]], Findings], quads: list[Quad]) -> tuple[float, Findings]:
    started = time.perf_counter()
    findings = check_plan(quads)
    return time.perf_counter() - started, findings


def _processor(quads: list[Quad]) -> float:
    started = time.process_time()
    _ours(quads)
    return time.process_time() - started


def _plan(projects: int) -> list[Quad]:
    return list(_broken(Corpus(1, projects).quads(Iris())))


def _broken(quads: Iterator[Quad]) -> Iterator[Quad]:
    """The same without the notations of projects, so that there is something to find."""
    for quad in quads:
        if not ("/project/" in str(quad.subject) and "core#notation" in str(quad.predicate)):
            yield quad


def _ours(quads: list[Quad]) -> Findings:
    return frozenset((str(item.focus.value), item.rule.iri) for item in check(quads, {}).findings)


def _plain(quads: list[Quad]) -> Findings:
    graph = rdflib.Graph()
    for quad in quads:
        subject, predicate, value = map(rdflib_term, quad.triple)
        graph.add((subject, predicate, value))
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes_graph())
    return frozenset(
        (str(results.value(node, SH.focusNode)), str(results.value(node, SH.sourceShape)))
        for node in results.subjects(RDF.type, SH.ValidationResult)
    )
