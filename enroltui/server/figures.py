"""What can be counted of the running service, for `enroltui status` and for Prometheus."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 5.0)
"""Seconds: the classes in which times from a key to the screen are counted."""


class Figures:
    """One registry of figures a service. Nothing in it tells who anybody is."""

    def __init__(
        self, *, inside: Callable[[], float], waiting: Callable[[], float], connections: Callable[[], float]
    ) -> None:
        self.registry = CollectorRegistry()
        for name, meaning, value in (
            ("enroltui_sessions", "Sessions inside", inside),
            ("enroltui_waiting", "Accounts that wait in line", waiting),
            ("enroltui_connections", "Connections", connections),
            ("enroltui_memory_bytes", "Memory of the service", memory),
        ):
            Gauge(name, meaning, registry=self.registry).set_function(value)
        self.enrolments = Gauge(
            "enroltui_enrolments_last_minute", "Enrolments in the last minute", registry=self.registry
        )
        self.logins = Counter("enroltui_logins", "Logins", ["way"], registry=self.registry)
        self.refused = Counter("enroltui_refused", "Connections and logins refused", ["why"], registry=self.registry)
        self.key_to_screen = Histogram(
            "enroltui_key_to_screen_seconds",
            "From a key to what it paints",
            buckets=STEPS,
            registry=self.registry,
        )

    def serve(self, port: int) -> int:
        """Show them on loopback, in Prometheus's text format; on which port. OSError where that can't be."""
        server, _ = start_http_server(port, "127.0.0.1", registry=self.registry)
        return server.server_port


def memory() -> int:
    """Bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
