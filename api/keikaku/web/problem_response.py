"""How a problem reaches the client: as a page for browsers, as problem+json for everyone else."""

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from keikaku.engine.problems import QueryProblem, QuerySyntaxError
from keikaku.language import Text
from keikaku.web import problem as kinds
from keikaku.web.caching import vary_by
from keikaku.web.html import render
from keikaku.web.negotiation import PROGRAM_LANGUAGE, accepts_html, language_of
from keikaku.web.problem import HttpProblem, Kind, plain_problem
from keikaku.web.service import service_of
from keikaku.web.telemetry.exchange import current_exchange

# The codes of keikaku.engine.problems and keikaku.engine.remote.problems.
_OF_QUERIES: dict[str, Kind] = {
    "syntax": kinds.SYNTAX,
    "failed": kinds.FAILED,
    "variable": kinds.PARAMETER,
    "too-long": kinds.TOO_LARGE,
    "too-deep": kinds.TOO_DEEP,
    "update": kinds.UPDATE,
    "service": kinds.SERVICE,
    "time": kinds.TIME_LIMIT,
    "memory": kinds.MEMORY,
    "bytes": kinds.ANSWER_SIZE,
    "crash": kinds.CRASH,
    "overloaded": kinds.OVERLOADED,
    "share": kinds.SHARE,
    "unavailable": kinds.OVERLOADED,
    "gateway": kinds.GATEWAY,
}


class ProblemResponse(JSONResponse):
    """`application/problem+json` (RFC 9457)."""

    media_type = "application/problem+json"


def problem_response(request: Request, problem: HttpProblem) -> Response:
    """The response for a problem, in the client's language and as a page if it came with a browser."""
    current_exchange().problem = problem.kind.slug
    headers = {**problem.headers, "cache-control": "no-store"}
    if accepts_html(request):
        context = {"problem": problem}
        status = problem.kind.status
        response: Response = render(request, "problem.html", context, status=status, headers=headers)
    else:
        language = language_of(request, PROGRAM_LANGUAGE)
        base = service_of(request).settings.base
        response = ProblemResponse(problem.members(base, language), problem.kind.status, headers)
        response.headers["content-language"] = language
        vary_by(response.headers, "Accept-Language")
    vary_by(response.headers, "Accept")
    return response


def of_query(problem: QueryProblem) -> HttpProblem:
    """The HTTP problem for a query without an answer, with the place of a syntax error."""
    extensions: dict[str, object] = {}
    headers: dict[str, str] = {}
    if isinstance(problem, QuerySyntaxError):
        extensions = {"line": problem.line, "column": problem.column}
    if seconds := getattr(problem, "retry_after", None):
        headers["retry-after"] = str(seconds)
    kind = _OF_QUERIES.get(problem.code, kinds.INTERNAL)
    detail = Text(problem.in_("ja"), problem.in_("en"))
    return HttpProblem(kind, detail, {key: value for key, value in extensions.items() if value}, headers)


async def response_to(request: Request, error: Exception) -> Response:
    """The response for what a handler raised, and the handler of exceptions for the framework."""
    match error:
        case HttpProblem():
            problem = error
        case QueryProblem():
            problem = of_query(error)
        case HTTPException():
            problem = plain_problem(error.status_code, str(error.detail))
        case RequestValidationError():
            found = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in error.errors())
            problem = HttpProblem(kinds.PARAMETER, Text(found, found))
        case ClientDisconnect():
            return Response(status_code=499)  # nobody reads it; it is what proxies log
        case _:
            detail = Text("しばらくしてからもう一度お試しください。", "Please try again later.")
            problem = HttpProblem(kinds.INTERNAL, detail)
    return problem_response(request, problem)
