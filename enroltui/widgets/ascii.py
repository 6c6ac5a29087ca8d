"""What is painted on terminals without UTF-8."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from enroltui.ascii_text import to_ascii


class AsciiOnly(LineFilter):
    """Turns all that is painted into ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the same segments, in ASCII."""
        return [Segment(to_ascii(text), style, control) for text, style, control in segments]
