"""What happened, counted for Prometheus.

See Also:
    Prometheus exposition format <https://prometheus.io/docs/instrumenting/exposition_formats/>.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from maalbar.serve.lanes import Lanes

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)


class Metrics:
    """Counters of one server."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "maalbar_requests",
            "Requests by what was asked for and status",
            ("place", "status"),
            registry=self._registry,
        )
        self._bytes = Counter(
            "maalbar_sent_bytes", "Bytes of bodies that were sent", registry=self._registry
        )
        self._seconds = Histogram(
            "maalbar_request_seconds",
            "Time from request to answer",
            ("place",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        # To find them takes longer than to count.
        self._of = cache(self._find)
        self._reloads = Counter(
            "maalbar_reloads", "New publications taken over", registry=self._registry
        )

    def _find(self, place: str, status: int) -> tuple[Counter, Histogram]:
        return self._requests.labels(place, str(status)), self._seconds.labels(place)

    def watch(self, lanes: dict[str, Lanes]) -> None:
        """Show what goes on in some lanes, by name."""
        self._registry.register(_Watched(lanes))

    def count(self, place: str, status: int, sent: int, seconds: float) -> None:
        """Count an exchange."""
        requests, times = self._of(place, status)
        requests.inc()
        self._bytes.inc(sent)
        times.observe(seconds)

    def reloaded(self) -> None:
        """Count a new publication."""
        self._reloads.inc()

    def written(self) -> bytes:
        """Write all counters."""
        return generate_latest(self._registry)


class _Watched(Collector):
    """What lanes know of themselves."""

    def __init__(self, lanes: dict[str, Lanes]) -> None:
        self._lanes = lanes

    def collect(self) -> Iterator[Metric]:
        running = GaugeMetricFamily("maalbar_running", "Being worked on", labels=("lane",))
        waiting = GaugeMetricFamily("maalbar_waiting", "Waiting", labels=("lane",))
        ended = CounterMetricFamily(
            "maalbar_ended", "Processes that were ended", labels=("lane", "reason")
        )
        for name, each in self._lanes.items():
            running.add_metric((name,), each.running)
            waiting.add_metric((name,), each.waiting)
            for reason, count in each.ended.items():
                ended.add_metric((name, reason), count)
        yield from (running, waiting, ended)
