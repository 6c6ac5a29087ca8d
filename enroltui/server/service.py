"""The service: listens, holds what all connections share, looks after the sessions, and shuts down in order."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TypeVar

import asyncssh

from enroltui.clock import ShownClock, real_now
from enroltui.errors import EnrolError
from enroltui.presenting.help_sessions import HelpSessions
from enroltui.presenting.presentation import Presentations
from enroltui.registrar.facts import Account, SignInRefused
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.signing_in import Lock, login_name
from enroltui.server.channel import ClientChannel
from enroltui.server.connection_limiter import ConnectionLimiter
from enroltui.server.event_log import EventLog
from enroltui.server.figures import AT_ONCE, Figures, memory
from enroltui.server.guests import guest_session
from enroltui.server.limits import LONGEST_DELAY, MEBIBYTE, Limits
from enroltui.server.listening import Listening
from enroltui.server.opening import Opening
from enroltui.server.session import Session
from enroltui.server.session_rows import SessionRows
from enroltui.server.surviving import guarded, lasting
from enroltui.server.waiting_line import WaitingLine
from enroltui.visit import Visit

Answer = TypeVar("Answer")

THREADS = 8
"""For questions to the registrar, of all sessions together."""
KEEP_ALIVE, KEEP_ALIVE_TIMES = 15, 3
"""Seconds, and how often without an answer until a line counts as broken."""
EVERY = 1.0
"""Seconds between two rounds of the watch."""
COUNT_EVERY = 15.0
"""Seconds between two looks at how many enrolled."""
LAST_WORDS = 5.0
"""Seconds that the last output may take to arrive."""
SPARE = 16
"""File descriptors for the log, for files that are read for a moment, and for what nobody has thought of."""

log = logging.getLogger(__name__)


class Service:
    """One process, many visits. The registrar, the shown clock and the limits are the same for all."""

    def __init__(
        self,
        registrar: Registrar,
        clock: ShownClock,
        limits: Limits,
        event_log: EventLog,
        banner: str,
        *,
        demo: bool = False,
        opening: Opening | None = None,
    ) -> None:
        """`demo`: anybody may try the program in a sandbox, as the user "demo". `opening`: when enrolment opens."""
        self.registrar = registrar
        self.clock = clock
        self.limits = limits
        self.event_log = event_log
        self.banner = banner
        self.opening = opening
        self.demo = demo
        self.presentations = Presentations(event_log.note)
        self.help_sessions = HelpSessions(event_log.note)
        self.draining = False
        self.short_of_memory = False
        self.limiter = ConnectionLimiter(limits)
        self.line = WaitingLine(limits.sessions, limits.place_kept, limits.waiting)
        self.sessions: set[Session] = set()
        self.connections: set[asyncssh.SSHServerConnection] = set()
        self.sessions_of: Counter[str] = Counter()
        self.figures = Figures(
            inside=lambda: self.line.inside,
            waiting=lambda: len(self.line),
            connections=lambda: self.limiter.connections,
        )
        self.session_rows = SessionRows(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._watches: list[asyncio.Task[None]] = []
        self._hashing = ThreadPoolExecutor(limits.password_checks, "password")
        self._asking = ThreadPoolExecutor(THREADS, "registrar")
        self._copying = ThreadPoolExecutor(1, "copying")

    # --- from start to end ------------------------------------------------------------------------------------------

    async def listen(self, host: str, port: int, key: asyncssh.SSHKey) -> int:
        """Begin; the port that it listens on. OSError where that can't be."""
        _start_threads(self._asking, THREADS)
        _start_threads(self._hashing, self.limits.password_checks)
        _start_threads(self._copying, 1)
        asyncio.get_running_loop().set_default_executor(self._asking)
        self._hold_line()
        options = await asyncssh.SSHServerConnectionOptions.construct(
            server_host_keys=[key],
            line_editor=False,
            encoding=None,
            agent_forwarding=False,
            x11_forwarding=False,
            allow_scp=False,
            compression_algs=None,
            kbdint_auth=False,
            gss_host=None,
            login_timeout=0,  # one limit of time holds until a session is open
            keepalive_interval=KEEP_ALIVE,
            keepalive_count_max=KEEP_ALIVE_TIMES,
        )
        self._listening = Listening(self, options)
        port = await self._listening.start(host, port)
        for what, work in (
            ("the watch", self._keep_watch),
            ("looking at sessions", self.session_rows.watch),
            ("counting enrolments", self._keep_count),
        ):
            self._watches.append(asyncio.create_task(lasting(what, work)))
        return port

    async def drain(self, seconds: float) -> None:
        """No new ones; everybody is told, twice, and has so long to finish; then they are sent away in order."""
        self.draining = True
        await self._listening.stop()
        self.event_log.note("drain", sessions=self.line.inside, waiting=len(self.line), seconds=seconds)
        for left in (seconds, seconds / 2):  # who was still coming in saw nothing of the first
            for session in list(self.sessions):
                guarded("telling a session", partial(session.tell_of_drain, left))
            await self._all_gone(seconds / 2)
        for session in list(self.sessions):
            guarded("sending a session away", session.send_away)
        await self._all_gone(2 * LAST_WORDS)
        for watch in self._watches:
            watch.cancel()
        await self.session_rows.look()  # the last ones are written down as over
        for connection in list(self.connections):
            connection.abort()
        await self._listening.all_gone()
        self._hashing.shutdown()
        self._copying.shutdown()
        self.event_log.note("stopped")

    async def _all_gone(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    # --- who comes in -----------------------------------------------------------------------------------------------

    async def check_password(self, username: str, password: str, address: str) -> Account | None:
        """The account, or None; wrong ones in a row make the next wait, and are locked out for a time in the end.

        Raises EnrolError where it could not be looked at.
        """
        loop, name = asyncio.get_running_loop(), login_name(username)
        lock = Lock(self.limits.lock_after, self.limits.lock_time)
        sign_in = partial(self.registrar.sign_in, name, password, address, lock)
        answer = await loop.run_in_executor(self._hashing, sign_in)
        if isinstance(answer, SignInRefused) and not answer.looked_at and not answer.locked:
            await asyncio.sleep(min(answer.wait, LONGEST_DELAY))
            answer = await loop.run_in_executor(self._hashing, sign_in)
        return None if isinstance(answer, SignInRefused) else answer

    async def check_key(self, username: str, public_key: str) -> Account | None:
        """The account for which this public key is registered, or None. Raises EnrolError."""
        return await self.ask(lambda: self.registrar.account_by_key(login_name(username), public_key))

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask the registrar in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._asking, question)

    async def open_copy(self, visit: Visit) -> None:
        """Make a guest's copy of the shipped data, one after another: nobody else's questions wait for that.

        Raises EnrolError where it can't be made.
        """
        await asyncio.get_running_loop().run_in_executor(self._copying, lambda: visit.registrar)

    def begin(
        self, account: Account, address: str, connection: asyncssh.SSHServerConnection, channel: ClientChannel
    ) -> None:
        """Somebody who has logged in asks for a terminal or a plain command."""
        self._take_in(Session(self, account, address, channel), connection)

    def begin_guest(
        self, username: str, address: str, connection: asyncssh.SSHServerConnection, channel: ClientChannel
    ) -> None:
        """A guest asks for a terminal: to try the demo, or to watch."""
        self._take_in(guest_session(self, username, address, channel), connection)

    def _take_in(self, session: Session, connection: asyncssh.SSHServerConnection) -> None:
        self.sessions.add(session)
        task = asyncio.create_task(self._see_through(session, connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _see_through(self, session: Session, connection: asyncssh.SSHServerConnection) -> None:
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

    # --- looking after them -----------------------------------------------------------------------------------------

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            now = asyncio.get_running_loop().time()
            self._hold_line()
            self.line.call(now)
            positions = self.line.positions()
            for session in list(self.sessions):
                guarded("looking after a session", partial(session.look_after, now, positions))

    async def _keep_count(self) -> None:
        while True:
            await self.count_enrolments()
            await asyncio.sleep(COUNT_EVERY)

    def _hold_line(self) -> None:
        """Let students wait while memory is short, and before the opening."""
        self.short_of_memory = bool(self.limits.memory) and memory() > self.limits.memory * MEBIBYTE
        self.line.held_up = self.short_of_memory or self.opens_in is not None

    @property
    def opens_in(self) -> float | None:
        """Seconds until enrolment opens, while students wait in line for it."""
        return self.opening.seconds_left(self.clock.now()) if self.opening else None

    async def count_enrolments(self) -> None:
        """Look how many enrolled in the last minute."""
        since = real_now() - timedelta(minutes=1)
        try:
            count = await self.ask(lambda: self.registrar.enrolments_since(since))
        except EnrolError:
            return
        self.figures.enrolments.set(count)


def _start_threads(pool: ThreadPoolExecutor, number: int) -> None:
    """Start all threads of a pool now: later there may be none to be had. OSError where there are too few."""
    may_end = Event()
    try:
        for _ in range(number):
            pool.submit(may_end.wait)
    except RuntimeError as error:
        raise OSError(str(error)) from error
    finally:
        may_end.set()


def reserved(limits: Limits) -> int:
    """File descriptors that the service needs for itself beside those that are open before it listens.

    Each thread that asks the registrar may have a database file, its log and a temporary file open.
    """
    return 3 * (THREADS + limits.password_checks) + AT_ONCE + SPARE
