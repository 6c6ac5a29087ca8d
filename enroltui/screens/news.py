"""What happened meanwhile: messages that came since the login, told at once on whatever page is open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from enroltui.errors import EnrolError
from enroltui.language import Language
from enroltui.screens.page import Page
from enroltui.terms import Role
from enroltui.widgets.notice import Tone

if TYPE_CHECKING:
    from enroltui.registrar.values.student_center import Message
    from enroltui.screens.app_of_pages import AppOfPages

EVERY = 20.0
"""Seconds between two looks."""


class News:
    """Looks for messages to the student who is logged in, and tells each of them once a visit."""

    def __init__(self, app: AppOfPages) -> None:
        self._app = app
        self._told: set[int] = set()

    async def look(self) -> None:
        """Tell what was not told before. Trouble is kept quiet: nobody asked, and the next look is near."""
        visit = self._app.visit
        if visit.role is not Role.STUDENT:
            self._told.clear()
            return
        caller, student = visit.caller, visit.student
        try:
            messages = await asyncio.to_thread(lambda: visit.registrar.messages(caller, student))
        except EnrolError:
            return
        new = [message for message in messages if message.read is None and message.number not in self._told]
        page = self._app.screen
        if new and isinstance(page, Page) and visit.viewer == student:
            self._told |= {message.number for message in new}
            page.say(Tone.PLAIN, lambda language: _news(new, language))


def _news(new: Sequence[Message], language: Language) -> str:
    from enroltui.sentences.messages import message_sentence  # after the first paint

    first = message_sentence(new[0], language)
    if len(new) == 1:
        return language.text("New message: {message}", message=first)
    return language.plural("{count} new message: {message}", "{count} new messages: {message}", len(new), message=first)
