"""pySHACL, asked only about what the screen has not let through."""

import logging

import rdflib
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator

from keikaku.check.facts import Facts
from keikaku.check.screen import Screen
from keikaku.check.term import rdflib_term


class Validation:
    """A shapes graph, ready to validate any number of data graphs."""

    def __init__(self, shapes: rdflib.Graph) -> None:
        self._screen = Screen(shapes)
        self._shapes = ShapesGraph(shapes, logger=logging.getLogger(__name__))
        self._by_node = {shape.node: shape for shape in self._shapes.shapes}

    def results(self, facts: Facts, graph: rdflib.Graph) -> rdflib.Graph:
        """The validation report (SHACL, section 3.6) on facts, which `graph` has too."""
        executor = SHACLExecutor()
        results = []
        for shape, suspects in self._screen.suspects(facts):
            focus = [rdflib_term(suspect) for suspect in suspects]
            results += self._by_node[shape].validate(executor, graph, focus=focus)[1]
        report: rdflib.Graph = Validator.create_validation_report(self._shapes, not results, results)[0]
        return report
