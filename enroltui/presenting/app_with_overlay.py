"""What an app has to be shown to others; the overlay itself is imported when first needed, after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.app import App
from textual.events import Event, Key, MouseDown

from enroltui.language import Language
from enroltui.terms import Role
from enroltui.visit import Visit

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.presenting.help_sessions import HelpSessions
    from enroltui.presenting.overlay import Overlay
    from enroltui.presenting.presentation import Presentations

PRESENTING_ACTIONS = ("demonstrate", "present", "watch_along")
"""The actions here."""


class Sandboxed(Protocol):
    """Gives visits to fresh copies of the shipped data, one at a time (`sandbox.py`, which an app need not load)."""

    def begin(self, language: Language, today: str | None = None) -> Visit: ...
    def close(self) -> None: ...


class AppWithOverlay(App[None]):
    """An app with an overlay."""

    def __init__(
        self,
        make_sandbox: Callable[[], Sandboxed] | None,
        presentations: Presentations | None,
        help_sessions: HelpSessions | None,
    ) -> None:
        super().__init__()
        self.make_sandbox = make_sandbox
        self.presentations = presentations
        self.help_sessions = help_sessions
        self.recordings: Path | None = None
        """The folder for recordings that are begun by a key; None: there are none, as on a server."""
        self._overlay: Overlay | None = None
        self.pressed_by_helpdesk = False
        """Whether what is done just now was pressed by the helpdesk for a student."""
        self._chosen_by_helpdesk = False
        """Whether that holds for the last Enter or click, by which one chooses in the palette."""

    @property
    def overlay(self) -> Overlay:
        """What is laid over the pages while they are shown to others."""
        if self._overlay is None:
            from enroltui.presenting.overlay import Overlay

            self._overlay = Overlay(cast("EnrolApp", self))
        return self._overlay

    @property
    def visit_outside(self) -> Visit | None:
        """The visit that a tour's sandbox has taken the place of; None: there is no tour."""
        return self._overlay.outside if self._overlay is not None else None

    def may_show(self, action: str, visit: Visit) -> bool:
        """Whether somebody may show this to others: in a demo and at the counter; or watch a student's."""
        if action == "watch_along":
            return self.help_sessions is not None and visit.role is Role.HELPDESK and not visit.demo
        allowed = visit.demo or visit.role is Role.HELPDESK
        return allowed and (action == "demonstrate" or self.presentations is not None)

    def post_display_hook(self) -> None:
        """Something was painted."""
        if self._overlay is not None:
            self._overlay.feed.painted()

    async def on_event(self, event: Event) -> None:
        """Keys go to a running tour first."""
        if self._overlay is None or event.is_forwarded or not self._overlay.takes(event):
            participant = self._overlay.participant if self._overlay is not None else None
            by_helpdesk = participant is not None and participant.pressed(event)
            if isinstance(event, MouseDown) or (isinstance(event, Key) and event.key == "enter"):
                self._chosen_by_helpdesk = by_helpdesk
            with self._done_by(by_helpdesk):
                await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """What the helpdesk presses for a student is not kept among the student's own keys."""
        participant = self._overlay.participant if self._overlay is not None else None
        if participant is not None and participant.keeps(event):
            event.prevent_default()

    async def run_chosen(self, action: str) -> None:
        """Run what was chosen in the palette, as done by who chose it: keys of either may have come since."""
        with self._done_by(self._chosen_by_helpdesk):
            await self.run_action(action)

    @contextmanager
    def _done_by(self, helpdesk: bool) -> Iterator[None]:
        self.pressed_by_helpdesk = helpdesk
        try:
            yield
        finally:
            self.pressed_by_helpdesk = False

    def language_changed(self) -> None:
        """The overlay's words too."""
        if self._overlay is not None:
            self._overlay.changed()

    def on_unmount(self) -> None:
        """The end."""
        if self._overlay is not None:
            self._overlay.close()

    def action_present(self) -> None:
        """Show the screen to whoever gets the code; pause it, and go on."""
        if self.overlay.presentation is None:
            self.overlay.present()
        else:
            self.overlay.pause_presenting()

    def action_demonstrate(self) -> None:
        """Tours, pressed keys, an audience, recordings."""
        from enroltui.screens.demonstrate import Demonstrate
        from enroltui.screens.page import Page

        screen: Any = self.screen
        if isinstance(screen, Page):
            self.push_screen(Demonstrate(screen))
