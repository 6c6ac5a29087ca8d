"""Listens, takes connections in while there is room, and sees each of them through to its end."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from functools import partial
from typing import Any

import asyncssh

from enroltui.server.asyncssh_private import take_passwords_as_typed
from enroltui.server.entry import Entry, TakeIn
from enroltui.server.service import Service
from enroltui.server.surviving import repeat

OPTIONS: dict[str, Any] = {
    "line_editor": False,
    "encoding": None,
    "agent_forwarding": False,
    "x11_forwarding": False,
    "allow_scp": False,
    "compression_algs": None,
    "kbdint_auth": False,
    "gss_host": None,
    "login_timeout": 0,  # one limit of time holds until a session is open
    "keepalive_interval": 15,
    "keepalive_count_max": 3,  # without an answer until a line counts as broken
}
"""asyncssh's options: a terminal or a command by password or key, and nothing else."""
BACKLOG = 1024
"""Connections that the system's queue holds until they are taken in."""
LOOK_AGAIN = 0.2
"""Seconds between two looks whether there is room for another connection."""
FULL_AGAIN = 60.0
"""Seconds between two events in the log which say that all connections are taken."""

MISSING = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
"""Errors of addresses that the machine only has by name: IPv6's where it has no IPv6."""

log = logging.getLogger(__name__)


class Listening:
    """Takes in no more connections than the limiter has room for; later ones wait in the system's queue.

    Nothing is opened for them meanwhile, so that file descriptors do not run out.
    """

    def __init__(self, service: Service, take_in: TakeIn) -> None:
        """`take_in` is called with the session of each connection."""
        self._service = service
        self._take_in = take_in
        self._sockets: list[socket.socket] = []
        self._accepting: list[asyncio.Task[None]] = []
        self._connections: set[asyncio.Task[None]] = set()
        self._told_full = -FULL_AGAIN

    async def start(self, host: str, port: int, key: asyncssh.SSHKey) -> int:
        """Listen on all addresses of a host ("": of this machine); the port. Raises OSError where that can't be.

        `key`: the service's own.
        """
        take_passwords_as_typed()
        self._options = await asyncssh.SSHServerConnectionOptions.construct(server_host_keys=[key], **OPTIONS)
        addresses = await asyncio.get_running_loop().getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        failed: list[OSError] = []
        for family, _, _, _, where in dict.fromkeys(addresses):
            try:
                self._sockets.append(_listening_socket(family, (where[0], port, *where[2:])))
                port = self._sockets[0].getsockname()[1]
            except OSError as error:
                failed.append(error)
        if not self._sockets or any(error.errno not in MISSING for error in failed):
            self._close_sockets()
            raise failed[0]
        for listening in self._sockets:
            self._accepting.append(asyncio.create_task(repeat("listening", partial(self._accept, listening))))
        return port

    async def stop(self) -> None:
        """Take no more connections in; those that are there go on."""
        for task in self._accepting:
            task.cancel()
        await asyncio.gather(*self._accepting, return_exceptions=True)
        self._close_sockets()

    async def all_gone(self) -> None:
        """Wait until every connection has ended."""
        if self._connections:
            await asyncio.wait(self._connections)

    def _close_sockets(self) -> None:
        for listening in self._sockets:
            listening.close()
        self._sockets.clear()

    async def _accept(self, listening: socket.socket) -> None:
        loop, limiter = asyncio.get_running_loop(), self._service.limiter
        while True:
            while not limiter.has_room:
                self._tell_full(loop.time())
                await asyncio.sleep(LOOK_AGAIN)
            try:
                connection, peer = await loop.sock_accept(listening)
            except OSError as error:  # it has gone again, or the system is out of something
                log.warning("a connection could not be taken in: %s", error)
                await asyncio.sleep(LOOK_AGAIN)
                continue
            address = str(peer[0])
            if limiter.lets_in(address):
                task = asyncio.create_task(self._see_through(connection, address))
                self._connections.add(task)
                task.add_done_callback(self._connections.discard)
            else:
                self._service.figures.refused.labels("connection").inc()
                connection.close()
            await asyncio.sleep(0)  # those inside have their turn before the next one comes in

    def _tell_full(self, now: float) -> None:
        if now >= self._told_full + FULL_AGAIN:
            self._told_full = now
            self._service.event_log.note("full", connections=self._service.limiter.connections)

    async def _see_through(self, connection: socket.socket, address: str) -> None:
        """Serve a connection from its first packet to its last."""
        entry = Entry(self._service, address, self._take_in)
        try:
            ssh = await asyncssh.run_server(connection, options=self._options, server_factory=lambda: entry)
            await ssh.wait_closed()
        except (OSError, asyncssh.Error, UnicodeDecodeError):  # it has gone, or is no SSH
            pass
        except Exception:
            log.exception("a connection ended badly")
        finally:
            if not entry.was_made:
                connection.close()
            entry.count_out()


def _listening_socket(family: int, where: tuple[Any, ...]) -> socket.socket:
    listening = socket.create_server(where, family=family, backlog=BACKLOG)
    listening.setblocking(False)
    return listening
