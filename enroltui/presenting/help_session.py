"""One help session, from the question to its end: the student's consents, what was allowed, and the audit trail."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.events import Key, Paste
from textual.strip import Strip

from enroltui.presenting.helpdesk_participant import HelpdeskParticipant
from enroltui.presenting.participant import HelpSessionEnd, HelpSessionState
from enroltui.presenting.student_participant import StudentParticipant
from enroltui.terms import Help, HelpOutcome
from enroltui.typed_ahead import pressed_again

if TYPE_CHECKING:
    from enroltui.presenting.app_with_overlay import AppWithOverlay
    from enroltui.registrar.values.people import StudentFact
    from enroltui.screens.page import Page

log = logging.getLogger(__name__)


class HelpSession(HelpSessionState):
    """A member of the helpdesk and a student. Their two apps share the event loop; each is changed on its own queue."""

    def __init__(
        self,
        helpdesk: AppWithOverlay,
        student: AppWithOverlay,
        page: Page,
        fact: StudentFact,
        written: Callable[[str, str, str, str], None],
        answer_time: float,
    ) -> None:
        """Prepare a help session; `run` begins it.

        `page` is the helpdesk's page from which it was begun. `written` is called with the account, the student number,
        the kind of help and its outcome, once they stand in the audit trail. `answer_time` is in seconds.
        """
        account = helpdesk.visit.account
        super().__init__(fact, (account.person or account.name) if account else "")
        self._visit = helpdesk.visit
        self._written = written
        self._answer_time = answer_time
        self.helpdesk = HelpdeskParticipant(self, helpdesk, page)
        self.student = StudentParticipant(self, student)

    # --- what the participants ask for ------------------------------------------------------------------------------

    def is_of(self, app: AppWithOverlay) -> bool:
        """Return whether this is the app of one of the two."""
        return app in (self.helpdesk.app, self.student.app)

    def press(self, event: Key | Paste) -> None:
        """Press in the student's app what the helpdesk has pressed, if the student has allowed that."""
        if self.helping:
            self.student.app.call_later(self.student.queue_key, pressed_again(event))

    def show_helpdesk(self, rows: Sequence[Strip], private: bool) -> None:
        """Show the member of the helpdesk what stands on the student's screen now."""
        self.helpdesk.app.call_later(self.helpdesk.show, rows, private)

    # --- its course -------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Run the help session to its end, and tell both participants why it ended. An error is logged, not raised."""
        try:
            self.helpdesk.app.call_later(self.helpdesk.begin)
            outcome = await self._consented(Help.WATCH)
            if outcome is HelpOutcome.BEGAN:
                await self._watch()
            else:
                self.end(HelpSessionEnd.REFUSED if outcome is HelpOutcome.REFUSED else HelpSessionEnd.UNANSWERED)
        except Exception:
            log.exception("the helpdesk could not be with a student")
            self.end(HelpSessionEnd.TROUBLE)
        finally:
            self.end(HelpSessionEnd.GONE)
            for participant in (self.helpdesk, self.student):
                participant.app.call_later(participant.close, self.over.result())

    async def _watch(self) -> None:
        self.watching = True
        self.student.app.call_later(self.student.begin)
        try:
            while not self.over.done():
                await self._first_of(asyncio.ensure_future(self.keys_wanted.wait()))
                self.keys_wanted.clear()
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
        """Ask the student for consent, and return the answer once it stands in the audit trail."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.asking = help_
        self._changed()
        self.student.app.call_later(self.student.ask, help_, answer)
        await self._first_of(answer)
        self.student.app.call_later(self.student.withdraw_question)
        outcome = HelpOutcome.UNANSWERED
        if answer.done() and not answer.cancelled() and not self.over.done():
            outcome = HelpOutcome.BEGAN if answer.result() else HelpOutcome.REFUSED
        await self._note(help_, outcome)
        self.asking = None
        self._changed()
        return outcome

    async def _first_of(self, awaited: asyncio.Future[bool]) -> None:
        """Wait until this is done or the help session is over; for a question not longer than it may take to answer."""
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
        """Let the bars of both apps say what is asked or allowed now."""
        for participant in (self.helpdesk, self.student):
            participant.app.call_later(lambda app=participant.app: app.overlay.changed())
