"""The rows of the sessions that this service holds: begun, said to be alive, and looked at for who ended them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from enroltui.errors import EnrolError
from enroltui.process import host, this_run
from enroltui.registrar.facts import Account, Seat
from enroltui.registrar.sessions import SEEN_EVERY
from enroltui.terms import SessionEnd, Via

if TYPE_CHECKING:
    from enroltui.server.service import Service
    from enroltui.server.session import Session

EVERY = 1.0
"""Seconds between two looks, each one cheap question for all sessions together."""


class SessionRows:
    """Which session has which row. What is over is written down with the next look, for all at once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._sessions: dict[str, Session] = {}
        self._over: dict[str, SessionEnd] = {}
        self._seen = 0.0

    async def begin(self, session: Session, account: Account, address: str, *, for_app: bool) -> Account:
        """Write down that a session has begun; the account, with its row. Raises EnrolError."""
        seat = Seat(address, Via.SSH, host(), this_run())
        registrar = self._service.registrar
        begun = await self._service.ask(lambda: registrar.begin_session(account, seat, for_app=for_app))
        if begun.session is not None:
            self._sessions[begun.session] = session
        return begun

    def end(self, row: str | None, why: SessionEnd) -> None:
        """A session is over."""
        if row is not None and self._sessions.pop(row, None) is not None:
            self._over[row] = why

    async def watch(self) -> None:
        """Look at them, again and again."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Write down what is over, and end what was ended from outside. What the database can't take now waits."""
        now = asyncio.get_running_loop().time()
        held, over, still_there = set(self._sessions), dict(self._over), now - self._seen >= SEEN_EVERY
        if not held and not over:
            return
        registrar = self._service.registrar
        try:
            ended = await self._service.ask(
                lambda: registrar.keep_sessions(this_run(), held, over, still_there=still_there)
            )
        except EnrolError:
            return
        for row in over:
            self._over.pop(row, None)
        if still_there:
            self._seen = now
        for row, why in ended.items():
            session = self._sessions.pop(row, None)
            if session is not None:
                session.end_session(why)
