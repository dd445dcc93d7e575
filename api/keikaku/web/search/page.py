"""`/search`: what is found as a page, and under the same address as JSON, CSV and RDF."""

import asyncio
import csv
import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.engine.formats import GRAPHS
from keikaku.language import Language, Text
from keikaku.rdf.namespaces import DCTERMS, MP, RDF, RDFS
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.html import render
from keikaku.web.negotiation import choose_media_type, language_of
from keikaku.web.pages.money import yen
from keikaku.web.pages.reader import Reader
from keikaku.web.problem import PARAMETER, HttpProblem
from keikaku.web.protocol import parse_fields
from keikaku.web.search.documentation import SEARCH
from keikaku.web.search.excerpt import Piece, excerpt
from keikaku.web.search.facets import KINDS, TITLES, called, in_order
from keikaku.web.search.index import FACETS, Asked, Found, Hit
from keikaku.web.serialisation import choose_serialisation, serialised
from keikaku.web.service import service_of

router = APIRouter(tags=["Search"])

_PAGE = 20
_MOST = 10_000
_ORDERS = {"relevance": Text("関連の強い順", "best first"), "yen": Text("金額の多い順", "most money first"),
           "name": Text("名前順", "by name")}  # fmt: skip
_NOT_FILTERS = ("q", "page", "limit", "format", "lang", "order")
_CLASSES = {"project": MP.Project, "policy": MP.Policy, "statement": MP.Statement, "plan": MP.Plan,
            "department": MP.Department, "municipality": MP.Municipality}  # fmt: skip
_GRAPH_TYPES = tuple(format.media_type for format in GRAPHS)
_COLUMNS = ("iri", "kind", "name", "municipality", "plan", "policy", "departments", "yen", "text")


@router.get("/search", openapi_extra=SEARCH, response_class=Response)
async def search(request: Request) -> Response:
    """Projects, policies, statements, plans, departments and municipalities by words and facets."""
    service, language = service_of(request), language_of(request)
    asked, number, limit = _asked(request)
    headers = {"etag": service.tag("search", request.url.query, language, request.headers.get("accept"))}
    headers |= {"cache-control": REVALIDATE, "vary": "Accept, Accept-Language, Accept-Encoding"}
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    form = _form(request)
    size = limit or (_PAGE if form in ("html", "json", "rdf") else _MOST)
    index = await service.search_index()
    found = await asyncio.to_thread(index.find, asked, size, (number - 1) * size)
    if (number * size) < found.count:
        headers["link"] = f'<{_address(request, page=str(number + 1))}>; rel="next"'
    match form:
        case "json":
            return JSONResponse(_as_json(found, language), headers=headers)
        case "csv" | "excel":
            return Response(
                _as_csv(found, form == "excel"),
                headers={**headers, "content-type": "text/csv; charset=utf-8"},
            )
        case "rdf":
            chosen = choose_serialisation(
                "construct", request.query_params.get("format"), request.headers.get("accept")
            )
            assert chosen  # noqa: S101 - an RDF format was asked for
            content = serialised(_as_triples(found), chosen)
            return Response(content, headers={**headers, "content-type": chosen.content_type})
    return render(request, "search.html", _context(request, asked, found, number, size), headers=headers)


def _form(request: Request) -> str:
    named = request.query_params.get("format")
    if named in ("html", "json", "csv", "excel"):
        return str(named)
    if named and named in {format.name for format in GRAPHS}:
        return "rdf"
    if named:
        names = ", ".join(["html", "json", "csv", "excel", *(format.name for format in GRAPHS)])
        raise HttpProblem(PARAMETER, Text(f"使える形式: {names}", f"The formats here are {names}."))
    offered = ("application/json", "text/html", "text/csv", *_GRAPH_TYPES)
    kind = choose_media_type(request.headers.get("accept"), offered)
    return {"text/html": "html", "text/csv": "csv", "application/json": "json", None: "json"}.get(kind, "rdf")


def _asked(request: Request) -> tuple[Asked, int, int | None]:
    """What is asked, the page's number from 1, and how many on a page; a problem for what is not known here."""
    fields = [(key, value.strip()) for key, value in parse_fields(request.scope["query_string"])]
    known = {key: value for key, value in fields if key in _NOT_FILTERS}
    filters: dict[str, tuple[str, ...]] = {}
    for name, value in fields:
        if name in _NOT_FILTERS or not value:
            continue
        if name not in FACETS:
            detail = Text(f"{name} では絞り込めません。", f"There is no filter {name}.")
            raise HttpProblem(PARAMETER, detail, {"available": list(FACETS)})
        filters[name] = (*filters.get(name, ()), value)
    order = known.get("order") or "relevance"
    if order not in _ORDERS:
        raise HttpProblem(PARAMETER, Text(f"並べ方: {', '.join(_ORDERS)}", f"Orders: {', '.join(_ORDERS)}"))
    limit = _number(known, "limit", _MOST)
    return Asked(known.get("q", "")[:200], filters, order), _number(known, "page", 10**6) or 1, limit


