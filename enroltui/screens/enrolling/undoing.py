"""Pages on which the last change can be undone, for as long as one stays there."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.events import ScreenResume

from enroltui.screens.page import Page


class Undoing(Page):
    """A page that undoes its last change, until another change or until one leaves it."""

    _undo: Callable[[], None] | None = None
    _been_away = False

    @on(ScreenResume)
    def _forget_last_change(self) -> None:
        """Clear the notice when one comes back from another page: what it said of a change is no longer so."""
        if self._been_away:
            self.notice.clear()
            self.can_undo(None)
        self._been_away = True

    def can_undo(self, undo: Callable[[], None] | None) -> None:
        """Let `u` do this from now on (None: nothing)."""
        self._undo = undo
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo only what can be undone."""
        return self._undo is not None if action == "undo" else super().check_action(action, parameters)

    def action_undo(self) -> None:
        """Undo the last change."""
        if self._undo is not None:
            self._undo()
