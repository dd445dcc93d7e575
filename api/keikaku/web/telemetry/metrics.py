"""Numbers for Prometheus: what was asked and answered since the start, and how busy the service is now."""

from collections.abc import Callable, Iterable
from pathlib import Path
from resource import getpagesize
from typing import TypeVar, cast

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from keikaku import __version__
from keikaku.engine.load import Load
from keikaku.release.release import Release
from keikaku.web.telemetry.exchange import Exchange

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

M = TypeVar("M", Counter, Histogram)


class Metrics:
    """The counters of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._labelled: dict[tuple[object, ...], Counter | Histogram] = {}
        ProcessCollector(registry=self.registry)

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"keikaku_{name}", text, labels, registry=self.registry)

        def histogram(name: str, text: str, *labels: str) -> Histogram:
            return Histogram(f"keikaku_{name}", text, labels, buckets=_SECONDS, registry=self.registry)

        self._requests = counter(
            "requests", "Requests that have ended.", "endpoint", "method", "status", "outcome"
        )
        self._durations = histogram("request_duration_seconds", "From the head to the last byte.", "endpoint")
        self._first_bytes = histogram("first_byte_seconds", "From the head to the first byte.", "endpoint")
        self._bytes = counter("response_bytes", "Bytes of bodies sent.", "endpoint")
        self._rows = counter("rows", "Solutions and triples in answers.", "form")
        self._cache = counter("cache_lookups", "Answers looked for in the cache.", "result")
        self._queries = counter("queries", "Queries that the engine was asked.", "form", "outcome")
        self._query_durations = histogram("query_duration_seconds", "Queries in the engine.", "form")

    def watch(self, load: Callable[[], Load], release: Callable[[], Release]) -> None:
        """Tell with the counters how busy the engine is, and which release is served, whenever they are asked for."""
        self.registry.register(_State(load, release))

    def count(self, exchange: Exchange) -> None:
        """An exchange has ended."""
        endpoint = exchange.endpoint
        method = exchange.method if exchange.method in _METHODS else "other"
        self._of(self._requests, endpoint, method, exchange.status or 499, exchange.outcome).inc()
        self._of(self._durations, endpoint).observe(exchange.duration)
        if exchange.first_byte is not None:
            self._of(self._first_bytes, endpoint).observe(exchange.first_byte)
        self._of(self._bytes, endpoint).inc(exchange.bytes)
        if exchange.rows:
            self._of(self._rows, exchange.form or "").inc(exchange.rows)
        if exchange.cache:
            self._of(self._cache, exchange.cache).inc()

    def count_query(self, form: str, outcome: str, seconds: float) -> None:
        """A query has ended in the engine."""
        self._of(self._queries, form, outcome).inc()
        self._of(self._query_durations, form).observe(seconds)

    def _of(self, metric: M, *labels: object) -> M:
        """The one with these labels, of which there are few; the library looks for it at some length."""
        key = (metric, *labels)
        if (known := self._labelled.get(key)) is None:
            known = self._labelled[key] = metric.labels(*labels)
        return cast(M, known)


class _State(Collector):
    """What holds now, asked for anew each time."""

    def __init__(self, load: Callable[[], Load], release: Callable[[], Release]) -> None:
        self._load, self._release = load, release

    def collect(self) -> Iterable[Metric]:
        load, release = self._load(), self._release()
        info = {"release": release.id, "version": __version__}
        yield InfoMetricFamily("keikaku", "What is served, by what.", info)
        triples = sum(release.manifest.graphs.values())
        yield GaugeMetricFamily("keikaku_release_triples", "Triples of the release.", triples)
        yield GaugeMetricFamily("keikaku_queries_running", "Queries that run.", load.running)
        yield GaugeMetricFamily("keikaku_queries_waiting", "Queries that wait for a place.", load.waiting)
        workers = GaugeMetricFamily("keikaku_workers", "Worker processes.", labels=["state"])
        workers.add_metric(["ready"], len(load.ready))
        workers.add_metric(["busy"], len(load.busy))
        yield workers
        resident = sum(map(_resident_bytes, load.ready | load.busy))
        yield GaugeMetricFamily("keikaku_workers_resident_bytes", "Memory of all workers.", resident)
        ended = CounterMetricFamily("keikaku_workers_ended", "Workers that have ended.", labels=["reason"])
        for reason, number in load.ended.items():
            ended.add_metric([reason], number)
        yield ended


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * getpagesize()
    except OSError:
        return 0
