"""The query form and the page of results: both work without a script."""

import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.formats import GRAPHS, RESULTS, Form
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.language import Text
from keikaku.rdf.namespaces import PREFIXES
from keikaku.web.answering import client_of
from keikaku.web.caching import REVALIDATE
from keikaku.web.graph import Graph
from keikaku.web.html import render
from keikaku.web.negotiation import language_of
from keikaku.web.pages.examples import EXAMPLES
from keikaku.web.pages.incoming import prefixed
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.problem import HttpProblem
from keikaku.web.service import service_of
from keikaku.web.streaming import while_connected

_SHOWN_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Choice:
    """A format in the form's list."""

    name: str
    text: Text


CHOICES = (
    Choice("html", Text("表として見る", "as a table")),
    Choice("csv", Text("CSV", "CSV")),
    Choice("excel", Text("CSV(Excel 用)", "CSV for Excel")),
    Choice("tsv", Text("TSV", "TSV")),
    Choice("json", Text("JSON", "JSON")),
    Choice("xml", Text("XML", "XML")),
    Choice("turtle", Text("Turtle(CONSTRUCT 用)", "Turtle (for CONSTRUCT)")),
)


def form_page(request: Request) -> Response:
    """The form with an example in it."""
    example = request.query_params.get("example", "")
    chosen = next((item for item in EXAMPLES if item.name == example), EXAMPLES[0])
    headers = {"cache-control": REVALIDATE, "vary": "Accept"}
    return render(request, "sparql.html", _form(chosen.query), headers=headers)


async def results_page(request: Request, query: Query, form: Form, limits: Limits) -> Response:
    """The form again with its query, and below it the answer."""
    service = service_of(request)
    shown = limits.lowered(rows=service.settings.table_rows)
    media_type = "application/sparql-results+json" if form in ("select", "ask") else "text/turtle"
    content, truncated = await while_connected(
        request.receive, _read(Graph(service, client_of(request)), query, media_type, shown)
    )
    reader = Reader(language_of(request), service.settings.base, service.release)
    results = _table(content, reader) if form in ("select", "ask") else _turtle(content)
    formats = RESULTS if form in ("select", "ask") else GRAPHS[:4]
    headers = {"cache-control": "no-store", "vary": "Accept"}
    context = {"results": results, "truncated": truncated, "limit": shown.rows, "downloads": formats}
    return render(request, "results.html", _form(query.text) | context, headers=headers)


def refused_page(request: Request, query: Query, problem: HttpProblem) -> Response:
    """The form again with its query, and why there is no answer."""
    context = _form(query.text) | {"problem": problem, "place": _place(query.text, problem)}
    status, headers = problem.kind.status, {**problem.headers, "cache-control": "no-store", "vary": "Accept"}
    return render(request, "sparql.html", context, status=status, headers=headers)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the query, and the 1-based column at which the engine stopped reading."""

    line: str
    column: int


def _place(text: str, problem: HttpProblem) -> Place | None:
    number, column = problem.extensions.get("line"), problem.extensions.get("column")
    lines = text.splitlines()
    if not (isinstance(number, int) and isinstance(column, int) and 0 < number <= len(lines)):
        return None
    return Place(lines[number - 1], column)


def _form(text: str) -> dict[str, object]:
    return {"problem": None, "text": text, "examples": EXAMPLES, "prefixes": PREFIXES, "choices": CHOICES}


async def _read(graph: Graph, query: Query, media_type: str, limits: Limits) -> tuple[bytes, bool]:
    """The answer, and whether rows were cut off."""
    answer = await graph.service.engine.answer(query, media_type, limits, graph.client)
    try:
        content = b"".join([chunk async for chunk in answer.chunks])
        return content, bool(answer.outcome and answer.outcome.truncated)
    finally:
        await answer.aclose()


def _table(content: bytes, reader: Reader) -> dict[str, object]:
    """Columns and rows of links; an ASK as its yes or no."""
    found = json.loads(content)
    if "boolean" in found:
        return {"boolean": found["boolean"]}
    names = found["head"]["vars"]
    rows = [[_cell(row.get(name), reader) for name in names] for row in found["results"]["bindings"]]
    return {"names": names, "rows": rows}


def _cell(term: dict[str, str] | None, reader: Reader) -> Link:
    if term is None:
        return Link("")
    if term["type"] != "uri":
        return Link(str(term["value"]), None, term.get("xml:lang"))
    href = reader.href(term["value"])
    return Link(prefixed(term["value"]), href, None, href is not None and not href.startswith("/"))


def _turtle(content: bytes) -> dict[str, object]:
    return {"turtle": content[:_SHOWN_BYTES].decode(errors="replace"), "whole": len(content) <= _SHOWN_BYTES}
