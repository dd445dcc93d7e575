"""`/browse`: every way in by kind, each with how much there is behind it."""

import asyncio
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.saved_query import saved_queries
from keikaku.language import Language
from keikaku.web.caching import is_known, not_modified
from keikaku.web.html import page_headers, render
from keikaku.web.negotiation import language_of
from keikaku.web.search.facets import TITLES, called, in_order
from keikaku.web.search.index import Asked, Found
from keikaku.web.service import service_of

router = APIRouter(tags=["Pages"])

_TABLES = ("municipalities", "plans", "fiscal-years", "departments", "sdg-profile", "money-by-year", "levels")
_FACETS = ("city", "sdg", "year", "marker", "prefecture", "type")


@router.get("/browse", response_class=Response)
async def browse(request: Request) -> Response:
    """The tables to begin with, and projects by city, SDG, year and marker."""
    headers = page_headers(request)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    index = await service_of(request).search_index()
    found = await asyncio.to_thread(index.find, Asked("", {"kind": ("project",)}), 1)
    named = {query.name: query for query in saved_queries()}
    context = {
        "tables": [named[name] for name in _TABLES if name in named],
        "facets": _facets(found, language_of(request)),
    }
    return render(request, "browse.html", context, headers=headers)


def _facets(found: Found, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "title": TITLES[name],
            "choices": [
                (called(name, value, language), f"/search?kind=project&{name}={value.value}", value.count)
                for value in in_order(name, found.facets[name])
            ],
        }
        for name in _FACETS
        if found.facets[name]
    ]
