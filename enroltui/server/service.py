"""What all connections of the service share, and its questions to the registrar, which threads ask."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import TypeVar

import asyncssh

from enroltui.clock import ShownClock
from enroltui.presenting.help_sessions import HelpSessions
from enroltui.presenting.presentation import Presentations
from enroltui.registrar.people.signing_in import Lock, login_name
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account, SignInRefused
from enroltui.server.connection_limiter import ConnectionLimiter
from enroltui.server.event_log import EventLog
from enroltui.server.figures import AT_ONCE, Figures, memory
from enroltui.server.limits import LONGEST_DELAY, MEBIBYTE, Limits
from enroltui.server.opening import Opening
from enroltui.server.session_rows import SessionRows
from enroltui.server.waiting_line import WaitingLine
from enroltui.terms import Via
from enroltui.visit import Visit

Answer = TypeVar("Answer")

THREADS = 8
"""Threads that ask the registrar, for all sessions together."""
SPARE = 16
"""File descriptors for the log, for files that are read for a moment, and for whatever else needs one."""


class Service:
    """One process with many visits: what they share is its registrar, shown clock, limits, line and figures."""

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
        self.short_of_memory = False
        self.limiter = ConnectionLimiter(limits)
        self.line = WaitingLine(limits.sessions, limits.place_kept, limits.waiting)
        self.connections: set[asyncssh.SSHServerConnection] = set()
        self.sessions_of: Counter[str] = Counter()
        self.figures = Figures(
            inside=lambda: self.line.inside,
            waiting=lambda: len(self.line),
            connections=lambda: self.limiter.connections,
        )
        self._hashing = ThreadPoolExecutor(limits.password_checks, "password")
        self._asking = ThreadPoolExecutor(THREADS, "registrar")
        self._copying = ThreadPoolExecutor(1, "copying")
        self.session_rows = SessionRows(registrar, self._asking)

    def start_threads(self) -> None:
        """Start all threads now: later there may be none to be had. Raises OSError where there are too few."""
        may_end = Event()
        try:
            for pool, number in (
                (self._asking, THREADS),
                (self._hashing, self.limits.password_checks),
                (self._copying, 1),
            ):
                for _ in range(number):
                    pool.submit(may_end.wait)
        except RuntimeError as error:
            raise OSError(str(error)) from error
        finally:
            may_end.set()
        asyncio.get_running_loop().set_default_executor(self._asking)

    def stop_threads(self) -> None:
        """End the threads, but for those that ask the registrar: a question may still be open."""
        self._hashing.shutdown()
        self._copying.shutdown()

    async def check_password(self, username: str, password: str, address: str) -> Account | None:
        """Return the account with this password, or None. Wrong ones in a row are answered ever later, then locked out.

        Raises EnrolError where it could not be looked at.
        """
        loop, name = asyncio.get_running_loop(), login_name(username)
        lock = Lock(self.limits.lock_after, self.limits.lock_time, self.limits.slow_after)
        sign_in = partial(self.registrar.sign_in, name, password, address, lock, Via.SSH)
        answer = await loop.run_in_executor(self._hashing, sign_in)
        if isinstance(answer, SignInRefused) and not answer.looked_at and not answer.locked:
            await asyncio.sleep(min(answer.wait, LONGEST_DELAY))
            answer = await loop.run_in_executor(self._hashing, sign_in)
        return None if isinstance(answer, SignInRefused) else answer

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask the registrar in one of the threads for that."""
        return await asyncio.get_running_loop().run_in_executor(self._asking, question)

    async def open_copy(self, visit: Visit) -> None:
        """Make a guest's copy of the shipped data, one after another, in a thread that nobody else's questions need.

        Raises EnrolError where it can't be made.
        """
        await asyncio.get_running_loop().run_in_executor(self._copying, lambda: visit.registrar)

    def hold_line(self) -> None:
        """Have students wait in line while memory is short, and before enrolment opens."""
        self.short_of_memory = bool(self.limits.memory) and memory() > self.limits.memory * MEBIBYTE
        self.line.held_up = self.short_of_memory or self.opens_in is not None

    @property
    def opens_in(self) -> float | None:
        """Seconds until enrolment opens, while students wait in line for it."""
        return self.opening.seconds_left(self.clock.now()) if self.opening else None


def reserved(limits: Limits) -> int:
    """File descriptors that the service needs for itself beside those that are open before it listens.

    Each thread that asks the registrar may have a database file, its log and a temporary file open.
    """
    return 3 * (THREADS + limits.password_checks) + AT_ONCE + SPARE
