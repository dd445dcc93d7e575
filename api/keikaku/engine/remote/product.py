"""How one product differs from another where SPARQL leaves it open: datasets, time limits, formats, errors."""

import re
from collections.abc import Sequence
from http.client import HTTPMessage
from typing import ClassVar

from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryFailed, QueryProblem, QuerySyntaxError, TimeLimit
from keikaku.engine.remote.problems import RemoteFailed

NO_GRAPH = "urn:x-keikaku:none"
"""The name of a graph that does not exist: a dataset with this named graph alone has none."""

Parameters = list[tuple[str, str]]

_TIMED_OUT = re.compile(r"time[ds]?[ -]?out|time limit|execution time|deadline|been cancelled", re.IGNORECASE)
_SYNTAX_ERROR = re.compile(
    r"syntax|\bpars(?:e|er|ing)\b|lexical|malformed|expected|not balanced", re.IGNORECASE
)
_PLACE = re.compile(r"\bline ([1-9]\d*)(?:[,:] ?col(?:umn)?\.? (\d+))?|\berror at (\d+):(\d+)", re.IGNORECASE)
_LONGEST_WORDS = 300


class Product:
    """Any endpoint that keeps to SPARQL 1.1; the classes in `products` say what is special about some.

    `is_standard`: whether it has nothing beyond standard SPARQL. `explicit_graphs`: up to how many graphs a dataset is
    told by their names.
    `caps_triples`: whether it leaves out triples of a CONSTRUCT without a word. `repairs`: bytes of its answers that
    are wrong, with those that should stand there.
    """

    name: ClassVar[str] = "sparql"
    server: ClassVar[str | None] = None
    is_standard: ClassVar[bool] = False
    caps_triples: ClassVar[bool] = False
    explicit_graphs: ClassVar[int] = 32
    results: ClassVar[str] = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
    triples: ClassVar[str] = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
    repairs: ClassVar[tuple[tuple[bytes, bytes], ...]] = ()

    def time_limit(self, _limits: Limits) -> Parameters:
        """The parameters that tell the engine when to give up by itself."""
        return []

    def row_limit(self, _rows: int) -> Parameters:
        """The parameters that tell the engine how many solutions are enough."""
        return []

    def reworded(self, text: str) -> str:
        """A standard text in the words with which the engine does what it should."""
        return text

    def dataset(self, text: str, default: Sequence[str], named: Sequence[str]) -> tuple[str, Parameters]:
        """A text without dataset clauses and parameters that make these graphs its dataset."""
        return text, [
            *(("default-graph-uri", graph) for graph in default),
            *(("named-graph-uri", graph) for graph in named or [NO_GRAPH]),
        ]

    def own_dataset(self, text: str) -> tuple[str, Parameters]:
        """A text whose own dataset clauses are to count."""
        return text, []

    def all_graphs(self, text: str) -> tuple[str, Parameters]:
        """A text and parameters that make the union of all graphs the default graph."""
        return text, []

    def graph_store(self, endpoint: str) -> str:
        """Where graphs are written by the Graph Store HTTP Protocol."""
        return f"{endpoint.rpartition('/')[0]}/data"

    def update(self, endpoint: str) -> str:
        """Where updates are sent."""
        return f"{endpoint.rpartition('/')[0]}/update"

    def is_partial(self, status: int, _headers: HTTPMessage) -> bool:
        """Whether the engine gave up at a time limit and sends what it had found until then."""
        return status == 206

    def row_cap(self, _headers: HTTPMessage) -> int | None:
        """The number of solutions at which the engine cut its answer by itself, as far as it says so."""
        return None

    def problem(self, status: int, words: str, seconds: float) -> QueryProblem:
        """What a reply with this status says of the query; the words are those of the engine."""
        short = shortened(words)
        if _TIMED_OUT.search(words):
            return TimeLimit(seconds)
        if status == 400 and _SYNTAX_ERROR.search(words):
            found = _PLACE.search(words)
            line, column = (found[1] or found[3], found[2] or found[4]) if found else (None, None)
            return QuerySyntaxError(short, int(line) if line else None, int(column) if column else None)
        if status in (400, 500):
            return QueryFailed(short)
        return RemoteFailed(f"HTTP {status} {short}".strip())

    def broken(self, words: str, seconds: float) -> QueryProblem:
        """What to say of an answer that breaks off with these words."""
        return TimeLimit(seconds) if _TIMED_OUT.search(words) else RemoteFailed(shortened(words))


def shortened(words: str) -> str:
    """The first lines of an engine's message: what stands behind them is the query again, or a trace."""
    first = words.strip().partition("\n\n")[0]
    return " ".join(first.split())[:_LONGEST_WORDS]
