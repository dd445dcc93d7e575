"""OpenTelemetry, where its SDK is installed (the extra `telemetry`) and the environment names an exporter.

A span for each request and each query of it, with the facts of the log. Without those two, nothing at all.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from time import time_ns
from typing import TYPE_CHECKING, Any, Optional

from keikaku import __version__
from keikaku.web.telemetry.exchange import Exchange
from keikaku.web.telemetry.log import facts

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_EXPORTERS = "OTEL_TRACES_EXPORTER"
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


class Tracing:
    """Gives spans to a provider, if there is one."""

    def __init__(self, provider: Optional["TracerProvider"] = None) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("keikaku", __version__) if provider else None

    @classmethod
    def from_environment(cls) -> "Tracing":
        """As OTEL_TRACES_EXPORTER (`otlp`, `console`, `none`) says, else OTLP where an endpoint is named."""
        exporter = os.environ.get(_EXPORTERS) or ("otlp" if any(map(os.environ.get, _ENDPOINTS)) else "none")
        if exporter == "none" or find_spec("opentelemetry.sdk") is None:
            return cls()
        return cls(_provider(exporter))

    @property
    def is_on(self) -> bool:
        """Whether anybody gets the spans."""
        return self._tracer is not None

    @contextmanager
    def of_request(self, exchange: Exchange, headers: Mapping[str, str]) -> Iterator[None]:
        """A request while it is served; it continues the trace that its `traceparent` header names."""
        if self._tracer is None:
            yield
            return
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        caller = TraceContextTextMapPropagator().extract(headers)
        name = f"{exchange.method} /{exchange.endpoint}"
        with self._tracer.start_as_current_span(name, caller, SpanKind.SERVER) as span:
            yield
            span.set_attributes(_attributes(facts(exchange)))

    def query(self, seconds: float, known: Mapping[str, Any]) -> None:
        """A query of the current request has ended after so many seconds."""
        if self._tracer is not None:
            end = time_ns()
            span = self._tracer.start_span("query", start_time=end - int(seconds * 1e9))
            span.set_attributes(_attributes(known))
            span.end(end)

    def close(self) -> None:
        """Send what has not been sent yet."""
        if self._provider is not None:
            self._provider.shutdown()


def _provider(exporter: str) -> "TracerProvider":
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SpanExporter

    def otlp() -> SpanExporter:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        return OTLPSpanExporter()

    name = os.environ.get("OTEL_SERVICE_NAME", "keikaku")
    provider = TracerProvider(
        resource=Resource.create({"service.name": name, "service.version": __version__})
    )
    provider.add_span_processor(
        BatchSpanProcessor(ConsoleSpanExporter() if exporter == "console" else otlp())
    )
    return provider


def _attributes(known: Mapping[str, Any]) -> dict[str, Any]:
    """The facts by OpenTelemetry's names where it has them (semantic conventions for HTTP), else by ours."""
    names = {"method": "http.request.method", "path": "url.path", "status": "http.response.status_code"}
    return {names.get(name, f"keikaku.{name}"): value for name, value in known.items()}
