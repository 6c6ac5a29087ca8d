"""What the running service counts, for `enroltui status` and for Prometheus."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 5.0)
"""Upper bounds, in seconds, of the buckets in which times from a key to the screen are counted."""

AT_ONCE = 8
"""Requests answered at the same time; each needs a file descriptor."""
PATIENCE = 10.0
"""Seconds that a request may take."""
LONGEST = 8192
"""Bytes of a request."""


class Figures:
    """The figures of one service, in a registry of its own. None of them tells who anybody is."""

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
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._asking: deque[asyncio.WriteTransport] = deque()

    async def serve(self, port: int) -> int:
        """Answer on loopback, in Prometheus's text format; the port. Raises OSError where it can't listen there."""
        server = await asyncio.start_server(self._answer, "127.0.0.1", port, limit=LONGEST, backlog=AT_ONCE)
        return int(server.sockets[0].getsockname()[1])

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer any request with all figures. When too many ask at once, the oldest request is dropped."""
        if len(self._asking) >= AT_ONCE:
            self._asking.popleft().abort()
        self._asking.append(writer.transport)
        try:
            async with asyncio.timeout(PATIENCE):
                await reader.readuntil(b"\r\n\r\n")
                figures = generate_latest(self.registry)
                length = f"Content-Length: {len(figures)}"
                head = ("HTTP/1.0 200 OK", f"Content-Type: {CONTENT_TYPE_LATEST}", length, "", "")
                writer.write("\r\n".join(head).encode() + figures)
                writer.close()
                await writer.wait_closed()
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.transport.abort()
            with suppress(ValueError):
                self._asking.remove(writer.transport)


def memory() -> int:
    """Return the memory that this process holds, in bytes; 0 where that can't be seen."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
