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
    from enroltui.server.stay import Stay

EVERY = 1.0
"""Seconds between two looks, each one cheap question for all sessions together."""


class OpenSessions:
    """Which stay has which row. What is over is written down with the next look, for all at once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._stays: dict[str, Stay] = {}
        self._over: dict[str, SessionEnd] = {}
        self._seen = 0.0

    async def begin(self, stay: Stay, account: Account, address: str, *, for_app: bool) -> Account:
        """Begin the session of a stay; the account, with its session. Raises EnrolError."""
        seat = Seat(address, Via.SSH, host(), this_run())
        registrar = self._service.registrar
        begun = await self._service.ask(lambda: registrar.begin_session(account, seat, for_app=for_app))
        if begun.session is not None:
            self._stays[begun.session] = stay
        return begun

    def end(self, session: str | None, why: SessionEnd) -> None:
        """A session is over."""
        if session is not None and self._stays.pop(session, None) is not None:
            self._over[session] = why

    async def watch(self) -> None:
        """Look at them, again and again."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Write down what is over, and end what was ended from outside. What the database can't take now waits."""
        now = asyncio.get_running_loop().time()
        held, over, still_there = set(self._stays), dict(self._over), now - self._seen >= SEEN_EVERY
        if not held and not over:
            return
        registrar = self._service.registrar
        try:
            ended = await self._service.ask(
                lambda: registrar.keep_sessions(this_run(), held, over, still_there=still_there)
            )
        except EnrolError:
            return
        for session in over:
            self._over.pop(session, None)
        if still_there:
            self._seen = now
        for session, why in ended.items():
            stay = self._stays.pop(session, None)
            if stay is not None:
                stay.end_session(why)
