"""Knows which students use this process, and who of the helpdesk is in a help session with one of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from enroltui.language import Language
from enroltui.presenting.help_session import HelpSession
from enroltui.presenting.participant import HelpSessionEnd
from enroltui.presenting.presentation import LogEvent
from enroltui.terms import Role
from enroltui.widgets.speaking import Saying

if TYPE_CHECKING:
    from enroltui.presenting.app_with_overlay import AppWithOverlay
    from enroltui.registrar.values.people import StudentFact
    from enroltui.screens.page import Page

ANSWER_TIME = 60.0
"""Seconds that a student has to answer; no answer is no."""


class HelpSessions:
    """Begins help sessions between the apps of one process, and ends them with either app."""

    def __init__(self, log_event: LogEvent) -> None:
        self.answer_time = ANSWER_TIME
        self._log_event = log_event
        self._last_used: dict[AppWithOverlay, Callable[[], float]] = {}
        """The apps of students, and what tells when each had its last key (seconds of the event loop's clock)."""
        self._going_on: dict[HelpSession, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def open_to(self, app: AppWithOverlay, last_used: Callable[[], float]) -> AsyncIterator[None]:
        """Let a student be helped in this app until the end of the block, which also ends a help session that it is in.

        `last_used` returns when the app had its last key, in seconds of the event loop's clock.
        """
        if app.visit.role is Role.STUDENT:
            self._last_used[app] = last_used
        try:
            yield
        finally:
            self._last_used.pop(app, None)
            ending = {help_session: task for help_session, task in self._going_on.items() if help_session.is_of(app)}
            for help_session in ending:
                help_session.end(HelpSessionEnd.GONE)
            await asyncio.gather(*ending.values())

    def apps_of(self, student_number: str) -> list[AppWithOverlay]:
        """Return the apps in which this student can be helped."""
        return [app for app in self._last_used if app.visit.student == student_number]

    def takes_part(self, app: AppWithOverlay) -> bool:
        """Return whether this app is in a help session, as the helpdesk's or the student's."""
        return any(help_session.is_of(app) for help_session in self._going_on)

    def watches(self, app: AppWithOverlay) -> bool:
        """Return whether somebody helps a student in this app, and so is not logged out for pressing no keys."""
        return any(help_session.helpdesk.app is app for help_session in self._going_on)

    def begin(self, helpdesk: AppWithOverlay, page: Page, student: StudentFact) -> Saying | None:
        """Ask the student, in the app used last, to let the helpdesk watch; or return why that can't be done."""
        name = student.name
        apps = self.apps_of(student.student_number)
        if not apps:
            return lambda language: language.text("{name} has no session here now.", name=name)
        app = max(apps, key=lambda app: self._last_used[app]())
        if self.takes_part(app):
            return lambda language: _taken(name, language)
        help_session = HelpSession(helpdesk, app, page, student, self._written, self.answer_time)
        task = self._going_on[help_session] = asyncio.create_task(help_session.run())
        task.add_done_callback(lambda _: self._going_on.pop(help_session))
        return None

    def _written(self, account: str, student: str, what: str, outcome: str) -> None:
        self._log_event("helpdesk", account=account, student=student, what=what, outcome=outcome)


def _taken(name: str, language: Language) -> str:
    return language.text("{name}: somebody of the helpdesk asks or watches already.", name=name)
