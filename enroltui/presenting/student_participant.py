"""The helpdesk with a student, on the student's side: the questions, the sign, the keys of both."""

from __future__ import annotations

import asyncio
from bisect import insort
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual.events import Event, Key, Paste
from textual.widgets import Input

from enroltui.actions import NO
from enroltui.language import N_, Language
from enroltui.presenting.frames import ScreenFrame
from enroltui.presenting.hiding import seen_screens
from enroltui.presenting.participant import HelpSessionEnd
from enroltui.printable import printable
from enroltui.screens.consent import Consent
from enroltui.screens.page import Page
from enroltui.terms import Help
from enroltui.typed_ahead import pressed_again
from enroltui.widgets.notice import Tone
from enroltui.widgets.overlay_bar import BarContent, lines_of
from enroltui.widgets.speaking import Saying

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.presenting.help_session import HelpSession

OWN_PAGES = frozenset({"login", "account", "ssh_keys"})
"""How one logs in is nobody else's business: there the helpdesk can only press Escape."""

_ASKED = {
    Help.WATCH: N_(
        "{name} of the helpdesk asks to watch your screen.\n\nThey see what you see, and press no keys. A line below "
        "each page says so as long as it lasts, and you can end it at any time. No answer within a minute is no."
    ),
    Help.KEYS: N_(
        "{name} of the helpdesk asks to help you by keys.\n\nWhat they press is then done in your name: also enrolling "
        "and withdrawing. Your own keys go on working. They get to no password and can't log you out; you can end it "
        "at any time. No answer within a minute is no."
    ),
}


class StudentParticipant:
    """What is done in the student's app is done on its own queue."""

    def __init__(self, help_session: HelpSession, app: EnrolApp) -> None:
        self._help_session = help_session
        self._app = app
        self._consent: Consent | None = None
        self._waiting: list[Key | Paste] = []
        """What the helpdesk pressed and no page has had yet, in order."""
        self._handed: WeakSet[Key | Paste] = WeakSet()
        """What of it was handed to the app."""

    # --- for the help session ---------------------------------------------------------------------------------------

    def ask(self, help_: Help, answer: asyncio.Future[bool]) -> None:
        """Ask on the student's screen, whatever stands on it."""
        self._app.call_later(self._ask, help_, answer)

    def ask_no_more(self) -> None:
        """The question is over."""
        self._app.call_later(self._ask_no_more)

    def begin(self) -> None:
        """From now on the student is seen, and sees that."""
        self._app.call_later(self._begin)

    def press(self, event: Key | Paste) -> None:
        """As if the student had pressed it."""
        self._app.call_later(self._take, pressed_again(event))

    def close(self, why: HelpSessionEnd) -> None:
        """The student is told."""
        self._app.call_later(self._close, why)

    # --- in the student's app ---------------------------------------------------------------------------------------

    @property
    def _page(self) -> Page:
        return next(one for one in reversed(self._app.screen_stack) if isinstance(one, Page))

    def _ask(self, help_: Help, answer: asyncio.Future[bool]) -> None:
        def answered(yes: bool | None) -> None:
            if not answer.done():
                answer.set_result(bool(yes))

        if not answer.done():
            self._consent = Consent(self._page, _question(help_, printable(self._help_session.helper)))
            self._app.push_screen(self._consent, answered)

    def _ask_no_more(self) -> None:
        if self._consent is not None and self._consent.is_current:
            self._consent.dismiss(False)
        self._consent = None

    def _begin(self) -> None:
        overlay = self._app.overlay
        overlay.set_participant(self)
        overlay.feed.on_frame.append(self._painted)
        overlay.feed.start()

    def _close(self, why: HelpSessionEnd) -> None:
        overlay, page = self._app.overlay, self._page
        if overlay.participant is self:
            overlay.feed.stop()
            overlay.feed.on_frame.remove(self._painted)
            overlay.set_participant(None)
            page.call_later(page.say, Tone.PLAIN, _ended)
        elif why is not HelpSessionEnd.REFUSED:
            page.call_later(page.say, Tone.PLAIN, _not_answered)

    def _painted(self, frame: ScreenFrame) -> None:
        rows = frame.rows[: frame.height - max(1, lines_of(self._app.screen))]  # the sign is for the student
        self._help_session.helpdesk.show(rows, private=self._private)
        self._hand_on()

    # --- keys -------------------------------------------------------------------------------------------------------

    def pressed(self, event: Event) -> bool:
        """Whether the helpdesk pressed it."""
        return isinstance(event, Key | Paste) and event in self._handed

    def takes(self, event: Event) -> bool:
        """Whether it goes no further: the key that ends it, and what the helpdesk may not press, or not yet."""
        if isinstance(event, Key | Paste) and event in self._handed:
            if self._may_press(event) and not self._app.ready_for_keys:
                self._take(pressed_again(event))  # among the student's own that wait it would pass for one of them
                return True
            return not self._may_press(event)
        ends = isinstance(event, Key) and event.key == NO and not isinstance(self._app.screen, Consent)
        if ends:
            self._help_session.end(HelpSessionEnd.STUDENT)
        return ends

    def keeps(self, event: Key) -> bool:
        """Whether a key of the helpdesk, which came to a page just left, waits for the one that comes."""
        if event not in self._handed:
            return False
        if self._private:
            return not self._may_press(event)
        if self._app.ready_for_keys and not self._waiting:
            return False
        self._take(pressed_again(event))
        return True

    def _take(self, event: Key | Paste) -> None:
        insort(self._waiting, event, key=lambda one: one.time)
        self._app.call_later(self._hand_on)

    def _hand_on(self) -> None:
        """One at a time, so that a page that one of them opens gets the next."""
        if self._waiting and self._app.ready_for_keys:
            event = self._waiting.pop(0)
            self._handed.add(event)
            self._app.post_message(event)
            self._app.call_later(self._hand_on)

    def _may_press(self, event: Event) -> bool:
        """Nothing that answers for the student, and nothing in a password field or where keys to log in are kept."""
        if not self._help_session.helping or isinstance(self._app.screen, Consent):
            return False
        return not self._private or (isinstance(event, Key) and event.key == "escape")

    @property
    def _private(self) -> bool:
        screens = list(seen_screens(self._app.screen_stack))
        own = any(isinstance(one, Page) and one.PAGE in OWN_PAGES for one in screens)
        return own or any(field.password for one in screens for field in one.query(Input))

    # --- the sign ---------------------------------------------------------------------------------------------------

    def shown(self, language: Language) -> BarContent:
        """Who is there, and how to end it."""
        if self._help_session.helping:
            what = language.text("The helpdesk watches and presses keys")
        else:
            what = language.text("The helpdesk watches your screen")
        ends = language.text("{key} ends it", key=NO)
        return BarContent((f"● {what}", printable(self._help_session.helper)), ends, alert=True)


def _question(help_: Help, name: str) -> Saying:
    return lambda language: language.text(_ASKED[help_], name=name)


def _not_answered(language: Language) -> str:
    return language.text("The question of the helpdesk was not answered: nobody sees your screen.")


def _ended(language: Language) -> str:
    return language.text("The helpdesk sees your screen no longer.")
