"""What stands below a page while it is shown to others: who watches, the keys pressed, and a tour's caption."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from enroltui.language import Language
from enroltui.printable import printable
from enroltui.widgets.speaking import Speaking

CAPTION_LINES = 2
"""That many it always takes, so that the page stands still from step to step."""


@dataclass(frozen=True)
class BarContent:
    """What the bar tells: facts from the most important one on, the keys pressed last, a caption and the keys to it."""

    facts: tuple[str, ...] = ()
    pressed: str = ""
    caption: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    """Key and word, of a tour."""
    alert: bool = False
    """It must not be overlooked."""


class OverlayBar(Speaking):
    """A part of the page, below it: it never covers anything."""

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

    def __init__(self, shown: BarContent) -> None:
        super().__init__(classes="-alert" if shown.alert else None)
        self._shown = shown

    def show(self, shown: BarContent) -> None:
        """Tell this from now on."""
        if shown != self._shown:
            self._shown = shown
            self.set_class(shown.alert, "-alert")
            self.refresh(layout=True)

    def speak(self, language: Language) -> None:
        """Its words come from the overlay, in the visit's language."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or with a caption four; more where the window is narrow."""
        return 2 + len(self._caption(width)) if self._shown.caption else 1

    def render(self) -> Content:
        """What there is to tell."""
        lines = [self._first_line()]
        if self._shown.caption:
            lines += [*self._caption(self.content_size.width), self._keys()]
        return Content("\n").join(lines)

    def _caption(self, width: int) -> list[Content]:
        style = self.get_visual_style("overlay-bar--caption", partial=True)
        lines = Content.styled(self._shown.caption, style).wrap(max(width, 1))
        return [*lines, *[Content()] * (CAPTION_LINES - len(lines))]

    def _first_line(self) -> Content:
        """As many facts as there is room for, and the keys pressed at the right end."""
        key = self.get_visual_style("overlay-bar--key", partial=True)
        width = self.content_size.width
        pressed = printable(self._shown.pressed)
        room = width - (cell_len(pressed) + 2 if pressed else 0)
        facts = list(self._shown.facts)
        while len(facts) > 1 and cell_len(" · ".join(facts)) > room:
            facts.pop()
        told = printable(" · ".join(facts), max(room, 1))
        gap = " " * max(1, width - cell_len(told) - cell_len(pressed))
        return Content.assemble(told, gap, Content.styled(pressed, key))

    def _keys(self) -> Content:
        key = self.get_visual_style("overlay-bar--key", partial=True)
        parts: list[Content | str] = []
        for name, word in self._shown.keys:
            parts += ["   " if parts else "", Content.styled(name, key), f" {word}" if word else ""]
        return Content.assemble(*parts)


def lines_of(screen: Widget) -> int:
    """How many of a screen's last lines are the bar's."""
    return sum(bar.outer_size.height for bar in screen.query(OverlayBar))
