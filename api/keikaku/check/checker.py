"""Quads against the shapes: the one way into this room."""

from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import Quad

from keikaku.check.context import Context
from keikaku.check.facts import Facts
from keikaku.check.graph import graph_of
from keikaku.check.report import Report
from keikaku.check.result import report_of
from keikaku.check.rule import shipped_shapes
from keikaku.check.validation import Validation


def check(quads: Iterable[Quad], documents: Mapping[str, str], context: Iterable[Quad] = ()) -> Report:
    """Check graphs together with all they point to; what only the `context` describes is not itself checked.

    `documents` maps each document's IRI to the name of its file, for the places in the report.
    """
    facts = Facts((quad.triple for quad in quads), (quad.triple for quad in context))
    graph = graph_of(facts)
    _, rules = shipped_shapes()
    return report_of(_validation().results(facts, graph), rules, Context(graph, documents))


@cache
def _validation() -> Validation:
    return Validation(shipped_shapes()[0])
