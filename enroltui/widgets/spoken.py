"""Textual's button and checkbox with words in the visit's language."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Button, Checkbox

from enroltui.language import Language
from enroltui.widgets.speaking import Speaking
from enroltui.widgets.table import TICKED, UNTICKED


class SpokenButton(Button, Speaking):
    """A button to press."""

    def __init__(self, word: Callable[[Language], str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self._word = word
        self.active_effect_duration = 0  # while it lasts, Textual's button takes no second Enter: a retry would be lost

    def tell(self, word: Callable[[Language], str]) -> None:
        """Say something else from now on."""
        self._word = word
        self.speak(self.language)

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self.label = Content(self._word(language))


class SpokenCheckbox(Checkbox, Speaking):
    """A box to tick; that it is ticked is told by its shape, as in tables, not by its colour."""

    BUTTON_LEFT, BUTTON_INNER, BUTTON_RIGHT = "", UNTICKED, ""
    DEFAULT_CSS = """
    SpokenCheckbox > .toggle--button, SpokenCheckbox.-on > .toggle--button { color: $warm; background: transparent; }
    """

    def __init__(self, word: Callable[[Language], str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self._word = word

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self.label = Content(self._word(language))

    def _watch_value(self, ticked: bool) -> None:
        self.BUTTON_INNER = TICKED if ticked else UNTICKED
