"""The query form and the page of results: both work without a script."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.query import Query
from keikaku.engine.saved_query import saved_queries
from keikaku.language import Text
from keikaku.rdf.namespaces import PREFIXES
from keikaku.web.caching import is_known, not_modified
from keikaku.web.html import page_headers, render
from keikaku.web.pages.answer import answer_context, names_of
from keikaku.web.pages.examples import EXAMPLES
from keikaku.web.pages.standalone import standalone
from keikaku.web.problem import HttpProblem
from keikaku.web.service import service_of
from keikaku.web.telemetry.exchange import current_exchange


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
    """The form with an example in it: one of ours, or a saved query with its parameters."""
    headers = page_headers(request)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    return render(request, "sparql.html", _form(_first_text(request)), headers=headers)


def _first_text(request: Request) -> str:
    asked = request.query_params
    saved = next((item for item in saved_queries() if item.name == asked.get("saved")), None)
    if saved is not None:
        values = {p.name: value for p in saved.parameters if (value := asked.get(p.name))}
        return standalone(saved, values, service_of(request).settings.base)
    return next((item for item in EXAMPLES if item.name == asked.get("example")), EXAMPLES[0]).query


async def results_page(request: Request, query: Query, form: Form, limits: Limits) -> Response:
    """The form again with its query, and below it the answer."""
    context = await answer_context(request, query, form, limits)
    links = {name: f"/sparql?{urlencode({'query': query.text, 'format': name})}" for name in names_of(form)}
    headers = {"cache-control": "no-store", "vary": "Accept"}
    return render(
        request, "results.html", _form(query.text) | context | {"downloads": links}, headers=headers
    )


def refused_page(request: Request, query: Query, problem: HttpProblem) -> Response:
    """The form again with its query, and why there is no answer."""
    current_exchange().problem = problem.kind.slug
    context = _form(query.text) | {"problem": problem, "place": _place(query.text, problem)}
    status, headers = problem.kind.status, {**problem.headers, "cache-control": "no-store", "vary": "Accept"}
    return render(request, "sparql.html", context, status=status, headers=headers)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the query with its 1-based number, and the 1-based column at which the engine stopped reading."""

    number: int
    line: str
    column: int


def _place(text: str, problem: HttpProblem) -> Place | None:
    number, column = problem.extensions.get("line"), problem.extensions.get("column")
    lines = text.splitlines()
    if not (isinstance(number, int) and isinstance(column, int) and 0 < number <= len(lines)):
        return None
    return Place(number, lines[number - 1], column)


def _form(text: str) -> dict[str, object]:
    return {
        "problem": None,
        "text": text,
        "examples": EXAMPLES,
        "saved": saved_queries(),
        "prefixes": PREFIXES,
        "choices": CHOICES,
        "titles": {},
        "chart": None,
    }
