"""The OpenAPI description of the saved queries, from their own metadata."""

import re
from typing import Any

from keikaku.engine.formats import GRAPHS, RESULTS
from keikaku.engine.saved_query import Parameter, SavedQuery
from keikaku.language import Text
from keikaku.web.documentation import PAGE_OR_RESULTS, PROBLEM_CONTENT, Schema

GRAPH_NAMES = tuple(format.name for format in GRAPHS[:4])
_RESULT_NAMES = tuple(format.name for format in RESULTS)
_FORMATS = (*_RESULT_NAMES, "excel", *GRAPH_NAMES)
_ID_PATH = r"^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$"
_SCHEMAS: dict[str, Schema] = {
    "text": {"type": "string", "minLength": 1},
    "integer": {"type": "integer", "minimum": -(10**18) + 1, "maximum": 10**18 - 1},
    "iri": {"type": "string", "format": "iri", "minLength": 1},
    "fiscal-year": {"type": "string", "pattern": "^[0-9]{4}$"},
    "municipality": {"type": "string", "pattern": "^[0-9]{6}$"},
}
_PROJECTION = re.compile(r"\bSELECT\b(?:\s+DISTINCT)?(.*?)\bWHERE\b", re.DOTALL)
_COMMENT = re.compile(r"#.*")

LIST: dict[str, Any] = {
    "responses": {
        "200": {
            "description": "The saved queries.",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name", "href", "api", "title", "description", "parameters"],
                        },
                    }
                }
            },
        },
        "304": {"description": "The client's copy is still right."},
    }
}


def operation_of(saved: SavedQuery) -> dict[str, Any]:
    """Parameters with types, defaults and examples; the columns of the answer; what can go wrong."""
    answers = {str(code): answer for code, answer in PAGE_OR_RESULTS.items()}
    ok = {**answers["200"], "content": _contents(saved)}
    unfit = {"description": "A value does not fit its parameter.", "content": PROBLEM_CONTENT}
    return {
        "parameters": [*(_parameter(parameter) for parameter in saved.parameters), *_PAGING],
        "responses": {**answers, "200": ok, "422": unfit},
    }


def columns_of(saved: SavedQuery) -> list[str]:
    """The variables that a saved SELECT gives, in order."""
    found = _PROJECTION.search(_COMMENT.sub("", saved.text))
    return re.findall(r"\?(\w+)", _flat(found[1])) if found else []


def _flat(projection: str) -> str:
    """The projection with each `(expression AS ?name)` made `?name`: what is deep in brackets is no column."""
    kept, depth, inner = [], 0, ""
    for character in projection:
        depth += character == "("
        if depth:
            inner += character
        else:
            kept.append(character)
        if character == ")" and (depth := depth - 1) == 0:
            kept.append(f" ?{inner.rpartition('?')[2].rstrip(') ')} ")
            inner = ""
    return "".join(kept)


def _parameter(parameter: Parameter) -> Schema:
    schema = _SCHEMAS.get(parameter.type, {"type": "string", "pattern": _ID_PATH})
    value: object = int(parameter.default) if parameter.type == "integer" else parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": _both(parameter.label),
        "schema": {**schema, "default": value},
        "example": value,
    }


def _both(text: Text) -> str:
    return f"{text.en} / {text.ja}"


def _contents(saved: SavedQuery) -> Schema:
    binding = {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"type": "string", "enum": ["uri", "literal", "bnode"]},
            "value": {"type": "string"},
            "xml:lang": {"type": "string"},
            "datatype": {"type": "string"},
        },
    }
    columns = {
        name: {**binding, "title": _both(saved.columns[name]) if name in saved.columns else name}
        for name in columns_of(saved)
    }
    rows = {"type": "array", "items": {"type": "object", "properties": columns}}
    solutions = {
        "type": "object",
        "required": ["head", "results"],
        "properties": {
            "head": {"type": "object", "required": ["vars"]},
            "results": {"type": "object", "required": ["bindings"], "properties": {"bindings": rows}},
        },
    }
    text: Schema = {"schema": {"type": "string"}}
    others = [name for format in RESULTS[1:] for name in (format.media_type, *format.also)]
    graphs = [name for format in GRAPHS for name in (format.media_type, *format.also)]
    json = {name: {"schema": solutions} for name in (RESULTS[0].media_type, *RESULTS[0].also)}
    json_ld: Schema = {name: {"schema": {}} for name in graphs if name.endswith("json")}
    return {**dict.fromkeys([*others, *graphs], text), **json_ld, **json}


_PAGING: list[Schema] = [
    {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "Goes before the Accept header. The RDF formats give a result set (rs:ResultSet).",
        "schema": {"type": "string", "enum": list(_FORMATS), "default": "json"},
    },
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": "The most rows; where there are more, `Link` with `rel=next` leads to the next page.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 100,
    },
    {
        "name": "offset",
        "in": "query",
        "required": False,
        "description": "How many rows to leave out at the start.",
        "schema": {"type": "integer", "minimum": 0},
        "example": 0,
    },
]
