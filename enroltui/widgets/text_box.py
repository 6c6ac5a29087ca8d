"""A field of several lines that takes whatever is typed or pasted."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import TextArea

from enroltui.printable import printable_lines


class TextBox(TextArea):
    """A text area in which pasted control characters are left out. Tab goes on to the next field."""

    DEFAULT_CSS = """
    TextBox {
        border: none; padding: 0 1; background: $panel; scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Let no cursor blink where there are no animations, as in a field of one line."""
        self.cursor_blink = self.app.animation_level != "none"

    def on_paste(self, event: Paste) -> None:
        """Put in what was pasted, in the place of Textual's own handler."""
        event.prevent_default()
        event.stop()
        start, end = self.selection
        self.replace(printable_lines(event.text), start, end, maintain_selection_offset=False)
