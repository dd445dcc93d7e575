"""An answer as a page shows it: a table, a yes or no, or the beginning of a graph."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from starlette.requests import Request

from keikaku.engine.formats import GRAPHS, RESULTS, Form
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.rdf.namespaces import CODE, MP, XSD
from keikaku.web.answering import client_of
from keikaku.web.graph import Graph
from keikaku.web.negotiation import language_of
from keikaku.web.pages.incoming import prefixed
from keikaku.web.pages.labels import labels_of
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.service import service_of
from keikaku.web.streaming import while_connected
from keikaku.web.telemetry.exchange import current_exchange

Term = Mapping[str, str]
ColumnKind = Literal["number", "year", "text"]

_SHOWN_BYTES = 1 << 18
_SHOWN_AS = {"select": "application/sparql-results+json", "ask": "application/sparql-results+json"}
_NUMBERS = {
    XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}
_YEAR = f"{XSD}gYear"
_SDG = "http://metadata.un.org/sdg/"


@dataclass(frozen=True, slots=True)
class Column:
    """A variable of the answer, and what its values are as far as all of them agree."""

    name: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: its words and link, and what it is sorted and drawn by where that is not the words themselves."""

    link: Link
    value: str | None = None


async def answer_context(request: Request, query: Query, form: Form, limits: Limits) -> dict[str, object]:
    """What answer.html shows; QueryProblem if there is no answer."""
    service = service_of(request)
    current_exchange().asks(query.text, form, "html")
    shown = limits.lowered(rows=service.settings.table_rows)
    began = time.perf_counter()
    graph = Graph(service, client_of(request))
    reading = _read(graph, query, _SHOWN_AS.get(form, "text/turtle"), shown)
    content, truncated = await while_connected(request, reading)
    seconds = time.perf_counter() - began
    reader = Reader(language_of(request), service.settings.base, service.release)
    results = await _table(content, graph, reader) if form in _SHOWN_AS else _turtle(content)
    return {"results": results, "truncated": truncated, "shown": shown, "seconds": seconds}


def names_of(form: Form) -> list[str]:
    """The short names of the formats that a page offers for download."""
    if form in _SHOWN_AS:
        return [*(format.name for format in RESULTS), "excel"]
    return [format.name for format in GRAPHS[:4]]


async def _read(graph: Graph, query: Query, media_type: str, limits: Limits) -> tuple[bytes, bool]:
    """The answer, and whether rows were cut off."""
    answer = await graph.service.engine.answer(query, media_type, limits, graph.client)
    try:
        content = b"".join([chunk async for chunk in answer.chunks])
        return content, bool(answer.outcome and answer.outcome.truncated)
    finally:
        await answer.aclose()


async def _table(content: bytes, graph: Graph, reader: Reader) -> dict[str, object]:
    """Columns and rows of links; an ASK as its yes or no."""
    found = json.loads(content)
    if "boolean" in found:
        return {"boolean": found["boolean"]}
    names, bindings = found["head"]["vars"], found["results"]["bindings"]
    iris = [term["value"] for row in bindings for term in row.values() if term["type"] == "uri"]
    labels = await labels_of(graph, filter(_own(reader), iris), reader.language)
    rows = [[_cell(row.get(name), reader, labels) for name in names] for row in bindings]
    return {"columns": [Column(name, _kind(name, bindings)) for name in names], "rows": rows}


def _own(reader: Reader) -> Any:
    """Whether a thing may have a label here, so that it is worth asking."""
    starts = (f"{reader.base}id/", CODE, MP, _SDG)
    return lambda iri: iri.startswith(starts)


def _kind(name: str, bindings: list[Mapping[str, Term]]) -> ColumnKind:
    types = {term.get("datatype") for row in bindings if (term := row.get(name))}
    if types and types <= _NUMBERS:
        return "number"
    return "year" if types == {_YEAR} else "text"


def _cell(term: Term | None, reader: Reader, labels: Mapping[str, str]) -> Cell:
    if term is None:
        return Cell(Link(""))
    value = term["value"]
    if term["type"] == "uri":
        href = reader.href(value)
        words = labels.get(value) or prefixed(value.removeprefix(f"{reader.base}id/"))
        return Cell(Link(words, href, None, href is not None and not href.startswith("/")))
    if term.get("datatype") in _NUMBERS:
        return Cell(Link(_grouped(value)), value)
    return Cell(Link(value, None, term.get("xml:lang")))


def _grouped(number: str) -> str:
    """`1425000000` as `1,425,000,000`; anything but plain digits and a point as it is."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, point, fraction = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}" if whole.isdecimal() else number


def _turtle(content: bytes) -> dict[str, object]:
    return {"turtle": content[:_SHOWN_BYTES].decode(errors="replace"), "whole": len(content) <= _SHOWN_BYTES}
