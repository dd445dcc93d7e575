"""Traces as a collector gets them by OTLP over HTTP."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

FEW = "SELECT ?s { ?s ?p ?o } LIMIT 3"
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Collector(ThreadingHTTPServer):
    """Keeps what is posted to it, by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[tuple[str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def spans(self):
        """All spans, with their attributes as text."""
        for _, body in self.received:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    yield from scope.spans


class _Handler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((self.path, body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def collecting() -> Iterator[Collector]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever)
        thread.start()
        try:
            yield collector
        finally:
            collector.shutdown()
            thread.join()


def attributes(span):
    return {item.key: item.value.string_value or item.value.int_value for item in span.attributes}


def test_a_span_for_the_request_and_one_for_its_query(begin):
    with collecting() as collector:
        service = begin(environment={"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url})
        httpx.get(
            f"{service.url}/sparql",
            params={"query": f"{FEW} # geheimnis"},
            headers={"traceparent": CALLER, "x-request-id": "traced"},
        )
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait() == 0
        spans = {span.name: span for span in collector.spans()}
    assert {path for path, _ in collector.received} == {"/v1/traces"}
    request, query = spans["GET /sparql"], spans["query"]
    assert request.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
    assert request.parent_span_id.hex() == "b7ad6b7169203331"
    assert query.parent_span_id == request.span_id
    assert attributes(request)["http.response.status_code"] == 200
    assert attributes(request)["keikaku.id"] == attributes(query)["keikaku.id"] == "traced"
    assert attributes(query)["keikaku.rows"] == 3
    assert attributes(query)["keikaku.outcome"] == "ok"
    assert not any(b"geheimnis" in body for _, body in collector.received)


def test_none_sends_nothing(begin):
    with collecting() as collector:
        service = begin(
            environment={"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_TRACES_EXPORTER": "none"}
        )
        httpx.get(f"{service.url}/sparql", params={"query": FEW})
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait() == 0
    assert collector.received == []
