"""The rows of the service's sessions: begun, kept alive, and asked whether somebody has ended them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

from enroltui.errors import EnrolError
from enroltui.process import host, this_run
from enroltui.registrar.people.sessions import SEEN_EVERY
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account, Seat
from enroltui.terms import SessionEnd, Via


class SessionRows:
    """Keeps the row of each session. What is over is written with the next look, for all sessions at once."""

    def __init__(self, registrar: Registrar, threads: Executor) -> None:
        """`threads`: the threads in which the registrar is asked."""
        self._registrar = registrar
        self._threads = threads
        self._ends: dict[str, Callable[[SessionEnd], None]] = {}
        self._over: dict[str, SessionEnd] = {}
        self._seen = 0.0

    async def begin(
        self, account: Account, address: str, end: Callable[[SessionEnd], None], *, for_app: bool
    ) -> Account:
        """Write the row of a session that begins; the account, with that row. Raises EnrolError.

        `end` is called when somebody ends the session by its row.
        """
        seat = Seat(address, Via.SSH, host(), this_run())
        begin = partial(self._registrar.begin_session, account, seat, for_app=for_app)
        begun = await asyncio.get_running_loop().run_in_executor(self._threads, begin)
        if begun.session is not None:
            self._ends[begun.session] = end
        return begun

    def end(self, row: str | None, why: SessionEnd) -> None:
        """Note that the session of this row is over, and why."""
        if row is not None and self._ends.pop(row, None) is not None:
            self._over[row] = why

    async def look(self) -> None:
        """Write what is over, and end what somebody ended by its row: one cheap question for all sessions together.

        If the database fails, the next look does it.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        held, over, still_there = set(self._ends), dict(self._over), now - self._seen >= SEEN_EVERY
        if not held and not over:
            return
        keep = partial(self._registrar.keep_sessions, this_run(), held, over, still_there=still_there)
        try:
            ended = await loop.run_in_executor(self._threads, keep)
        except EnrolError:
            return
        for row in over:
            self._over.pop(row, None)
        if still_there:
            self._seen = now
        for row, why in ended.items():
            end = self._ends.pop(row, None)
            if end is not None:
                end(why)
