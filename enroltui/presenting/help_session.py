"""The helpdesk with a student, from the question to the end: consents, what was allowed, and the audit trail of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.events import Key, Paste

from enroltui.presenting.helpdesk_participant import HelpdeskParticipant
from enroltui.presenting.participant import HelpSessionEnd
from enroltui.presenting.student_participant import StudentParticipant
from enroltui.terms import Help, HelpOutcome

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.registrar.facts import StudentFact
    from enroltui.screens.page import Page

log = logging.getLogger(__name__)


class HelpSession:
    """One of the helpdesk and one student. The two apps share the event loop, and each is told on its own queue."""

    def __init__(
        self,
        helpdesk: EnrolApp,
        student: EnrolApp,
        page: Page,
        fact: StudentFact,
        written: Callable[[str, str, str, str], None],
        answer_time: float,
    ) -> None:
        """`page`: where the helpdesk came from. `written`: told what goes into the audit trail. Seconds."""
        self.fact = fact
        self.asking: Help | None = None
        """What the student is asked just now."""
        self.refused: HelpOutcome | None = None
        """How the student answered about the keys, where it was no."""
        self.watching = False
        self.helping = False
        self.over: asyncio.Future[HelpSessionEnd] = asyncio.get_running_loop().create_future()
        self._apps = (helpdesk, student)
        self._visit = helpdesk.visit
        self._written = written
        self._answer_time = answer_time
        self._keys_wanted = asyncio.Event()
        self.helpdesk = HelpdeskParticipant(self, helpdesk, page)
        self.student = StudentParticipant(self, student)

    # --- what either may do -----------------------------------------------------------------------------------------

    @property
    def helper(self) -> str:
        """Who of the helpdesk it is, by name."""
        account = self._visit.account
        return (account.person or account.name) if account else ""

    def is_of(self, app: EnrolApp) -> bool:
        """Whether this is the app of one of the two."""
        return app in self._apps

    def end(self, why: HelpSessionEnd) -> None:
        """No more; what was said first holds."""
        if not self.over.done():
            self.over.set_result(why)
            self.watching = self.helping = False

    def want_keys(self) -> None:
        """The helpdesk asks to help by keys."""
        if self.watching and not self.helping and self.asking is None:
            self._keys_wanted.set()

    def press(self, event: Key | Paste) -> None:
        """What the helpdesk pressed, for the student."""
        if self.helping:
            self.student.press(event)

    # --- its course -------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """To the end, of which both are told; nothing that goes wrong in it harms another."""
        try:
            self.helpdesk.begin()
            outcome = await self._consented(Help.WATCH)
            if outcome is HelpOutcome.BEGAN:
                await self._together()
            else:
                self.end(HelpSessionEnd.REFUSED if outcome is HelpOutcome.REFUSED else HelpSessionEnd.UNANSWERED)
        except Exception:
            log.exception("the helpdesk could not be with a student")
            self.end(HelpSessionEnd.TROUBLE)
        finally:
            self.end(HelpSessionEnd.GONE)
            self.helpdesk.close(self.over.result())
            self.student.close(self.over.result())

    async def _together(self) -> None:
        self.watching = True
        self.student.begin()
        try:
            while not self.over.done():
                await self._first_of(asyncio.ensure_future(self._keys_wanted.wait()))
                self._keys_wanted.clear()
                if not self.over.done():
                    await self._help_by_keys()
        finally:
            await self._note(Help.WATCH, HelpOutcome.ENDED)

    async def _help_by_keys(self) -> None:
        outcome = await self._consented(Help.KEYS)
        self.refused = None if outcome is HelpOutcome.BEGAN else outcome
        self.helping = outcome is HelpOutcome.BEGAN and not self.over.done()
        self._changed()
        if outcome is HelpOutcome.BEGAN:
            await self.over
            await self._note(Help.KEYS, HelpOutcome.ENDED)

    async def _consented(self, help_: Help) -> HelpOutcome:
        """Ask the student; it has begun only when that stands in the audit trail."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.asking = help_
        self._changed()
        self.student.ask(help_, answer)
        await self._first_of(answer)
        self.student.ask_no_more()
        outcome = HelpOutcome.UNANSWERED
        if answer.done() and not answer.cancelled() and not self.over.done():
            outcome = HelpOutcome.BEGAN if answer.result() else HelpOutcome.REFUSED
        await self._note(help_, outcome)
        self.asking = None
        self._changed()
        return outcome

    async def _first_of(self, awaited: asyncio.Future[bool]) -> None:
        """Until this is done, or it is over; a question no longer than an answer may take."""
        timeout = self._answer_time if self.asking else None
        either: set[asyncio.Future[Any]] = {awaited, self.over}
        await asyncio.wait(either, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        awaited.cancel()

    async def _note(self, help_: Help, outcome: HelpOutcome) -> None:
        visit, number = self._visit, self.fact.student_number
        caller = visit.caller
        await asyncio.to_thread(lambda: visit.registrar.note_help(caller, number, help_, outcome))
        self._written(caller.name, number, help_.value, outcome.value)

    def _changed(self) -> None:
        """What is asked or allowed is something else: either side's sign says so."""
        for app in self._apps:
            app.call_later(lambda app=app: app.overlay.changed())
