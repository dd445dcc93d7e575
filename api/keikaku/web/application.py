"""The whole service as one ASGI application."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial, reduce
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import ASGIApp

from keikaku import __version__
from keikaku.engine.cache import AnswerCache
from keikaku.engine.cached import CachedEngine
from keikaku.engine.engine import Engine
from keikaku.engine.problems import QueryProblem
from keikaku.release.release import Release
from keikaku.web import (
    admin,
    browse,
    completions,
    descriptions,
    dumps,
    feed,
    graph_store,
    health,
    home,
    limits,
    linked_data,
    made_files,
    ontology,
    queries,
    site,
    sparql,
    static_files,
)
from keikaku.web.compression import CompressionMiddleware
from keikaku.web.cors import CrossOriginMiddleware
from keikaku.web.direct import DirectMiddleware
from keikaku.web.documentation import PROBLEM
from keikaku.web.engines import engine_for
from keikaku.web.errors import ErrorMiddleware
from keikaku.web.fields import FieldsMiddleware
from keikaku.web.methods import MethodsMiddleware
from keikaku.web.problem import HttpProblem
from keikaku.web.problem_response import response_to
from keikaku.web.repeats import RepeatMiddleware
from keikaku.web.search import page as search
from keikaku.web.security import SecurityMiddleware
from keikaku.web.services import ServiceMiddleware, Services
from keikaku.web.settings import Settings
from keikaku.web.telemetry.engine import WatchedEngine
from keikaku.web.telemetry.middleware import TelemetryMiddleware
from keikaku.web.telemetry.telemetry import Telemetry

_ROUTERS = (
    home,
    sparql,
    completions,
    queries,
    search,
    browse,
    graph_store,
    linked_data,
    ontology,
    dumps,
    made_files,
    feed,
    descriptions,
    limits,
    health,
    site,
    static_files,
)


class Application(FastAPI):
    """FastAPI within layers of ours, the innermost first, instead of within its own."""

    layers: Sequence[Callable[[ASGIApp], ASGIApp]] = ()

    def build_middleware_stack(self) -> ASGIApp:
        """What a request goes through."""
        return reduce(lambda app, layer: layer(app), self.layers, super().build_middleware_stack())


def create_app(settings: Settings, engine: Engine | None = None) -> FastAPI:
    """The application over the current release; Problem if there is none. Without an engine it starts its own."""
    telemetry = Telemetry(settings)

    def engine_over(release: Release) -> Engine:
        if engine:
            return WatchedEngine(engine, telemetry)
        watched = WatchedEngine(engine_for(settings, release), telemetry)
        return CachedEngine(watched, AnswerCache(settings.cache_folder, release.id, settings.cache_bytes))

    services = Services(settings, engine_over, follows=engine is None)
    telemetry.metrics.watch(lambda: services.current.engine.load, lambda: services.current.release)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[dict[str, object]]:
        await services.open()
        try:
            # For the connections below ASGI.
            yield {"services": services, "telemetry": telemetry}
        finally:
            await services.close(settings.shutdown)
            telemetry.tracing.close()

    # FastAPI's own documentation pages fetch scripts from other hosts, and its own traces tell whole queries.
    app = Application(
        title="Keikaku",
        version=__version__,
        description="Japanese municipalities' plans as linked open data.",
        docs_url=None,
        redoc_url=None,
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.services, app.state.telemetry = services, telemetry
    if settings.admin_token:
        app.include_router(admin.router)
    for module in _ROUTERS:
        app.include_router(module.router)
    _handle_problems(app)
    _describe_problems(app)
    app.layers = [
        partial(DirectMiddleware, handlers=sparql.HANDLERS),
        MethodsMiddleware,
        ErrorMiddleware,
        CompressionMiddleware,
        SecurityMiddleware,
        CrossOriginMiddleware,
        FieldsMiddleware,
        RepeatMiddleware,
        partial(ServiceMiddleware, services=services),
        partial(TelemetryMiddleware, telemetry=telemetry, endpoints=_endpoints()),
    ]
    return app


def _endpoints() -> frozenset[str]:
    """The first parts of all paths that there are."""
    return frozenset(
        route.path.split("/")[1]
        for module in (*_ROUTERS, admin)
        for route in module.router.routes
        if isinstance(route, Route)
    )


def _handle_problems(app: FastAPI) -> None:
    for kind in (
        HttpProblem,
        QueryProblem,
        HTTPException,
        RequestValidationError,
        ClientDisconnect,
        Exception,
    ):
        app.add_exception_handler(kind, response_to)


def _describe_problems(app: FastAPI) -> None:
    """Say in the OpenAPI description what we answer, where FastAPI would put its own 422."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        description = generate()
        description.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
        for operations in description["paths"].values():
            for operation in operations.values():
                if "HTTPValidationError" in str(operation["responses"].get("422")):
                    del operation["responses"]["422"]
        return description

    app.openapi = openapi  # type: ignore[method-assign]
