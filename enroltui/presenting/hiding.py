"""Hides who the student is in what an audience is shown, before any of it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.screen import Screen
from textual.strip import Strip

from enroltui.navigation import PAGES
from enroltui.presenting.frames import ScreenFrame
from enroltui.widgets.secret import HIDDEN

_NUMBER = r"(?<!\w)s\d+|\d{7,}"
"""A student number, also one that is typed in part, or without its letter."""
_SHORT = 4
"""A shorter word of a name is hidden as a part of the whole name only: "de" and "Jan" are other words too."""


def hidden(frame: ScreenFrame, people: Sequence[str]) -> ScreenFrame:
    """Return the frame with dots for all student numbers, and for these people's numbers and (parts of) names."""
    pattern = re.compile("|".join([_NUMBER, *(part for person in people for part in _parts(person))]), re.IGNORECASE)
    return ScreenFrame([_row(row, pattern) for row in frame.rows])


def seen_screens(stack: Sequence[Screen[Any]]) -> Iterator[Screen[Any]]:
    """Return the screen on top, and those under it that show through."""
    for screen in reversed(stack):
        yield screen
        if screen.styles.background.a == 1:
            return


def tells_of_others(screen: Screen[Any]) -> bool:
    """Return whether a page may show other people by name, so that an audience must not see any of it."""
    place = PAGES.get(getattr(screen, "PAGE", ""))
    return place is not None and (place.id == "login" or place.screen.startswith("staff."))


def _parts(person: str) -> list[str]:
    """Return patterns for a name: the whole, each longer word of it, and the beginning of one that was cut off."""
    words = person.split()
    parts = [r"\s+".join(map(re.escape, words))]
    for word in words:
        if len(word) >= _SHORT:
            parts.append(rf"(?<!\w){re.escape(word)}(?!\w)")
            parts += [rf"(?<!\w){re.escape(word[:length])}…" for length in range(2, len(word))]
    return parts


def _row(row: Strip, pattern: re.Pattern[str]) -> Strip:
    text = row.text
    dotted = list(text)
    for match in pattern.finditer(text):
        for index in range(*match.span()):
            dotted[index] = HIDDEN * cell_len(text[index])
    if "".join(dotted) == text:
        return row
    segments, begin = [], 0
    for segment in row:
        end = begin + len(segment.text)
        segments.append(Segment("".join(dotted[begin:end]), segment.style, segment.control))
        begin = end
    return Strip(segments)
