"""What the two participants of a help session, the member of the helpdesk and the student, have in common and know."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from textual.events import Event, Key, Paste
from textual.strip import Strip

from enroltui.language import Language
from enroltui.terms import Help, HelpOutcome
from enroltui.widgets.overlay_bar import BarContent

if TYPE_CHECKING:
    from enroltui.registrar.values.people import StudentFact


class HelpSessionEnd(Enum):
    """Why a help session ended, or never began."""

    REFUSED = auto()
    """The student did not allow the helpdesk to watch."""
    UNANSWERED = auto()
    """The student gave no answer in time."""
    STUDENT = auto()
    """The student ended it."""
    HELPDESK = auto()
    """The member of the helpdesk ended it."""
    GONE = auto()
    """The SSH session of one of the two ended."""
    TROUBLE = auto()
    """Something went wrong: most likely it could not be written into the audit trail."""


class HelpSessionState(ABC):
    """How a help session stands, and what its participants can ask for; `HelpSession` is its course."""

    def __init__(self, fact: StudentFact, helper: str) -> None:
        """`helper`: the name of the member of the helpdesk."""
        self.fact = fact
        self.helper = helper
        self.asking: Help | None = None
        """The question that the student is asked just now."""
        self.refused: HelpOutcome | None = None
        """How the student answered the question about the keys, if not by yes."""
        self.watching = False
        self.helping = False
        self.over: asyncio.Future[HelpSessionEnd] = asyncio.get_running_loop().create_future()
        self.keys_wanted = asyncio.Event()

    def end(self, why: HelpSessionEnd) -> None:
        """End the help session; the reason given first counts."""
        if not self.over.done():
            self.over.set_result(why)
            self.watching = self.helping = False

    def want_keys(self) -> None:
        """Ask the student whether the helpdesk may press keys, unless a question is open or it may already."""
        if self.watching and not self.helping and self.asking is None:
            self.keys_wanted.set()

    @abstractmethod
    def press(self, event: Key | Paste) -> None:
        """Press in the student's app what the helpdesk has pressed, if the student has allowed that."""

    @abstractmethod
    def show_helpdesk(self, rows: Sequence[Strip], private: bool) -> None:
        """Show the member of the helpdesk what stands on the student's screen now."""


class Participant(ABC):
    """One of the two in a help session, with their app, on whose message queue every method is to be called."""

    def pressed_by_other(self, event: Event) -> bool:
        """Return whether this key or paste came from the other participant."""
        return False

    @abstractmethod
    def takes(self, event: Event) -> bool:
        """Use what came from the keyboard or the mouse, if it is for the help session; return whether it was."""

    def keeps(self, event: Key) -> bool:
        """Return whether a key that nothing has used so far must not reach the page now."""
        return False

    @abstractmethod
    def bar_content(self, language: Language) -> BarContent:
        """Return what the bar below the page says of the help session."""
