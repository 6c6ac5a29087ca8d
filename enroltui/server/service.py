"""The service: listens, holds what all connections share, looks after the sessions, and shuts down in order."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import asyncssh

from enroltui.clock import ShownClock, real_now
from enroltui.errors import EnrolError
from enroltui.registrar.facts import Account, SignInRefused
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.signing_in import login_name
from enroltui.server.client_session import ClientSession
from enroltui.server.diary import Diary
from enroltui.server.entry import Entry
from enroltui.server.figures import Figures, memory
from enroltui.server.guests import guest_stay
from enroltui.server.limits import MEBIBYTE, Attempts, Door, Limits
from enroltui.server.opening import Opening
from enroltui.server.stay import Stay
from enroltui.server.waiting_line import WaitingLine
from enroltui.showing.joining import Joining
from enroltui.showing.presentation import Presentations

Answer = TypeVar("Answer")

THREADS = 8
"""For questions to the registrar, of all sessions together."""
KEEP_ALIVE, KEEP_ALIVE_TIMES = 15, 3
"""Seconds, and how often without an answer until a line counts as broken."""
EVERY = 1.0
"""Seconds between two rounds of the watch."""
COUNT_EVERY = 15
"""Rounds between two looks at how many enrolled."""
LAST_WORDS = 5.0
"""Seconds that the last output may take to arrive."""


class Service:
    """One process, many visits. The registrar, the shown clock and the limits are the same for all."""

    def __init__(
        self,
        registrar: Registrar,
        clock: ShownClock,
        limits: Limits,
        diary: Diary,
        banner: str,
        *,
        demo: bool = False,
        opening: Opening | None = None,
    ) -> None:
        """`demo`: anybody may try the program in a sandbox, as the user "demo". `opening`: when enrolment opens."""
        self.registrar = registrar
        self.clock = clock
        self.limits = limits
        self.diary = diary
        self.banner = banner
        self.opening = opening
        self.demo = demo
        self.presentations = Presentations(diary.note)
        self.joining = Joining(diary.note)
        self.draining = False
        self.door = Door(limits)
        self.line = WaitingLine(limits.sessions, limits.place_kept, limits.waiting)
        self.stays: set[Stay] = set()
        self.connections: set[asyncssh.SSHServerConnection] = set()
        self.sessions_of: Counter[str] = Counter()
        self.figures = Figures(
            inside=lambda: self.line.inside,
            waiting=lambda: len(self.line),
            connections=lambda: self.door.connections,
        )
        self._attempts = Attempts(limits)
        self._tasks: set[asyncio.Task[None]] = set()
        self._hashing = ThreadPoolExecutor(limits.password_checks, "password")
        self._asking = ThreadPoolExecutor(THREADS, "registrar")

    # --- from start to end ------------------------------------------------------------------------------------------

    async def listen(self, host: str, port: int, key: asyncssh.SSHKey) -> int:
        """Begin; the port that it listens on. OSError where that can't be."""
        asyncio.get_running_loop().set_default_executor(self._asking)
        self._hold_line()
        self._acceptor = await asyncssh.listen(
            host,
            port,
            server_factory=lambda: Entry(self),
            server_host_keys=[key],
            backlog=1024,
            line_editor=False,
            encoding=None,
            agent_forwarding=False,
            x11_forwarding=False,
            allow_scp=False,
            compression_algs=None,
            kbdint_auth=False,
            gss_host=None,
            login_timeout=self.limits.login_time,
            keepalive_interval=KEEP_ALIVE,
            keepalive_count_max=KEEP_ALIVE_TIMES,
        )
        self._watch = asyncio.create_task(self._keep_watch())
        return self._acceptor.get_port()

    async def drain(self, seconds: float) -> None:
        """No new ones; everybody is told, twice, and has so long to finish; then they are sent away in order."""
        self.draining = True
        self._acceptor.close()
        self.diary.note("drain", sessions=self.line.inside, waiting=len(self.line), seconds=seconds)
        for left in (seconds, seconds / 2):  # who was still coming in saw nothing of the first
            for stay in self.stays:
                stay.tell_of_drain(left)
            await self._all_gone(seconds / 2)
        for stay in self.stays:
            stay.send_away()
        await self._all_gone(2 * LAST_WORDS)
        self._watch.cancel()
        for connection in list(self.connections):
            connection.abort()
        await self._acceptor.wait_closed()
        self._hashing.shutdown()
        self.diary.note("stopped")

    async def _all_gone(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    # --- who comes in -----------------------------------------------------------------------------------------------

    async def check_password(self, username: str, password: str, address: str) -> Account | None:
        """The account, or None; wrong ones in a row make the next wait, and are locked out for a time in the end.

        Raises EnrolError where it could not be looked at.
        """
        loop, name, attempts = asyncio.get_running_loop(), login_name(username), self._attempts
        await asyncio.sleep(attempts.delay(name, address, loop.time()))
        if attempts.is_locked(name, address, loop.time()):
            return None
        answer = await loop.run_in_executor(self._hashing, self.registrar.sign_in, name, password, address)
        if isinstance(answer, SignInRefused):
            attempts.wrong(name, address, loop.time(), answer.wait)
            return None
        attempts.right(name, address)
        return answer

    async def check_key(self, username: str, public_key: str) -> Account | None:
        """The account for which this public key is registered, or None. Raises EnrolError."""
        return await self.ask(lambda: self.registrar.account_by_key(login_name(username), public_key))

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask the registrar in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._asking, question)

    def begin(
        self, account: Account, address: str, connection: asyncssh.SSHServerConnection, session: ClientSession
    ) -> None:
        """Somebody who has logged in asks for a terminal or a plain command."""
        self._take_in(Stay(self, account, address, session), connection)

    def begin_guest(
        self, username: str, address: str, connection: asyncssh.SSHServerConnection, session: ClientSession
    ) -> None:
        """A guest asks for a terminal: to try the demo, or to watch."""
        self._take_in(guest_stay(self, username, address, session), connection)

    def _take_in(self, stay: Stay, connection: asyncssh.SSHServerConnection) -> None:
        self.stays.add(stay)
        task = asyncio.create_task(self._see_through(stay, connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _see_through(self, stay: Stay, connection: asyncssh.SSHServerConnection) -> None:
        try:
            await stay.run()
        finally:
            self.stays.discard(stay)
        try:
            await asyncio.wait_for(stay.session.gone.wait(), LAST_WORDS)
        except TimeoutError:
            connection.abort()
        else:
            connection.close()

    # --- looking after them -----------------------------------------------------------------------------------------

    async def _keep_watch(self) -> None:
        rounds = 0
        while True:
            await asyncio.sleep(EVERY)
            if not rounds % COUNT_EVERY:
                await self.count_enrolments()
            rounds += 1
            now = asyncio.get_running_loop().time()
            self._hold_line()
            self.line.call(now)
            positions = self.line.positions()
            for stay in list(self.stays):
                stay.look_after(now, positions)

    def _hold_line(self) -> None:
        """Let students wait while memory is short, and before the opening."""
        full = bool(self.limits.memory) and memory() > self.limits.memory * MEBIBYTE
        self.line.held_up = full or self.opens_in is not None

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
