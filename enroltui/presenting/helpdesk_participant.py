"""The helpdesk's part in a help session: the student's screen, what the keys do, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.events import Event, InputEvent, Key, Paste
from textual.strip import Strip

from enroltui.actions import ACTIONS, NO, YES
from enroltui.language import N_, Language
from enroltui.presenting.frames import STEP
from enroltui.presenting.participant import HelpSessionEnd, HelpSessionState, Participant
from enroltui.printable import printable
from enroltui.screens.page import Page
from enroltui.screens.staff.along import AlongScreen
from enroltui.terms import Help, HelpOutcome
from enroltui.widgets.notice import Tone
from enroltui.widgets.overlay_bar import BarContent

if TYPE_CHECKING:
    from enroltui.presenting.app_with_overlay import AppWithOverlay

WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
LONGEST_NAME = 30

_ENDED = {
    HelpSessionEnd.REFUSED: N_("{name} does not want you to watch."),
    HelpSessionEnd.UNANSWERED: N_("{name} did not answer."),
    HelpSessionEnd.STUDENT: N_("{name} has ended it: you watch no longer."),
    HelpSessionEnd.HELPDESK: N_("You watch no longer."),
    HelpSessionEnd.GONE: N_("The session of {name} has ended."),
    HelpSessionEnd.TROUBLE: N_("This could not be written into the audit trail, so you can't watch now."),
}


class HelpdeskParticipant(Participant):
    """The member of the helpdesk: sees the student's screen, scrolls it, and presses keys where that is allowed."""

    def __init__(self, help_session: HelpSessionState, app: AppWithOverlay, page: Page) -> None:
        self.app = app
        self._help_session = help_session
        self._page = page
        self._name = printable(help_session.fact.name, LONGEST_NAME)
        self._view = AlongScreen(self._waiting)
        self._private = False
        """Whether the student's screen is one on which the helpdesk may press no keys but Escape."""

    def begin(self) -> None:
        """Cover the page until the end, at first by the words that the student is being asked."""
        self.app.push_screen(self._view)
        self.app.overlay.set_participant(self)

    def show(self, rows: Sequence[Strip], private: bool) -> None:
        """Show what stands on the student's screen now; `private`: the helpdesk may press nothing there but Escape."""
        self._view.show(rows)
        self._private = private
        self.app.overlay.changed()

    def close(self, why: HelpSessionEnd) -> None:
        """Go back to the page, which says how the help session ended."""
        self.app.overlay.set_participant(None)
        if self._view.is_current:
            self.app.pop_screen()
        tone = Tone.PLAIN if why in (HelpSessionEnd.HELPDESK, HelpSessionEnd.STUDENT) else Tone.BAD
        page, name = self._page, self._name
        page.call_later(page.say, tone, lambda language: language.text(_ENDED[why], name=name))

    # --- keys -------------------------------------------------------------------------------------------------------

    def takes(self, event: Event) -> bool:
        """Use every key but the one that leaves the program; the mouse does nothing here."""
        if isinstance(event, Key):
            if event.key in ACTIONS["quit"].keys:
                return False
            self._use(event)
        if isinstance(event, Paste):
            self._help_session.press(event)
        return isinstance(event, InputEvent | Paste)

    def _use(self, event: Key) -> None:
        help_session = self._help_session
        if event.key == NO:
            help_session.end(HelpSessionEnd.HELPDESK)
        elif event.key == YES:
            help_session.want_keys()
        elif (way := self._way(event.key)) is not None:
            self._view.scroll(way[0] * STEP[0], way[1] * STEP[1])
        else:
            help_session.press(event)

    def _way(self, key: str) -> tuple[int, int] | None:
        """Return the way in which an arrow key scrolls; while it helps by keys only with shift, else also without."""
        scrolls = key.startswith("shift+") or not self._help_session.helping
        return WAYS.get(key.removeprefix("shift+")) if scrolls else None

    # --- texts ------------------------------------------------------------------------------------------------------

    def _waiting(self, language: Language) -> str:
        return language.text("{name} is asked whether you may watch, and has a minute to answer.", name=self._name)

    def bar_content(self, language: Language) -> BarContent:
        """Return what the helpdesk may do now, the size of the student's screen, whose it is, and the keys."""
        help_session, text = self._help_session, language.text
        ends = text("{key} ends it", key=NO)
        asks = text("{key} for keys", key=YES)
        may_ask = help_session.watching and not help_session.helping and help_session.asking is None
        return BarContent(tuple(self._facts(language)), f"{asks} · {ends}" if may_ask else ends, alert=True)

    def _facts(self, language: Language) -> Iterator[str]:
        help_session, text = self._help_session, language.text
        if help_session.helping:
            yield text("Not here: the student's own") if self._private else text("You help by keys")
        elif help_session.watching:
            yield text("You watch")
        else:
            yield text("Asked")
        if help_session.asking is Help.KEYS:
            yield text("asked for the keys")
        elif help_session.refused is not None and not help_session.helping:
            yield text("keys refused") if help_session.refused is HelpOutcome.REFUSED else text("keys: no answer")
        if larger := self._view.larger:
            size = "{}x{}".format(*larger)
            if help_session.helping:
                yield text("{size}, shift+arrows scroll", size=size)
            else:
                yield text("{size}, arrows scroll", size=size)
        yield self._name
