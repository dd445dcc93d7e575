"""Is the service alive, and can it answer?"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from keikaku.engine.query import Query
from keikaku.problem import Problem
from keikaku.web.graph import Graph
from keikaku.web.service import service_of

router = APIRouter(tags=["Service"])

_UNKEPT = {"cache-control": "no-store"}
# Its answer differs each time, so it comes from the engine and never from the kept answers.
_TRIVIAL = Query("SELECT (NOW() AS ?now) WHERE {}")


@router.get("/health")
async def health(request: Request) -> JSONResponse:
    """Alive: the process answers; no query is run."""
    return JSONResponse({"status": "ok", "release": service_of(request).release.id}, headers=_UNKEPT)


@router.get("/ready", responses={503: {"description": "No query is answered at the moment."}})
async def ready(request: Request) -> JSONResponse:
    """Ready: a trivial query gets its answer."""
    try:
        await Graph(service_of(request), "ready").rows(_TRIVIAL)
    except Problem as problem:
        return JSONResponse({"status": "unready", "detail": str(problem)}, 503, headers=_UNKEPT)
    return JSONResponse({"status": "ready"}, headers=_UNKEPT)
