"""An app that shows a widget on its own, and keeps what the widget tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from enroltui.clock import ShownClock
from enroltui.language import Code, Language
from enroltui.registrar.values.classes import ClassList
from enroltui.terms import ProgrammeKind
from enroltui.textual_private import painted_rows
from enroltui.themes import LEIDEN_DARK
from enroltui.visit import Visit


class WidgetApp(App[None]):
    """A field of three lines, and below it the widget, which has the focus."""

    def __init__(self, widget: Widget, language: Code = "en") -> None:
        super().__init__()
        self.visit = Visit(_no_registrar, ShownClock.parse("2018-01-15"), Language(language))
        self.widget = widget
        self.told: list[Message] = []
        """The messages of the widget's own kinds, oldest first."""
        self.register_theme(LEIDEN_DARK)
        self.theme = LEIDEN_DARK.name

    def compose(self) -> ComposeResult:
        """Lay out the field and the widget."""
        yield Input()
        yield self.widget

    def on_mount(self) -> None:
        """Begin with the focus on the widget."""
        self.widget.focus()

    def keep(self, message: Message) -> None:
        """Keep a message of the widget, once: each widget that it passes hands it in."""
        own = type(message).__qualname__.startswith(f"{type(self.widget).__name__}.")
        if own and not any(message is known for known in self.told):
            self.told.append(message)

    def told_of(self, kind: type[Message]) -> int:
        """How often the widget told of this."""
        return sum(isinstance(message, kind) for message in self.told)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen below the field, without trailing blanks."""
        strips = painted_rows(self)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips][3:]


def _no_registrar() -> Any:
    raise AssertionError("a widget asks no registrar")


@asynccontextmanager
async def alone(
    widget: Widget, *, size: tuple[int, int] = (40, 13), language: Code = "en"
) -> AsyncIterator[tuple[Pilot[None], WidgetApp]]:
    """The widget on its own; the field above it takes three of the lines."""
    app = WidgetApp(widget, language)
    async with app.run_test(size=size, message_hook=app.keep) as pilot:
        yield pilot, app


def class_list(kind: ProgrammeKind, position: int, name: str) -> ClassList:
    """Make a list of one class, of this kind and in this position; its slug has both."""
    return ClassList(f"{kind}-{position}", name, f"NL {name}", kind, position, None, "", "", "", (), None, 1)
