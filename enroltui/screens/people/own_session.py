"""The session of the local program: it says that it is there, and hears when it has been ended from outside."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from enroltui.errors import EnrolError
from enroltui.process import this_run
from enroltui.terms import Via

if TYPE_CHECKING:
    from enroltui.screens.app_of_pages import AppOfPages
    from enroltui.visit import Visit

EVERY = 2.0
"""Seconds between two looks."""
SEEN_EVERY = 60.0


class OwnSession:
    """Looks after the session of whoever has logged in. Over SSH the service does that, for all its sessions."""

    def __init__(self, app: AppOfPages) -> None:
        self._app = app
        self._seen = monotonic()

    async def look(self) -> None:
        """Log out, with the reason, where the session has been ended. Trouble is kept quiet: the next look is near."""
        visit = self._own_visit
        session = visit.session
        if session is None or visit.via is not Via.SCREEN:
            return
        still_there = monotonic() - self._seen >= SEEN_EVERY
        try:
            ended = await asyncio.to_thread(
                lambda: visit.registrar.keep_sessions(this_run(), {session}, {}, still_there=still_there)
            )
        except EnrolError:
            return
        if still_there:
            self._seen = monotonic()
        if session in ended and self._own_visit.session == session:
            self._app.logged_out(ended[session])

    @property
    def _own_visit(self) -> Visit:
        """Not that of a tour: nobody else reaches its database, and it is thrown away."""
        return self._app.visit_outside or self._app.visit
