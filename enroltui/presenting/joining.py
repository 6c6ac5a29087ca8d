"""Which students have a session here, and who of the helpdesk is with one of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from enroltui.language import Language
from enroltui.presenting.company import End
from enroltui.presenting.joined import Joined
from enroltui.presenting.presentation import Note
from enroltui.printable import printable
from enroltui.terms import Role
from enroltui.widgets.speaking import Saying

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.registrar.facts import StudentFact
    from enroltui.screens.page import Page

ANSWER_TIME = 60.0
"""Seconds after which a question without an answer is answered by no."""


class Joining:
    """All sessions of one process."""

    def __init__(self, note: Note) -> None:
        self.answer_time = ANSWER_TIME
        self._note = note
        self._last_used: dict[EnrolApp, Callable[[], float]] = {}
        """The sessions of students, and when each had its last key."""
        self._going_on: dict[Joined, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def session(self, app: EnrolApp, last_used: Callable[[], float]) -> AsyncIterator[None]:
        """While it lasts, a student's session can be joined; at its end nobody is with anybody in it."""
        if app.visit.role is Role.STUDENT:
            self._last_used[app] = last_used
        try:
            yield
        finally:
            self._last_used.pop(app, None)
            ending = {joined: task for joined, task in self._going_on.items() if joined.is_of(app)}
            for joined in ending:
                joined.end(End.GONE)
            await asyncio.gather(*ending.values())

    def sessions_of(self, student_number: str) -> list[EnrolApp]:
        """Those of a student that can be joined."""
        return [app for app in self._last_used if app.visit.student == student_number]

    def is_joined(self, app: EnrolApp) -> bool:
        """Whether this session is one of the two."""
        return any(joined.is_of(app) for joined in self._going_on)

    def watches(self, app: EnrolApp) -> bool:
        """Whether this is the session of somebody who is with a student, and may rest."""
        return any(joined.helpdesk.app is app for joined in self._going_on)

    def begin(self, helpdesk: EnrolApp, page: Page, student: StudentFact) -> Saying | None:
        """Ask the student, in the session used last; or why that can't be done now."""
        name = printable(student.name)
        theirs = self.sessions_of(student.student_number)
        if not theirs:
            return lambda language: language.text("{name} has no session here now.", name=name)
        app = max(theirs, key=lambda one: self._last_used[one]())
        if self.is_joined(app):
            return lambda language: _taken(name, language)
        joined = Joined(helpdesk, app, page, student, self._written, self.answer_time)
        task = self._going_on[joined] = asyncio.create_task(joined.run())
        task.add_done_callback(lambda _: self._going_on.pop(joined))
        return None

    def _written(self, account: str, student: str, what: str, outcome: str) -> None:
        self._note("helpdesk", account=account, student=student, what=what, outcome=outcome)


def _taken(name: str, language: Language) -> str:
    return language.text("{name}: somebody of the helpdesk asks or watches already.", name=name)
