"""What the service counts of itself, as Prometheus reads it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ecograph.store import Reader
from ecograph.store.readers.tally import Figures
from ecograph_api.http.clients import is_of_the_house

router = APIRouter(tags=["service"])

_FORM = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_OTHER = "other"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CLOSED = (
    "What the service counts is shown to staff, and to this machine itself where no proxy stands "
    "between."
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a request; nothing in it was chosen by its sender."""

    method: str
    route: str
    status: int
    seconds: float
    bytes: int
    role: str
    is_write: bool

    def __str__(self) -> str:
        return (
            f"{self.method} {self.route} {self.status} {1000 * self.seconds:.1f} ms "
            f"{self.bytes} bytes {self.role}"
        )

    def fields(self) -> dict[str, object]:
        """Return what a program reads in the log."""
        return {
            "method": self.method,
            "route": self.route,
            "status": self.status,
            "milliseconds": round(1000 * self.seconds, 1),
            "bytes": self.bytes,
            "role": self.role,
        }


@runtime_checkable
class Counting(Protocol):
    """A reader that counts its queries and processes."""

    def figures(self) -> Figures:
        """Return what it has counted."""


class Telemetry:
    """What one application counts, in a registry of its own."""

    def __init__(self, reader: Reader) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "ecograph_requests",
            "Requests by route and status.",
            (*labels, "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "ecograph_request_seconds",
            "How long answers took, to their last byte.",
            labels,
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._writes = Counter(
            "ecograph_writes",
            "Writes over HTTP that were done.",
            registry=self._registry,
        )
        if isinstance(reader, Counting):
            self._registry.register(_OfReader(reader))

    def count(self, answered: Answered) -> None:
        """Count a request."""
        method = answered.method if answered.method in _METHODS else _OTHER
        self._requests.labels(method, answered.route, str(answered.status)).inc()
        self._seconds.labels(method, answered.route).observe(answered.seconds)
        self._writes.inc(answered.is_write)

    def text(self) -> bytes:
        """Return everything in the text format of Prometheus."""
        return generate_latest(self._registry)


class _OfReader(Collector):
    """What the reader has counted by itself, read when it is asked for."""

    def __init__(self, reader: Counting) -> None:
        self._reader = reader

    def collect(self) -> Iterator[Metric]:
        figures = self._reader.figures()
        queries = CounterMetricFamily(
            "ecograph_queries", "Queries by lane and outcome.", labels=("lane", "outcome")
        )
        for (lane, outcome), number in sorted(figures.queries.items()):
            queries.add_metric((lane, outcome), number)
        yield queries
        yield GaugeMetricFamily(
            "ecograph_readers", "Reader processes that are alive.", figures.readers
        )
        yield CounterMetricFamily(
            "ecograph_readers_started",
            "Reader processes that were started, at first or in the place of others.",
            figures.started,
        )
        if figures.written is not None:
            yield GaugeMetricFamily(
                "ecograph_edition_age_seconds",
                "For how long nothing has been written.",
                max(time.time() - figures.written.timestamp(), 0.0),
            )


@router.get("/metrics", summary="What the service counts", response_class=Response)
async def metrics(request: Request) -> Response:
    """Return the counts of this service for Prometheus, to those who run it."""
    if not is_of_the_house(request):
        raise HTTPException(403, _CLOSED)
    telemetry: Telemetry = request.app.state.telemetry
    headers = {"Content-Type": _FORM, "Cache-Control": "no-store"}
    return Response(telemetry.text(), headers=headers)
