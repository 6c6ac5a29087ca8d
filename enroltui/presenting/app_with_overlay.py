"""An app that can be presented to others. The overlay is imported when it is first needed, after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.events import Event, Key, MouseDown

from enroltui.presenting.presentable_app import PresentableApp
from enroltui.visit import Visit

if TYPE_CHECKING:
    from enroltui.presenting.overlay import Overlay
    from enroltui.presenting.presentation import Presentations
    from enroltui.sandbox import Sandbox


class AppWithOverlay(PresentableApp):
    """An app with an overlay, which gets keys before the pages do."""

    def __init__(self, make_sandbox: Callable[[], Sandbox] | None, presentations: Presentations | None) -> None:
        super().__init__(make_sandbox, presentations)
        self._overlay: Overlay | None = None
        self.pressed_by_helpdesk = False
        """Whether the key that is handled just now was pressed by the helpdesk for a student."""
        self._chosen_by_helpdesk = False
        """Whether the last Enter or click, which may have chosen something in the palette, was the helpdesk's."""

    @property
    def overlay(self) -> Overlay:
        """Return the overlay of this app, which is made at its first use."""
        if self._overlay is None:
            from enroltui.presenting.overlay import Overlay

            self._overlay = Overlay(self)
        return self._overlay

    @property
    def visit_outside(self) -> Visit | None:
        """Return the visit that a tour's sandbox has taken the place of; None: there is no tour."""
        return self._overlay.outside if self._overlay is not None else None

    def post_display_hook(self) -> None:
        """Take a frame for all that look on, as something was painted."""
        if self._overlay is not None:
            self._overlay.feed.painted()

    async def on_event(self, event: Event) -> None:
        """Give keys and the mouse to the overlay first, and to the page only what the overlay does not use."""
        if self._overlay is None or event.is_forwarded or not self._overlay.takes(event):
            participant = self._overlay.participant if self._overlay is not None else None
            by_helpdesk = participant is not None and participant.pressed_by_other(event)
            if isinstance(event, MouseDown) or (isinstance(event, Key) and event.key == "enter"):
                self._chosen_by_helpdesk = by_helpdesk
            with self._done_by(by_helpdesk):
                await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Stop a key of the helpdesk that waits for the next page from being kept among the student's own keys."""
        participant = self._overlay.participant if self._overlay is not None else None
        if participant is not None and participant.keeps(event):
            event.prevent_default()

    async def run_chosen(self, action: str) -> None:
        """Run what was chosen in the palette as done by who chose it, as keys of the other may have come since."""
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
        """Write the bar in the language that was chosen."""
        if self._overlay is not None:
            self._overlay.changed()

    def on_unmount(self) -> None:
        """End what goes on over the pages, as the app ends."""
        if self._overlay is not None:
            self._overlay.close()

    def action_present(self) -> None:
        """Begin a presentation; while there is one, pause it or go on."""
        if self.overlay.presentation is None:
            self.overlay.present()
        else:
            self.overlay.pause_presenting()
