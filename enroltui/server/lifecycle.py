"""The service from start to end: it listens, sees every session through, looks after all, and shuts down in order."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial

import asyncssh

from enroltui.clock import real_now
from enroltui.errors import EnrolError
from enroltui.server.listening import Listening
from enroltui.server.service import Service
from enroltui.server.session import SshSession
from enroltui.server.surviving import guarded, repeat
from enroltui.terms import SessionEnd

COUNT_EVERY = 15.0
"""Seconds between two counts of enrolments."""
LAST_WORDS = 5.0
"""Seconds that the last output may take to arrive."""

log = logging.getLogger(__name__)


class Lifecycle:
    """Runs a service: `listen` begins it, `drain` ends it; meanwhile `sessions` holds the sessions in progress."""

    def __init__(self, service: Service) -> None:
        self.sessions: set[SshSession] = set()
        self._service = service
        self._running: set[asyncio.Task[None]] = set()
        """The tasks of sessions, each until its connection is closed."""
        self._repeated: list[asyncio.Task[None]] = []

    async def listen(self, host: str, port: int, key: asyncssh.SSHKey) -> int:
        """Begin, with this key as the service's own; the port that it listens on. Raises OSError where it can't."""
        self._service.start_threads()
        self._service.hold_line()
        self._listening = Listening(self._service, self._take_in)
        port = await self._listening.start(host, port, key)
        for task in (
            repeat("looking after sessions", self._look_after),
            repeat("looking at their rows", self._service.session_rows.look),
            repeat("counting enrolments", self.count_enrolments, COUNT_EVERY),
        ):
            self._repeated.append(asyncio.create_task(task))
        return port

    async def drain(self, seconds: float) -> None:
        """Let nobody in; tell everybody twice, give them so long to finish, and then send them away in order."""
        service = self._service
        await self._listening.stop()
        service.event_log.note("drain", sessions=service.line.inside, waiting=len(service.line), seconds=seconds)
        for left in (seconds, seconds / 2):  # who was still coming in saw nothing of the first
            for session in list(self.sessions):
                guarded("telling a session", partial(session.tell_of_drain, left))
            await self._all_gone(seconds / 2)
        for session in list(self.sessions):
            guarded("sending a session away", partial(session.end_session, SessionEnd.STOPPED))
        await self._all_gone(2 * LAST_WORDS)
        for task in self._repeated:
            task.cancel()
        await service.session_rows.look()  # the last ones are written down as over
        for connection in list(service.connections):
            connection.abort()
        await self._listening.all_gone()
        service.stop_threads()
        service.event_log.note("stopped")

    async def count_enrolments(self) -> None:
        """Count who enrolled in the last minute, for the figures; a database that can't be asked changes nothing."""
        service, since = self._service, real_now() - timedelta(minutes=1)
        try:
            count = await service.ask(lambda: service.registrar.enrolments_since(since))
        except EnrolError:
            return
        service.figures.enrolments.set(count)

    def _take_in(self, session: SshSession, connection: asyncssh.SSHServerConnection) -> None:
        self.sessions.add(session)
        task = asyncio.create_task(self._see_through(session, connection))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _see_through(self, session: SshSession, connection: asyncssh.SSHServerConnection) -> None:
        try:
            await session.run()
            self.sessions.discard(session)
            await asyncio.wait_for(session.channel.gone.wait(), LAST_WORDS)
            connection.close()
        except TimeoutError:
            pass
        except Exception:
            log.exception("a session ended badly")
        finally:
            self.sessions.discard(session)
            connection.abort()

    async def _all_gone(self, seconds: float) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)

    async def _look_after(self) -> None:
        line, now = self._service.line, asyncio.get_running_loop().time()
        self._service.hold_line()
        line.call(now)
        positions = line.positions()
        for session in list(self.sessions):
            guarded("looking after a session", partial(session.look_after, now, positions))
