"""What scrolls where it is longer than the room that the rest of the page leaves it, and else is as high as it is."""

from __future__ import annotations

from textual.containers import VerticalScroll


class FittingScroll(VerticalScroll):
    """Textual's own automatic height does not leave room for what stands below it."""

    DEFAULT_CSS = "FittingScroll { height: 1fr; scrollbar-size-vertical: 1; }"

    def watch_virtual_size(self) -> None:
        """Become as high as the content, at most, whose height is known when it has been laid out."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.children:
            self.styles.max_height = max(1, max(child.virtual_region_with_margin.bottom for child in self.children))
