"""An answer as a page shows it: a table, a yes or no, or the beginning of a graph."""

import json

from starlette.requests import Request

from keikaku.engine.formats import GRAPHS, RESULTS, Form
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.web.answering import client_of
from keikaku.web.graph import Graph
from keikaku.web.negotiation import language_of
from keikaku.web.pages.incoming import prefixed
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.service import service_of
from keikaku.web.streaming import while_connected
from keikaku.web.telemetry.exchange import current_exchange

_SHOWN_BYTES = 1 << 18
_SHOWN_AS = {"select": "application/sparql-results+json", "ask": "application/sparql-results+json"}


async def answer_context(request: Request, query: Query, form: Form, limits: Limits) -> dict[str, object]:
    """What answer.html shows; QueryProblem if there is no answer."""
    service = service_of(request)
    current_exchange().asks(query.text, form, "html")
    shown = limits.lowered(rows=service.settings.table_rows)
    reading = _read(Graph(service, client_of(request)), query, _SHOWN_AS.get(form, "text/turtle"), shown)
    content, truncated = await while_connected(request.receive, reading)
    reader = Reader(language_of(request), service.settings.base, service.release)
    results = _table(content, reader) if form in _SHOWN_AS else _turtle(content)
    return {"results": results, "truncated": truncated, "limit": shown.rows}


def names_of(form: Form) -> list[str]:
    """The short names of the formats that a page offers for download."""
    return [format.name for format in (RESULTS if form in _SHOWN_AS else GRAPHS[:4])]


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
    words = prefixed(term["value"].removeprefix(f"{reader.base}id/"))
    return Link(words, href, None, href is not None and not href.startswith("/"))


def _turtle(content: bytes) -> dict[str, object]:
    return {"turtle": content[:_SHOWN_BYTES].decode(errors="replace"), "whole": len(content) <= _SHOWN_BYTES}
