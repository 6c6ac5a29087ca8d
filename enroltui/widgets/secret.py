"""Marks what only who sits at the screen may read, such as a password: recordings and whoever looks on get dots."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.style import Style as ContentStyle

HIDDEN = "•"
_MARK = {"secret": True}
SECRET = Style(meta=_MARK)
"""A style that changes nothing but marks a segment as secret."""


def secret(text: str, style: str) -> Content:
    """Return a text in this style, marked as secret."""
    return Content(text).stylize(style).stylize(ContentStyle.from_meta(_MARK))


def without_secrets(row: Strip) -> Strip:
    """Return a painted row with dots for what is marked as secret."""
    if not any(map(_is_secret, row)):
        return row
    return Strip(
        Segment(HIDDEN * cell_len(segment.text), segment.style) if _is_secret(segment) else segment for segment in row
    )


def _is_secret(segment: Segment) -> bool:
    return bool(segment.style and segment.style.meta.get("secret"))