def _number(known: dict[str, str], name: str, most: int) -> int | None:
    text = known.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= most):
        raise HttpProblem(PARAMETER, Text(f"{name} は 1 以上 {most} 以下です。", f"{name} is 1 to {most}."))
    return int(text)


def _context(request: Request, asked: Asked, found: Found, number: int, size: int) -> dict[str, Any]:
    language, service = language_of(request), service_of(request)
    reader = Reader(language, service.settings.base, service.release)
    return {
        "asked": asked,
        "count": found.count,
        "hits": [_shown(hit, asked.text, reader) for hit in found.hits],
        "facets": [_facet(request, name, found, asked, language) for name in FACETS],
        "chosen": [
            (called(name, value, language), _address(request, without=(name, value.value)))
            for name, values in asked.filters.items()
            for value in found.facets[name]
            if value.value in values
        ],
        "orders": _ORDERS,
        "hidden": [(name, value) for name, values in asked.filters.items() for value in values],
        "first": (number - 1) * size + 1,
        "before": _address(request, page=str(number - 1)) if number > 1 else None,
        "after": _address(request, page=str(number + 1)) if number * size < found.count else None,
        "downloads": {
            name: _address(request, format=format)
            for name, format in (
                ("JSON", "json"),
                ("CSV", "csv"),
                ("CSV (Excel)", "excel"),
                ("Turtle", "turtle"),
            )
        },
    }


def _facet(request: Request, name: str, found: Found, asked: Asked, language: Language) -> dict[str, Any]:
    chosen = asked.filters.get(name, ())
    return {
        "name": name,
        "title": TITLES[name],
        "values": [
            {
                "label": called(name, value, language),
                "count": value.count,
                "chosen": value.value in chosen,
                "address": _address(request, without=(name, value.value))
                if value.value in chosen
                else _address(request, also=(name, value.value)),
            }
            for value in in_order(name, found.facets[name])
        ],
    }


def _shown(hit: Hit, text: str, reader: Reader) -> dict[str, Any]:
    pieces: list[Piece] = (
        excerpt(hit.text, text) if hit.kind != "statement" else excerpt(hit.text, text, whole=True)
    )
    return {
        "href": reader.href(hit.iri),
        "kind": KINDS[hit.kind],
        "name": excerpt(Text(hit.name, hit.name_en).in_(reader.language), text, whole=True),
        "pieces": pieces,
        "is_statement": hit.kind == "statement",
        "city": Text(*hit.city_name) if hit.kind != "municipality" else None,
        "plan": Text(*hit.plan_name) if hit.kind != "plan" else None,
        "policy": hit.policy,
        "departments": hit.departments,
        "yen": yen(str(hit.yen), reader.language) if hit.yen is not None else None,
    }


def _address(
    request: Request,
    also: tuple[str, str] | None = None,
    without: tuple[str, str] | None = None,
    **changed: str,
) -> str:
    """This search with a filter more or less, or with another page or format; a new choice begins on page 1."""
    dropped = {*changed, *(() if changed else ("page", "format"))}
    kept = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key not in dropped and (key, value) != without and value
    ]
    return f"/search?{urlencode([*kept, *([also] if also else []), *changed.items()])}"


def _as_json(found: Found, language: Language) -> dict[str, Any]:
    return {
        "count": found.count,
        "results": [dict(zip(_COLUMNS, _row(hit, language), strict=True)) for hit in found.hits],
        "facets": {
            name: [
                {"value": value.value, "label": called(name, value, language), "count": value.count}
                for value in in_order(name, values)
            ]
            for name, values in found.facets.items()
        },
    }


def _as_csv(found: Found, for_excel: bool) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    writer.writerows(_row(hit, "ja") for hit in found.hits)
    return file.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def _row(hit: Hit, language: Language) -> tuple[Any, ...]:
    city, plan = Text(*hit.city_name).in_(language), Text(*hit.plan_name).in_(language)
    name = Text(hit.name, hit.name_en).in_(language)
    return (hit.iri, hit.kind, name, city, plan, hit.policy, hit.departments, hit.yen, hit.text)


def _as_triples(found: Found) -> Iterable[Triple]:
    """What was found, each with its class, its name and what it belongs to; all else is at its own address."""
    for hit in found.hits:
        this = NamedNode(hit.iri)
        yield Triple(this, RDF.type, _CLASSES[hit.kind])
        yield Triple(this, RDFS.label, Literal(hit.name, language="ja"))
        if hit.kind == "project":
            yield Triple(this, DCTERMS.isPartOf, NamedNode(hit.plan))
        if hit.kind == "plan":
            yield Triple(this, MP.municipality, NamedNode(hit.city))
