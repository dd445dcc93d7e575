"""The OpenAPI description of the search."""

from typing import Any

from keikaku.engine.formats import GRAPHS
from keikaku.web.documentation import PROBLEM_CONTENT, Schema
from keikaku.web.search.facets import KINDS, TITLES
from keikaku.web.search.index import FACETS


def _parameter(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


_VALUES: dict[str, Schema] = {
    "kind": {"type": "string", "enum": list(KINDS)},
    "year": {"type": "string", "pattern": "^[0-9]{4}$"},
    "sdg": {"type": "string", "enum": [str(goal) for goal in range(1, 18)]},
}
_TEXT: Schema = {"schema": {"type": "string"}}
_RESULTS: Schema = {
    "type": "object",
    "required": ["count", "results", "facets"],
    "properties": {
        "count": {"type": "integer", "minimum": 0},
        "results": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["iri", "kind", "name"],
                "properties": {
                    "iri": {"type": "string"},
                    "kind": {"type": "string"},
                    "name": {"type": "string"},
                },
            },
        },
        "facets": {"type": "object"},
    },
}
_TYPES = ("text/html", "text/csv", *(name for format in GRAPHS for name in (format.media_type, *format.also)))

SEARCH: dict[str, Any] = {
    "parameters": [
        _parameter("q", "Words that must all be found: in names, texts, departments, codes.", {"type": "string"}),
        *(
            _parameter(name, f"{TITLES[name].en}; several are alternatives.",
                       {"type": "array", "items": _VALUES.get(name, {"type": "string"})})
            for name in FACETS
        ),
        _parameter("order", "How results are ordered.", {"type": "string", "enum": ["relevance", "yen", "name"]}),
        _parameter("page", "The page, from 1.", {"type": "integer", "minimum": 1, "maximum": 10**6}),
        _parameter("limit", "How many results on a page.", {"type": "integer", "minimum": 1, "maximum": 10_000}),
        _parameter(
            "format",
            "Goes before the Accept header.",
            {"type": "string", "enum": ["html", "json", "csv", "excel", *(format.name for format in GRAPHS)]},
        ),
    ],
    "responses": {
        "200": {
            "description": "What was found; `Link` with `rel=next` leads to the next page.",
            "content": {**dict.fromkeys(_TYPES, _TEXT), "application/json": {"schema": _RESULTS}},
        },
        "304": {"description": "The client's copy is still right."},
        "400": {"description": "A parameter is wrong.", "content": PROBLEM_CONTENT},
    },
}  # fmt: skip
