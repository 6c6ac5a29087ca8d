"""One session, from the open channel to the goodbye: waiting for a place, then the app or a plain command."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from functools import partial
from textwrap import fill

from enroltui.app import had_to_stop
from enroltui.ascii_text import to_ascii
from enroltui.commands.options import MISUSE
from enroltui.errors import EnrolError
from enroltui.language import DUMB, UTF_8, Code, Language
from enroltui.registrar.values.people import Account
from enroltui.sandbox import Sandbox
from enroltui.screens.page import Page
from enroltui.sentences.errors import error_sentence
from enroltui.sentences.sessions import session_end_sentence
from enroltui.server import plain_commands
from enroltui.server import session_sentences as sentences
from enroltui.server.channel import ClientChannel
from enroltui.server.remote_app import RemoteApp
from enroltui.server.service import Service
from enroltui.server.waiting_line import Ticket
from enroltui.server.waiting_room import WaitingRoom
from enroltui.terms import Role, SessionEnd, Via
from enroltui.visit import Visit
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Saying

WARNED_BEFORE = 60.0
"""Seconds before an idle session ends."""
LIFE_WARNED_BEFORE = 300.0
"""Seconds before a session ends that has lasted as long as it may."""
CLOSING = 5.0
"""Seconds that an app may take to end after its client has gone."""
NO_PLACE = 75
"""Exit status of a session that may be tried again later (EX_TEMPFAIL of sysexits.h)."""

log = logging.getLogger(__name__)


class SshSession:
    """The session of somebody who has logged in by SSH."""

    def __init__(self, service: Service, account: Account, address: str, channel: ClientChannel) -> None:
        self._service = service
        self._account = account
        self._address = address
        self.channel = channel
        self._most = service.limits.account_sessions
        """Sessions that the account may have at once."""
        terminal = channel.terminal
        code: Code = terminal.language or ("nl" if account.language == "nl" else "en")
        self._visit = Visit(lambda: service.registrar, service.clock, Language(code), language_chosen=True, via=Via.SSH)
        self._visit.account = account
        self._app: RemoteApp | None = None
        self._room: WaitingRoom | None = None
        self._sent_away: str | None = None
        self._wait_over = asyncio.Event()
        """Set when it is this session's turn, or there is no sense in waiting any more."""
        self._notice = self._wait_over.set
        self._warned = False
        self._number: int | None = None
        """The number of its row."""
        self._began: float | None = None
        """When it was first looked after, by the loop's clock."""
        self._why_over = SessionEnd.LEFT
        """Why the session is over, once it is."""
        self._life_warned = False
        self._countdown = ""
        """The sentence of the countdown that the page shows."""

    # --- from start to end ------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Run the session to its end; an error in it is logged, and harms no other session."""
        status = MISUSE
        try:
            status = await self._admitted()
        except Exception:
            log.exception("a session ended badly")
            self._say(had_to_stop(self._visit.language))
        finally:
            self.channel.end(status)

    async def _admitted(self) -> int:
        service, account = self._service, self._account
        if not self._can_be_served():
            self.channel.write_error(plain_commands.not_here(self._visit.language).encode())
            return MISUSE
        if self.channel.command is None and self.channel.terminal.kind in DUMB:
            self._say(self._no_full_screen(self.channel.terminal.kind))
            return MISUSE
        if service.sessions_of[account.name] >= self._most:
            return self._refuse(self._too_many())
        service.sessions_of[account.name] += 1
        try:
            return await self._serve_with_row()
        finally:
            service.sessions_of[account.name] -= 1

    async def _serve_with_row(self) -> int:
        """Serve the session while a row tells others of it, who can end it by that row."""
        rows, for_app = self._service.session_rows, self.channel.command is None
        try:
            begun = await rows.begin(self._account, self._address, self.end_session, for_app=for_app)
            self._visit.account, self._number = begun, begun.session_number
        except EnrolError as refused:
            return self._refuse(error_sentence(refused, self._visit.language))
        try:
            return await self._serve()
        finally:
            rows.end(self._visit.session, self._why_over)

    def _can_be_served(self) -> bool:
        """Return whether the client asked for what this session offers: the app on a terminal, or a plain command."""
        return self.channel.has_terminal or self.channel.command is not None

    def _no_full_screen(self, kind: str) -> str:
        return self._visit.language.text(
            "This terminal (TERM={kind}) has no full screen. The same is done by plain commands: ssh HOST help",
            kind=kind,
        )

    def _too_many(self) -> str:
        return sentences.logged_in_too_often(self._most, self._visit.language)

    async def _serve(self) -> int:
        loop, line = asyncio.get_running_loop(), self._service.line
        staff = self._account.role is not Role.STUDENT
        ticket = line.arrive(self._account.name, staff=staff, now=loop.time(), notice=self._notice)
        if ticket is None:
            return self._refuse(sentences.line_full(self._visit.language))
        try:
            if not ticket.inside:
                await self._wait()
            if self._sent_away or not self._is_inside(ticket):
                return self._refuse(self._sent_away or sentences.left_line(self._visit.language))
            return await (self._run_app() if self.channel.command is None else self._run_command(self.channel.command))
        finally:
            broken = self.channel.gone.is_set()
            if self._is_inside(ticket):
                line.leave(ticket, loop.time(), broken=broken)
            else:
                line.give_up(ticket, self._notice, loop.time(), broken=broken)

    def _is_inside(self, ticket: Ticket) -> bool:
        """Return whether the ticket's turn has come, and no other connection of the account took the ticket over."""
        return ticket.inside and ticket.notice is self._notice

    async def _wait(self) -> None:
        service = self._service
        self._note("waits", waiting=len(service.line))
        if self.channel.command is None:
            self._room = WaitingRoom(
                self.channel.terminal, self._visit.language, service.limits.place_kept, self.channel.write, self._notice
            )
            self.channel.attach(self._room)
        self.look_after(asyncio.get_running_loop().time(), service.line.positions())
        await first_of(self._wait_over.wait(), self.channel.gone.wait())
        if self._room is not None:
            self._visit.language = self._room.language
            self._room.close()
            self._room = None

    async def _run_app(self) -> int:
        service, loop = self._service, asyncio.get_running_loop()
        began, terminal = loop.time(), self.channel.terminal
        app = self._app = RemoteApp(
            self._visit,
            terminal,
            self.channel,
            service.figures.key_to_screen.observe,
            make_sandbox=Sandbox,
            presentations=service.presentations,
            help_sessions=None if self._visit.demo else service.help_sessions,
        )
        size = "x".join(map(str, terminal.size))
        self._note("enters", term=terminal.kind, size=size)
        running = asyncio.ensure_future(app.run_async(size=terminal.size, mouse=False))
        async with service.help_sessions.open_to(app, lambda: self.channel.last_input):
            await first_of(asyncio.shield(running), self.channel.gone.wait())
        if not running.done():
            app.call_later(app.exit)
            await asyncio.wait({running}, timeout=CLOSING)
            running.cancel()
        self.channel.detach()
        [outcome] = await asyncio.gather(running, return_exceptions=True)
        self._app = None
        if isinstance(outcome, Exception):
            raise outcome
        self._say(app.parting, sentences.goodbye(self._visit.language))
        self._note("leaves", seconds=round(loop.time() - began))
        return app.return_code or 0

    async def _run_command(self, line: str) -> int:
        arguments = plain_commands.split(line)
        name = arguments[0] if arguments else ""
        ascii_only = self.channel.terminal.encoding != UTF_8
        run = partial(plain_commands.run, self._visit, arguments, ascii_only=ascii_only)
        status, out, err = await self._service.ask(run)
        self._note("command", command=name, status=status)
        self.channel.write(self._lines(out))
        self.channel.write_error(self._lines(err))
        return status

    def _note(self, event: str, **facts: object) -> None:
        """Write an event of this session into the log; its number is that of the list of sessions, none a guest's."""
        of = {"account": self._account.name, "session": self._number, "address": self._address}
        self._service.event_log.note(event, **of, **facts)

    # --- looked after by the service --------------------------------------------------------------------------------

    def look_after(self, now: float, positions: Mapping[str, int]) -> None:
        """Show the place in line or the countdown, and end a session without keys; called once a second.

        `now`: seconds by the loop's clock; `positions`: the place in line of each account.
        """
        line = self._service.line
        position = positions.get(self._account.name)
        if self._room is not None and position is not None:
            self._room.show(position, line.estimate(position, now), self._service.opens_in)
        if self._app is None:
            return
        self._count_down(self._service.opens_in)
        if self._service.help_sessions.watches(self._app):
            self.channel.last_input = now
        if self._lives_too_long(now):
            return
        idle, most = now - self.channel.last_input, self._service.limits.idle_time
        if idle >= most:
            self.end_session(SessionEnd.IDLE)
        elif idle >= most - WARNED_BEFORE and not self._warned:
            self._tell(sentences.idle_warning)
        self._warned = idle >= most - WARNED_BEFORE

    def _lives_too_long(self, now: float) -> bool:
        """Warn some minutes before the session has lasted as long as it may, then end it; whether it is over."""
        self._began = now if self._began is None else self._began
        left = self._service.limits.longest_life - (now - self._began)
        if left <= 0:
            self.end_session(SessionEnd.TOO_LONG)
        elif left <= LIFE_WARNED_BEFORE and not self._life_warned:
            self._life_warned = True
            self._tell(partial(sentences.life_warning, left))
        return left <= 0

    def end_session(self, why: SessionEnd) -> None:
        """End the session, whoever asked for it: the person is told why, and leaves."""
        self._why_over = why
        self._sent_away = session_end_sentence(why, self._visit.language)
        self._notice()
        app = self._app
        if app is not None:
            app.call_later(lambda: app.leave(session_end_sentence(why, self._visit.language), 0))

    def _count_down(self, opens_in: float | None) -> None:
        """Show the time until enrolment opens, where the page says nothing else; then that it has opened."""
        if opens_in is not None:
            said = sentences.opens_in(opens_in, self._visit.language)
            self._tell(lambda _: said, Tone.PLAIN, instead_of=self._countdown)
            self._countdown = said
        elif self._countdown:
            self._tell(sentences.open_now, Tone.GOOD)
            self._countdown = ""

    def tell_of_drain(self, seconds: float) -> None:
        """Tell that the service ends: whoever waits leaves at once, whoever is inside has so many seconds to finish."""
        if self._app is None:
            self.end_session(SessionEnd.STOPPED)
        else:
            self._tell(lambda language: sentences.draining(seconds, language))

    def _tell(self, saying: Saying, tone: Tone = Tone.BAD, instead_of: str | None = None) -> None:
        """Say something on the page, also under a question; with `instead_of` only where it says that or nothing."""
        app = self._app
        if app is None:
            return

        def say() -> None:
            page = next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Page)), None)
            said = page.notice.said if page else ""
            if page and (instead_of is None or not said or (instead_of and instead_of in said)):
                page.say(tone, saying)

        app.call_later(say)

    # --- what is written to the terminal, or to a pipe --------------------------------------------------------------

    def _refuse(self, sentence: str) -> int:
        if self.channel.command is None:
            self._say(sentence)
        else:
            self.channel.write_error(self._lines(f"{sentence}\n"))
        return NO_PLACE

    def _say(self, *said: str | None) -> None:
        columns = self.channel.terminal.size[0]
        self.channel.write(self._lines("".join(f"{fill(sentence, columns)}\n" for sentence in said if sentence)))

    def _lines(self, text: str) -> bytes:
        """Return a text's bytes for the client: with a terminal's line ends and letters, or as a pipe takes them."""
        terminal = self.channel.terminal
        shown = text if terminal.encoding == "utf-8" or not self.channel.has_terminal else to_ascii(text)
        return (shown.replace("\n", "\r\n") if self.channel.has_terminal else shown).encode("utf-8", "replace")


async def first_of(*awaited: Awaitable[object]) -> None:
    """Wait until one of these is done, and cancel the others."""
    tasks = [asyncio.ensure_future(each) for each in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
