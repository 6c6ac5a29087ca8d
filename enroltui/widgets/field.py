"""A field of one line that takes whatever is typed or pasted, and loses nothing of it unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.events import Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from enroltui.printable import harmless, printable


class Field(Input):
    """An input in which line ends become spaces and control characters are left out.

    Of a password nobody sees what became of it: it is taken as it is, without the line end that it was copied with.
    """

    virtual_size = Reactive(Size(0, 0))
    """Other than Textual's own it lays nothing out: a field stays as wide as it is, whatever is typed."""

    @dataclass
    class Overflowed(Message):
        """More was typed or pasted than fits; what fits is kept."""

        field: Field

    @dataclass
    class NotPasted(Message):
        """What was pasted into a password is more than one line, or does not fit; nothing of it is taken."""

        field: Field

    def __init__(self, longest: int, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Make a field that takes so many characters: `longest`."""
        super().__init__(max_length=longest, select_on_focus=False, id=id)
        self.longest = longest

    def on_mount(self) -> None:
        """A cursor that blinks is painted twice a second: too much for hundreds of visits in one process."""
        self.cursor_blink = self.app.animation_level != "none"

    def restricted(self) -> None:
        """Tell that more was typed than fits."""
        self.post_message(self.Overflowed(self))

    def on_paste(self, event: Paste) -> None:
        """Put in what was pasted, in the place of Textual's own handler."""
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        room = self.longest - len(self.value) + end - start
        if self.password:
            lines = event.text.rstrip("\r\n").splitlines()
            if len(lines) > 1 or len("".join(lines)) > room:
                self.post_message(self.NotPasted(self))
            else:
                self.replace(harmless("".join(lines)), start, end)
            return
        text = " ".join(printable(part) for part in re.split(r"\s+", event.text))
        self.replace(text[:room], start, end)
        if len(text) > room:
            self.restricted()
