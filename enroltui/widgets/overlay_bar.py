"""The bar below a page that says what goes on over it: who watches, the keys pressed, a tour's caption."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from enroltui.printable import printable
from enroltui.widgets.speaking import Speaking

CAPTION_LINES = 2
"""Lines that a caption takes, also a shorter one, so that the page keeps its height from step to step."""


@dataclass(frozen=True)
class BarContent:
    """What the bar says: facts, the most important ones first, the keys pressed last, and a tour's caption and keys."""

    facts: tuple[str, ...] = ()
    pressed: str = ""
    caption: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    """The keys of a tour, each with its label."""
    alert: bool = False
    """Whether the bar stands out, as it must not be overlooked."""


class OverlayBar(Speaking):
    """A bar that is docked below the page, so that it covers nothing; the overlay gives it its words."""

    DEFAULT_CSS = """
    OverlayBar {
        dock: bottom; width: 100%; height: auto; padding: 0 1; background: $frame; color: $frame-text;
        .overlay-bar--key { color: $warm; text-style: bold; }
        .overlay-bar--caption { text-style: bold; }
        &.-alert { background: $warm; color: $background; text-style: bold; }
        &.-alert .overlay-bar--key { color: $background; text-style: bold underline; }
    }
    """
    COMPONENT_CLASSES = {"overlay-bar--key", "overlay-bar--caption"}  # noqa: RUF012 - Textual declares it so

    def __init__(self, content: BarContent) -> None:
        super().__init__(classes="-alert" if content.alert else None)
        self._content = content

    def show(self, content: BarContent) -> None:
        """Say this from now on."""
        if content != self._content:
            self._content = content
            self.set_class(content.alert, "-alert")
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line, or with a caption four, and more if the window is narrow."""
        return 2 + len(self._caption(width)) if self._content.caption else 1

    def render(self) -> Content:
        """Return the facts and the keys pressed, and below them a tour's caption and keys."""
        lines = [self._first_line()]
        if self._content.caption:
            lines += [*self._caption(self.content_size.width), self._keys()]
        return Content("\n").join(lines)

    def _caption(self, width: int) -> list[Content]:
        style = self.get_visual_style("overlay-bar--caption", partial=True)
        lines = Content.styled(self._content.caption, style).wrap(max(width, 1))
        return [*lines, *[Content()] * (CAPTION_LINES - len(lines))]

    def _first_line(self) -> Content:
        """Return as many facts as there is room for, and the keys pressed at the right end."""
        key = self.get_visual_style("overlay-bar--key", partial=True)
        width = self.content_size.width
        pressed = printable(self._content.pressed)
        room = width - (cell_len(pressed) + 2 if pressed else 0)
        facts = list(self._content.facts)
        while len(facts) > 1 and cell_len(" · ".join(facts)) > room:
            facts.pop()
        told = printable(" · ".join(facts), max(room, 1))
        gap = " " * max(1, width - cell_len(told) - cell_len(pressed))
        return Content.assemble(told, gap, Content.styled(pressed, key))

    def _keys(self) -> Content:
        key = self.get_visual_style("overlay-bar--key", partial=True)
        parts: list[Content | str] = []
        for name, word in self._content.keys:
            parts += ["   " if parts else "", Content.styled(name, key), f" {word}" if word else ""]
        return Content.assemble(*parts)


def lines_of(screen: Widget) -> int:
    """Return how many of a screen's last lines are the bar's."""
    return sum(bar.outer_size.height for bar in screen.query(OverlayBar))
