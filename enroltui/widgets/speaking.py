"""Widgets that speak the visit's language, and say everything again when it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from textual.content import Content
from textual.geometry import Offset
from textual.widget import Widget

from enroltui.language import Language
from enroltui.visit import Visit

Saying = Callable[[Language], Content | str]
"""What to say, in the language given."""


class HasVisit(Protocol):
    """The app, as far as a widget may know it."""

    visit: Visit
    steered: Widget | None


def visit_of(widget: Widget) -> Visit:
    """Return the visit that this widget is shown to."""
    return cast("HasVisit", widget.app).visit


class Speaking(Widget):
    """A widget whose words come from the visit's language."""

    def on_mount(self) -> None:
        self.speak(self.language)

    @property
    def language(self) -> Language:
        """Return the visit's language, for what is said only when it is painted."""
        return visit_of(self).language

    def speak(self, language: Language) -> None:
        """Say everything in this language; what is said only when it is painted is painted anew."""
        self.refresh()

    @property
    def choice(self) -> Offset:
        """Return where in its content the choice stands: column and line, from 0."""
        return Offset()

    def show_choice(self) -> None:
        """Let the terminal's own cursor go to the choice, though the focus is elsewhere, until something is typed."""
        cast("HasVisit", self.app).steered = self


class Words(Speaking):
    """A text that is said in the visit's language; never markup."""

    DEFAULT_CSS = "Words { height: auto; }"

    def __init__(self, saying: Saying, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._saying = saying
        self._content = Content()

    def tell(self, saying: Saying) -> None:
        """Say something else from now on."""
        self._saying = saying
        if self.is_mounted:
            self.speak(self.language)

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        said = self._saying(language)
        content = Content(said) if isinstance(said, str) else said
        if content != self._content or content.spans != self._content.spans:
            before, self._content = self._content, content
            self.refresh(layout=not self._fits_where(before, content))

    def _fits_where(self, before: Content, content: Content) -> bool:
        """Return whether it fills as many lines as before, or none: then nothing around it is laid out anew."""
        if not self.display:
            return True
        width, rules = self.content_size.width, self.styles.get_rules()
        if not width or self.styles.is_auto_width:
            return False
        return before.get_height(rules, width) == content.get_height(rules, width)

    @property
    def said(self) -> str:
        """Return what is on screen now, as plain text."""
        return self._content.plain

    def render(self) -> Content:
        """Return the words, in the language of the visit."""
        return self._content
