"""What the process counts of itself, for Prometheus; the names stand in README and a test compares."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, 3600)


class Figures:
    """All figures of one process."""

    def __init__(self) -> None:
        """Count from nothing."""
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "simpul_updates", "Updates worked on, by kind and ending", ["kind", "ending"], registry=self.registry
        )
        self.outcomes = Counter(
            "simpul_outcomes", "Questions, by what came of them and where", ["status", "where"], registry=self.registry
        )
        self.seconds = Histogram(
            "simpul_seconds",
            "Seconds by stage: waiting in the inbox, answering, working on the whole update",
            ["stage"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.telegram_errors = Counter(
            "simpul_telegram_errors",
            "Requests that Telegram refused or did not answer",
            ["kind"],
            registry=self.registry,
        )
        self.queue = Gauge("simpul_queue_depth", "Updates that wait in the inbox", registry=self.registry)
        self.version = Gauge("simpul_knowledge_version", "Number of the knowledge in use", registry=self.registry)
        self.records = Gauge("simpul_records", "Records in the knowledge, by kind", ["kind"], registry=self.registry)

    def text(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self.registry)
