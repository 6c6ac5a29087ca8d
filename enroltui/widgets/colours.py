"""The colours that one terminal has: what is painted on it is in them before it is painted."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

_PLAIN = Color.default()


class OwnColours(LineFilter):
    """Turns all that is painted into the colours of one terminal; None: it has none.

    A Rich style keeps the codes that it was first written in, and whoever has an equal style shares it, in the whole
    process. Styles that need no other colours than the terminal's have the same codes on every terminal.
    """

    def __init__(self, colours: ColorSystem | None) -> None:
        super().__init__()
        self._colours = colours

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """Return the same segments, in colours that the terminal has."""
        colours = self._colours
        return [
            Segment(text, style if style is None else in_colours(style, colours), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=4096)
def in_colours(style: Style, colours: ColorSystem | None) -> Style:
    """Return the style in the nearest of a terminal's colours."""
    if style.color is None and style.bgcolor is None:
        return style
    return style + Style.from_color(_nearest(style.color, colours), _nearest(style.bgcolor, colours))


def _nearest(colour: Color | None, colours: ColorSystem | None) -> Color | None:
    if colour is None:
        return None
    return _PLAIN if colours is None else colour.downgrade(colours)
