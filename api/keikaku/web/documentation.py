"""The parts of the OpenAPI description that cannot be read off a function's signature."""

from typing import Any

from keikaku.engine.formats import GRAPHS, RESULTS
from keikaku.web.protocol import DIRECT, FORM

Schema = dict[str, Any]

PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "available": {"type": "array", "items": {"type": "string"}},
        "accepted": {"type": "array", "items": {"type": "string"}},
    },
}
_TEXT: Schema = {"schema": {"type": "string"}}
PROBLEM_CONTENT: Schema = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    "text/html": _TEXT,
}
_GRAPH_TYPES = [name for format in GRAPHS for name in (format.media_type, *format.also)]
_RESULT_TYPES = [name for format in RESULTS for name in (format.media_type, *format.also)]


def _problems(**named: str) -> Schema:
    return {
        code.removeprefix("_"): {"description": text, "content": PROBLEM_CONTENT}
        for code, text in named.items()
    }


def _content(description: str, *media_types: str) -> Schema:
    return {"description": description, "content": dict.fromkeys(media_types, _TEXT)}


_UNCHANGED: Schema = {"304": {"description": "The client's copy is still right."}}
_REFUSED = _problems(
    _400="The request or its query is wrong; `line` and `column` say where.",
    _403="An update, or a SERVICE that is not allowed.",
    _404="The endpoint or graph asked for does not exist.",
    _410="What was asked for was in an earlier release, and is withdrawn; `release` is the last that had it.",
    _406="None of the formats asked for is available; `available` lists them.",
    _408="The body did not arrive in time.",
    _413="The request is too large.",
    _429="This client has too many queries running or waiting; see Retry-After.",
    _500="Something went wrong on our side.",
    _502="The endpoint behind this one failed.",
    _503="The service is busy; see Retry-After.",
    _504="The query ran out of time.",
    _507="The query needed too much memory.",
)
_ANSWER = (
    "The answer. If rows are cut off, `Keikaku-Truncated` says so and `Link` leads to the next page. This is known "
    "before the first byte where the row limit is 50,000 or less and the answer has no more than 8 MiB. Other answers "
    "are sent while they are computed: one that turns out to miss rows breaks off, an error to every client."
)
_HEADERS: Schema = {
    "Keikaku-Row-Limit": {
        "description": "The most solutions or triples that this answer may have.",
        "schema": {"type": "integer"},
    },
    "Keikaku-Truncated": {
        "description": "`rows=` and the number of rows after which the answer was cut off; absent if it is whole.",
        "schema": {"type": "string"},
    },
    "Link": {"description": "`rel=next`: the next page of an answer that was cut off.", **_TEXT},
}
_ANSWERS: Schema = {
    "200": {
        **_content(_ANSWER, *dict.fromkeys([*_RESULT_TYPES, *_GRAPH_TYPES, "text/html"])),
        "headers": _HEADERS,
    },
    **_UNCHANGED,
    **_REFUSED,
}

PAGE_OR_DATA: Any = {
    200: _content("The document.", *dict.fromkeys([*_GRAPH_TYPES, "text/html"])),
    **{int(code): text for code, text in (_UNCHANGED | _REFUSED).items()},
}
PAGE_OR_RESULTS: Any = {int(code): text for code, text in _ANSWERS.items()}
NAMED_THING: Any = {
    303: {"description": "See the document about it."},
    **{int(code): text for code, text in _REFUSED.items()},
}


def _parameter(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


_IRIS: Schema = {"type": "array", "items": {"type": "string", "format": "iri"}}
_FIELDS: list[Schema] = [
    _parameter("query", "A SPARQL query.", {"type": "string"}),
    _parameter("default-graph-uri", "Graphs whose merge is the default graph.", _IRIS),
    _parameter("named-graph-uri", "The named graphs.", _IRIS),
    _parameter("format", "A short name such as `json`, `csv`, `excel`, `turtle`.", {"type": "string"}),
    _parameter(
        "limit",
        "The most solutions or triples of the answer (`rows` means the same); can only lower the limit. When more are "
        "there, the header `Keikaku-Truncated` says so and `Link` leads to the next page.",
        {"type": "integer", "minimum": 1},
    ),
    _parameter(
        "offset",
        "How many solutions or triples to leave out at the start, beyond what the query itself says.",
        {"type": "integer", "minimum": 0},
    ),
    _parameter("timeout", "Seconds; can only lower the limit.", {"type": "number", "exclusiveMinimum": 0}),
]

SPARQL_GET: Schema = {"parameters": _FIELDS, "responses": _ANSWERS}
SPARQL_POST: Schema = {
    "parameters": _FIELDS[1:],
    "requestBody": {
        "required": True,
        "content": {
            DIRECT: {"schema": {"type": "string"}},
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {field["name"]: field["schema"] for field in _FIELDS},
                }
            },
        },
    },
    "responses": _ANSWERS | _problems(_415="The body has another media type; `accepted` lists ours."),
}
