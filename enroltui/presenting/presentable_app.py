"""What an app is to the overlay over its pages: whose visit it shows, and what can be shown of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from enroltui.typed_ahead import TypedAhead
from enroltui.visit import Visit

if TYPE_CHECKING:
    from enroltui.presenting.presentation import Presentations
    from enroltui.sandbox import Sandbox


class PresentableApp(TypedAhead):
    """An app that can be presented to others."""

    visit: Visit

    def __init__(self, make_sandbox: Callable[[], Sandbox] | None, presentations: Presentations | None) -> None:
        super().__init__()
        self.make_sandbox = make_sandbox
        self.presentations = presentations
        self.recordings: Path | None = None
        """The folder for recordings that are begun by a key; None: none can be begun, as on a server."""

    @abstractmethod
    def begin(self, visit: Visit) -> None:
        """Begin another visit on this terminal: into a tour's sandbox, or back out of it."""
