"""What the two participants of a help session have in common: the member of the helpdesk and the student."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import Enum, auto
from typing import TYPE_CHECKING

from textual.events import Event, Key

from enroltui.language import Language
from enroltui.widgets.overlay_bar import BarContent

if TYPE_CHECKING:
    from enroltui.presenting.app_with_overlay import AppWithOverlay
    from enroltui.presenting.help_session import HelpSession


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


class Participant(ABC):
    """One of the two in a help session, with their app, on whose message queue every method is to be called."""

    def __init__(self, help_session: HelpSession, app: AppWithOverlay) -> None:
        self.app = app
        self._help_session = help_session

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
