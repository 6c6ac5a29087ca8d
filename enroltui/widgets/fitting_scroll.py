"""What scrolls where it is longer than the room that the rest of the page leaves it, and else is as high as it is."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Size


class FittingScroll(VerticalScroll):
    """Textual's own automatic height does not leave room for what stands below it."""

    DEFAULT_CSS = "FittingScroll { height: 1fr; scrollbar-size-vertical: 1; }"

    def watch_virtual_size(self, size: Size) -> None:
        """As high as its content, at most."""
        self.styles.max_height = max(1, size.height)
