"""Sessions of guests, who have no account: they try the demo or watch a presentation, and reach nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from enroltui.errors import EnrolError
from enroltui.language import Language, says
from enroltui.registrar.values.people import Account
from enroltui.sandbox import Sandbox
from enroltui.server.broadcast import WatchScreen, no_presentation
from enroltui.server.channel import ClientChannel
from enroltui.server.connection_limiter import counted_as
from enroltui.server.service import Service
from enroltui.server.session import SshSession, first_of
from enroltui.terms import Role

DEMO, WATCH = "demo", "watch"
GUEST = "guest"
"""What the log calls them in place of a role."""
CODE_TIME = 60.0
"""Seconds in which a code has to be typed."""

log = logging.getLogger(__name__)
_NOTHING_TO_WATCH = says("Nothing is presented just now. Connect again when the presentation has begun.")


def guest_account(username: str, *, demo: bool) -> Account | None:
    """Return the account that a guest stands for, by SSH's user name; None for others. `demo`: the demo is offered."""
    name = username.lower()
    if name == DEMO:
        return Account(DEMO, DEMO, Role.STUDENT) if demo else None
    return Account(WATCH, WATCH, Role.STUDENT) if name.partition("-")[0] == WATCH else None


def no_guest(service: Service, guest: Account) -> Callable[[Language], str] | None:
    """Why this guest can't come in now, asked before that costs anything; None if they may."""
    if guest.name == WATCH and not service.presentations:
        return _NOTHING_TO_WATCH
    return None if service.limiter.takes_guest() and not service.short_of_memory else too_many


def guest_session(
    username: str, service: Service, account: Account, address: str, channel: ClientChannel
) -> SshSession:
    """Return the session of the guest with this user name of SSH, such as "demo", "watch" or "watch-CODE"."""
    if account.name == DEMO:
        return DemoSession(service, account, address, channel, service.limits.demos)
    return WatchingSession(service, account, address, channel, service.limits.watchers, username.partition("-")[2])


class GuestSession(SshSession):
    """A session without a place in line and plain commands, but with a limit of its own."""

    def __init__(
        self, service: Service, account: Account, address: str, channel: ClientChannel, most: int, code: str = ""
    ) -> None:
        """`most`: guests of its kind at once; `code`: that of the presentation, where it was given."""
        super().__init__(service, account, address, channel)
        self._most = most
        self._code = code

    async def _serve_with_row(self) -> int:
        """Serve a guest without a row: they have no account, and nothing that others could end or change."""
        return await self._serve()

    def _can_be_served(self) -> bool:
        return self.channel.has_terminal and self.channel.command is None

    def _no_full_screen(self, kind: str) -> str:
        return self._visit.language.text(
            "This terminal (TERM={kind}) has no full screen. Connect with another one.", kind=kind
        )

    def _too_many(self) -> str:
        return too_many(self._visit.language)


class DemoSession(GuestSession):
    """A session in a sandbox of its own, which begins at the login page."""

    async def _serve(self) -> int:
        sandbox = Sandbox()
        self._visit = sandbox.begin(self._visit.language)
        try:
            await self._service.open_copy(self._visit)  # also for who has left meanwhile: so these are never many
            return 0 if self.channel.gone.is_set() else await self._run_app()
        except EnrolError:
            log.warning("no copy for a guest", exc_info=True)
            return self._refuse(self._too_many())
        finally:
            await asyncio.to_thread(sandbox.close)


class WatchingSession(GuestSession):
    """A session that watches a presentation until the guest leaves or the presentation ends."""

    async def _serve(self) -> int:
        loop, service, network = asyncio.get_running_loop(), self._service, counted_as(self._address)
        screen = WatchScreen(
            self.channel.terminal,
            self._visit.language,
            lambda: service.presentations.wait(network, loop.time()),
            lambda code: service.presentations.find(code, network, loop.time()),
            self.channel,
            self._notice,
        )
        self.channel.attach(screen)
        if self._code:
            screen.enter(self._code)
        await first_of(screen.found.wait(), self._wait_over.wait(), self.channel.gone.wait(), asyncio.sleep(CODE_TIME))
        if screen.presentation is not None:
            self._note("watches")
            await first_of(self._wait_over.wait(), self.channel.gone.wait(), screen.presentation.ended.wait())
        screen.close()
        self.channel.detach()
        language, why = screen.language, None
        if screen.presentation is None:
            why = no_presentation(language) if screen.wrong else None
        elif screen.presentation.ended.is_set():
            why = _over(language)
        self._say(self._sent_away or why, _goodbye(language))
        return 0


too_many = says("Too many others are here just now. Try again in a few minutes.")
"""This says that there is no room for one more guest."""


_over = says("The presentation is over.")


_goodbye = says("Goodbye. Should your terminal look odd: type reset and Enter.")
