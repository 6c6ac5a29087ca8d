"""Stand before a PostgreSQL server, and cut a connection at any message of a transaction."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from select import select
from tempfile import mkdtemp
from threading import Thread

CHUNK = 1 << 16


class Cut(Enum):
    """Where in a message and its answer the connection is cut."""

    BEFORE = "before the server hears it"
    AFTER = "after the server has answered, before the client hears that"


Plan = Callable[[int], Cut | None]
"""It says whether to cut at a connection's message of this number, counted from 1."""


def never(number: int) -> Cut | None:
    """Cut at no message."""
    return None


class CutAt:
    """Cut at the so-manieth message from now on, of whichever connection."""

    def __init__(self, point: int, cut: Cut) -> None:
        self._left = point
        self._cut = cut

    @property
    def made(self) -> bool:
        """Say whether there were so many messages."""
        return self._left <= 0

    def __call__(self, number: int) -> Cut | None:
        self._left -= 1
        return self._cut if self._left == 0 else None


class Proxy:
    """Listen at a Unix socket in `folder`, by libpq's own name for it; `plan` may be changed at any time."""

    def __init__(self, server: Path, plan: Plan = never) -> None:
        self.plan = plan
        self.cuts = 0
        self.folder = Path(mkdtemp(prefix="enroltui-proxy-"))
        self._server = server
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self.folder / server.name))
        self._listening.listen(64)
        Thread(target=self._accept, daemon=True).start()

    def url(self, server_url: str) -> str:
        """Return the URL of the same database, through the proxy."""
        return f"{server_url.partition('?')[0]}?host={self.folder}"

    def close(self) -> None:
        """Stop listening, and remove the socket and its folder."""
        self._listening.close()
        (self.folder / self._server.name).unlink(missing_ok=True)
        self.folder.rmdir()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(str(self._server))
            number = 0
            while True:
                ready, _, _ = select([client, server], [], [])
                if client in ready:
                    message = client.recv(CHUNK)
                    number += 1
                    cut = self.plan(number) if message else None
                    if cut is not None:
                        self.cuts += 1
                        if cut is Cut.AFTER:
                            server.sendall(message)
                            server.recv(CHUNK)
                        return
                    if not message:
                        return
                    server.sendall(message)
                if server in ready:
                    answer = server.recv(CHUNK)
                    if not answer:
                        return
                    client.sendall(answer)
