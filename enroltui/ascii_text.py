"""Text for terminals without UTF-8: every shape and letter in ASCII, of the same width."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from typing import TextIO

from enroltui.language import UTF_8, encoding_from_environment

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
    """Return the text in ASCII: shapes by their stand-in, letters without their accents, anything else as "?"."""
    if text.isascii():
        return text
    letters = []
    for character in text.translate(SHAPES):
        base = unicodedata.normalize("NFKD", character)[0]
        letters.append(base if base.isascii() else "?")
    return "".join(letters)


def write_as_locale(*streams: TextIO) -> None:
    """Let what a program prints be in the encoding of its locale; what that lacks is written as `to_ascii`.

    Python writes UTF-8 also where the locale, such as LC_ALL=C, says that nobody there reads it.
    """
    environment = dict(os.environ)
    if sys.flags.utf8_mode and environment.get("LC_CTYPE") in _PYTHONS_OWN:
        del environment["LC_CTYPE"]
    encoding = encoding_from_environment(environment)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            keeps_its_own = encoding == UTF_8 or not is_utf8(stream)
            stream.reconfigure(encoding=None if keeps_its_own else encoding, errors=TO_ASCII)


def is_utf8(stream: TextIO) -> bool:
    """Return whether what is printed to this stream is written in UTF-8."""
    return codecs.lookup(stream.encoding or UTF_8).name == UTF_8


def _replaced(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return to_ascii(error.object[error.start : error.end]), error.end


TO_ASCII = "to_ascii"
"""How Python's encoders replace what an encoding lacks; given as `errors`."""
codecs.register_error(TO_ASCII, _replaced)
_PYTHONS_OWN = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python puts in the place of the C locale, for programs that it starts (PEP 538)."""
