"""What two who are together in a session share with the overlay of either."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from textual.events import Event, Key

from enroltui.language import Language
from enroltui.widgets.overlay_bar import BarContent


class HelpSessionEnd(Enum):
    """Why the helpdesk and a student are together no longer, or never were."""

    REFUSED = auto()
    UNANSWERED = auto()
    STUDENT = auto()
    """The student ended it."""
    HELPDESK = auto()
    GONE = auto()
    """A session of theirs ended."""
    TROUBLE = auto()
    """It could not be written into the audit trail."""


class Participant(Protocol):
    """One side of it, on the overlay of that side's app."""

    def pressed(self, event: Event) -> bool:
        """Whether the other pressed it."""

    def takes(self, event: Event) -> bool:
        """Whether what comes from the keyboard or the mouse is for this, and not for the page."""

    def keeps(self, event: Key) -> bool:
        """Whether a key that nothing took so far is kept from the page."""

    def shown(self, language: Language) -> BarContent:
        """What stands below the page."""
