"""The student's part in a help session: the questions, the bar that tells of it, and the keys of both."""

from __future__ import annotations

import asyncio
from bisect import insort
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual.events import Event, Key, Paste
from textual.widgets import Input

from enroltui.actions import NO
from enroltui.language import N_, Language, says
from enroltui.presenting.frames import ScreenFrame
from enroltui.presenting.hiding import seen_screens
from enroltui.presenting.participant import HelpSessionEnd, HelpSessionState, Participant
from enroltui.screens.page import Page
from enroltui.screens.people.consent import Consent
from enroltui.terms import Help
from enroltui.typed_ahead import pressed_again
from enroltui.widgets.notice import Tone
from enroltui.widgets.overlay_bar import BarContent, lines_of
from enroltui.widgets.speaking import Saying

if TYPE_CHECKING:
    from enroltui.presenting.app_with_overlay import AppWithOverlay

OWN_PAGES = frozenset({"login", "account", "ssh_keys"})
"""Pages on which the helpdesk can press Escape only, as they are about how the student logs in."""

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
_NOT_ANSWERED = says("The question of the helpdesk was not answered: nobody sees your screen.")
_ENDED = says("The helpdesk sees your screen no longer.")


class StudentParticipant(Participant):
    """The student: answers the questions, is seen, and gets the keys that the helpdesk presses."""

    def __init__(self, help_session: HelpSessionState, app: AppWithOverlay) -> None:
        self.app = app
        self._help_session = help_session
        self._consent: Consent | None = None
        self._waiting: list[Key | Paste] = []
        """What the helpdesk pressed and the app has not been handed yet, in the order in which it was pressed."""
        self._handed: WeakSet[Key | Paste] = WeakSet()
        """What the helpdesk pressed and the app has been handed."""

    # --- its course -------------------------------------------------------------------------------------------------

    @property
    def _page(self) -> Page:
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Page))

    def ask(self, help_: Help, answer: asyncio.Future[bool]) -> None:
        """Ask on the student's screen, over whatever stands on it, and give the answer to the future."""

        def answered(yes: bool | None) -> None:
            if not answer.done():
                answer.set_result(bool(yes))

        if not answer.done():
            self._consent = Consent(self._page, _question(help_, self._help_session.helper))
            self.app.push_screen(self._consent, answered)

    def withdraw_question(self) -> None:
        """Take the question off the screen, if it still stands there."""
        if self._consent is not None and self._consent.is_current:
            self._consent.dismiss(False)
        self._consent = None

    def begin(self) -> None:
        """From now on send the helpdesk what stands on the screen, and say so on the bar."""
        self.app.overlay.set_participant(self)
        self.app.overlay.feed.start(self._painted)

    def close(self, why: HelpSessionEnd) -> None:
        """Send nothing more, and tell the student that the help session has ended."""
        overlay, page = self.app.overlay, self._page
        if overlay.participant is self:
            overlay.feed.stop(self._painted)
            overlay.set_participant(None)
            page.call_later(page.say, Tone.PLAIN, _ENDED)
        elif why is not HelpSessionEnd.REFUSED:
            page.call_later(page.say, Tone.PLAIN, _NOT_ANSWERED)

    def _painted(self, frame: ScreenFrame) -> None:
        rows = frame.rows[: frame.height - max(1, lines_of(self.app.screen))]  # without the bar
        self._help_session.show_helpdesk(rows, self._private)
        self._hand_on()

    # --- keys -------------------------------------------------------------------------------------------------------

    def pressed_by_other(self, event: Event) -> bool:
        """Return whether the helpdesk pressed it."""
        return isinstance(event, Key | Paste) and event in self._handed

    def takes(self, event: Event) -> bool:
        """Use the key that ends the help session, and what the helpdesk may not press at all or not yet."""
        if isinstance(event, Key | Paste) and event in self._handed:
            if self._may_press(event) and not self.app.ready_for_keys:
                self.queue_key(pressed_again(event))  # among the student's own that wait it would pass for one of them
                return True
            return not self._may_press(event)
        ends = isinstance(event, Key) and event.key == NO and not isinstance(self.app.screen, Consent)
        if ends:
            self._help_session.end(HelpSessionEnd.STUDENT)
        return ends

    def keeps(self, event: Key) -> bool:
        """Return whether a key of the helpdesk, which came to a page just left, waits for the page that comes."""
        if event not in self._handed:
            return False
        if self._private:
            return not self._may_press(event)
        if self.app.ready_for_keys and not self._waiting:
            return False
        self.queue_key(pressed_again(event))
        return True

    def queue_key(self, event: Key | Paste) -> None:
        """Hand the app what the helpdesk pressed or pasted, as if the student had, once the app is ready for it."""
        insort(self._waiting, event, key=lambda waiting: waiting.time)
        self.app.call_later(self._hand_on)

    def _hand_on(self) -> None:
        """Hand on one key at a time, so that a page that it opens gets the next one."""
        if self._waiting and self.app.ready_for_keys:
            event = self._waiting.pop(0)
            self._handed.add(event)
            self.app.post_message(event)
            self.app.call_later(self._hand_on)

    def _may_press(self, event: Event) -> bool:
        """Return whether the helpdesk may: it answers no question, and on a private screen it presses Escape only."""
        if not self._help_session.helping or isinstance(self.app.screen, Consent):
            return False
        return not self._private or (isinstance(event, Key) and event.key == "escape")

    @property
    def _private(self) -> bool:
        """Return whether the screen has a password field, or is about how the student logs in."""
        screens = list(seen_screens(self.app.screen_stack))
        own = any(isinstance(screen, Page) and screen.PAGE in OWN_PAGES for screen in screens)
        return own or any(field.password for screen in screens for field in screen.query(Input))

    # --- texts ------------------------------------------------------------------------------------------------------

    def bar_content(self, language: Language) -> BarContent:
        """Return who watches or presses keys, and the key that ends that."""
        if self._help_session.helping:
            what = language.text("The helpdesk watches and presses keys")
        else:
            what = language.text("The helpdesk watches your screen")
        ends = language.text("{key} ends it", key=NO)
        return BarContent((f"● {what}", self._help_session.helper), ends, alert=True)


def _question(help_: Help, name: str) -> Saying:
    return lambda language: language.text(_ASKED[help_], name=name)
