"""Screens with a field to type in, where the arrow keys move in the list below it."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.screen import Screen


class Steered(Protocol):
    """A list of which another widget can move the cursor."""

    def action_move(self, by: int) -> None:
        """Move the cursor by so many lines."""

    def action_move_page(self, by: int) -> None:
        """Move the cursor by so many times what is seen."""


class Steering(Screen[Any]):
    """A screen that moves the cursor of its list wherever the focus is. A subclass gives `steered`.

    It stands last among the bases of a page, as Textual takes style sheets from the first one only.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
    ]

    @property
    def steered(self) -> Steered:
        """Return the list whose cursor the keys move."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        """Move the cursor up or down by so many lines."""
        self.steered.action_move(by)

    def action_move_page(self, by: int) -> None:
        """Move the cursor up or down by so many times what is seen."""
        self.steered.action_move_page(by)
