"""For terminals without UTF-8: every shape and letter in ASCII, of the same width."""

from __future__ import annotations

import unicodedata

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

SHAPES = str.maketrans(
    {
        "●": "o", "◐": "%", "○": "0", "⧗": "~", "✓": "v", "▪": "#", "✗": "x", "▸": ">", "›": ">", "‹": "<", "│": "|",
        "─": "-", "┬": "+", "┴": "+", "├": "+", "┤": "+", "┼": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+", "═": "=",
        "·": "-", "…": "~", "█": "#", "░": ".", "▌": "|", "☐": "o", "☑": "x", "▾": "v", "–": "-", "’": "'", "⏎": "^",
        "↑": "^", "↓": "v", "→": ">", "←": "<", "━": "-", "╸": "-", "╺": "-", "▔": "-", "▁": "_", "▎": "|", "▊": "|",
        "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "┏": "+", "┗": "+", "┆": ":", "╶": "-",
        "╱": "/", "▼": "v", "▲": "^", "▶": ">", "┃": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+",
        # letters that Unicode does not take apart
        "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "s", "æ": "a", "œ": "o",
    }
)  # fmt: skip
"""The shapes that screens use, and what stands for them."""


def to_ascii(text: str) -> str:
    """The text in ASCII: shapes by their stand-in, letters without their accents, anything else as "?"."""
    if text.isascii():
        return text
    letters = []
    for character in text.translate(SHAPES):
        base = unicodedata.normalize("NFKD", character)[0]
        letters.append(base if base.isascii() else "?")
    return "".join(letters)


class AsciiOnly(LineFilter):
    """Turns all that is painted into ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the same segments, in ASCII."""
        return [Segment(to_ascii(text), style, control) for text, style, control in segments]
