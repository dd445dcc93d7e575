"""`python -m bench shapes`: the check of one plan, ours against plain pySHACL on an rdflib graph."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import RDF, SH

from bench.corpus import Corpus
from bench.figure import Target, alone, compared, table
from keikaku.check import check
from keikaku.check.graph import rdflib_term
from keikaku.check.rule import shapes_graph
from keikaku.rdf import Iris


def measure(_folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """One table: whole checks, loading of the graph included."""
    quads = list(_broken(Corpus(1, arguments.projects).quads(Iris())))
    check(quads, {})  # reads the shapes, which are then kept
    ours, plain, found = [], [], set()
    for _ in range(arguments.rounds):
        started = time.perf_counter()
        findings = check(quads, {}).findings
        ours.append(time.perf_counter() - started)
        found.add(frozenset((str(item.focus.value), item.rule.iri) for item in findings))
    figures = [alone("ours", "s", ours, Target.at_most(0.5, " s"))]
    if arguments.plain:
        for _ in range(arguments.rounds):
            started = time.perf_counter()
            results = _plain(quads)
            plain.append(time.perf_counter() - started)
            found.add(results)
        figures = [compared("ours, beside plain pySHACL", "s", ours, plain), *figures]
    same = "the same findings each time" if len(found) == 1 else f"DIFFERENT FINDINGS: {found}"
    yield table(
        f"The check of one plan of {arguments.projects} projects: {len(quads):,} statements, {same}", figures
    )


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--projects", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plain", action=argparse.BooleanOptionalAction, default=True)


def _broken(quads: Iterator[Quad]) -> Iterator[Quad]:
    """The same without the notations of projects, so that there is something to find."""
    for quad in quads:
        if not ("/project/" in str(quad.subject) and "core#notation" in str(quad.predicate)):
            yield quad


def _plain(quads: list[Quad]) -> frozenset[tuple[str, str]]:
    graph = rdflib.Graph()
    for quad in quads:
        subject, predicate, value = map(rdflib_term, quad.triple)
        graph.add((subject, predicate, value))
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes_graph())
    return frozenset(
        (str(results.value(node, SH.focusNode)), str(results.value(node, SH.sourceShape)))
        for node in results.subjects(RDF.type, SH.ValidationResult)
    )
