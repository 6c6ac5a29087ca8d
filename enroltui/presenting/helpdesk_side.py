"""The helpdesk with a student, on the helpdesk's side: the student's screen, what the keys do, how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.events import Event, InputEvent, Key, Paste
from textual.strip import Strip

from enroltui.actions import ACTIONS, NO, YES
from enroltui.language import N_, Language
from enroltui.presenting.company import End
from enroltui.presenting.frames import STEP
from enroltui.printable import printable
from enroltui.screens.page import Page
from enroltui.screens.staff.along import AlongScreen
from enroltui.terms import Help, HelpOutcome
from enroltui.widgets.notice import Tone
from enroltui.widgets.overlay_bar import Shown

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.presenting.joined import Joined

WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
LONGEST_NAME = 30

_ENDED = {
    End.REFUSED: N_("{name} does not want you to watch."),
    End.UNANSWERED: N_("{name} did not answer."),
    End.STUDENT: N_("{name} has ended it: you watch no longer."),
    End.HELPDESK: N_("You watch no longer."),
    End.GONE: N_("The session of {name} has ended."),
    End.TROUBLE: N_("This could not be written into the audit trail, so you can't watch now."),
}


class HelpdeskSide:
    """What is done in the helpdesk's app is done on its own queue."""

    def __init__(self, joined: Joined, app: EnrolApp, page: Page) -> None:
        self._joined = joined
        self.app = app
        self._page = page
        self._name = printable(joined.fact.name, LONGEST_NAME)
        self._view = AlongScreen(self._waiting)
        self._private = False
        """Keys go nowhere on what the student sees now."""

    # --- for the joining --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Something stands over the page until the end."""
        self.app.call_later(self._begin)

    def show(self, rows: Sequence[Strip], *, private: bool) -> None:
        """What the student sees now."""
        self.app.call_later(self._show, rows, private)

    def close(self, why: End) -> None:
        """Back on the page, which says how it ended."""
        self.app.call_later(self._close, why)

    # --- in the helpdesk's app --------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.app.push_screen(self._view)
        self.app.overlay.keep_company(self)

    def _show(self, rows: Sequence[Strip], private: bool) -> None:
        self._view.show(rows)
        self._private = private
        self.app.overlay.changed()

    def _close(self, why: End) -> None:
        self.app.overlay.keep_company(None)
        if self._view.is_current:
            self.app.pop_screen()
        tone = Tone.PLAIN if why in (End.HELPDESK, End.STUDENT) else Tone.BAD
        page, name = self._page, self._name
        page.call_later(page.say, tone, lambda language: language.text(_ENDED[why], name=name))

    def pressed(self, event: Event) -> bool:
        """Nothing: the student's keys do not come here."""
        return False

    def takes(self, event: Event) -> bool:
        """Every key but the one that leaves the program; the mouse has nothing to do here."""
        if isinstance(event, Key):
            return event.key not in ACTIONS["quit"].keys and self._take(event)
        if isinstance(event, Paste):
            self._joined.press(event)
        return isinstance(event, InputEvent | Paste)

    def _take(self, event: Key) -> bool:
        joined = self._joined
        if event.key == NO:
            joined.end(End.HELPDESK)
        elif event.key == YES:
            joined.want_keys()
        elif (way := self._way(event.key)) is not None:
            self._view.scroll(way[0] * STEP[0], way[1] * STEP[1])
        else:
            joined.press(event)
        return True

    def _way(self, key: str) -> tuple[int, int] | None:
        """Arrow keys scroll; with shift where the student gets the plain ones."""
        return WAYS.get(key.removeprefix("shift+")) if key.startswith("shift+") or not self._joined.helping else None

    def keeps(self, event: Key) -> bool:
        """None: they are all taken before."""
        return False

    # --- words ------------------------------------------------------------------------------------------------------

    def _waiting(self, language: Language) -> str:
        return language.text("{name} is asked whether you may watch, and has a minute to answer.", name=self._name)

    def shown(self, language: Language) -> Shown:
        """What one does here, what there is to know, and the keys."""
        joined, text = self._joined, language.text
        ends = text("{key} ends it", key=NO)
        asks = text("{key} for keys", key=YES)
        may_ask = joined.watching and not joined.helping and joined.asking is None
        return Shown(tuple(self._facts(language)), f"{asks} · {ends}" if may_ask else ends, alert=True)

    def _facts(self, language: Language) -> Iterator[str]:
        joined, text = self._joined, language.text
        if joined.helping:
            yield text("Not here: the student's own") if self._private else text("You help by keys")
        elif joined.watching:
            yield text("You watch")
        else:
            yield text("Asked")
        if joined.asking is Help.KEYS:
            yield text("asked for the keys")
        elif joined.refused is not None and not joined.helping:
            yield text("keys refused") if joined.refused is HelpOutcome.REFUSED else text("keys: no answer")
        if larger := self._view.larger:
            size = "{}x{}".format(*larger)
            if joined.helping:
                yield text("{size}, shift+arrows scroll", size=size)
            else:
                yield text("{size}, arrows scroll", size=size)
        yield self._name
