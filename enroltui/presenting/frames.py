"""What stands on an app's screen at a moment, row by row, and how another terminal is made to show the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from rich.color import ColorSystem
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip

from enroltui.textual_private import painted_rows
from enroltui.widgets.colours import in_colours
from enroltui.widgets.secret import without_secrets

FRAMES_A_SECOND = 20
STEP = (8, 3)
"""Columns and rows by which one arrow key scrolls a frame that is larger than the terminal."""


class ScreenFrame:
    """A whole screen as it was at one moment: its rows of styled text, from the top. It never changes."""

    def __init__(self, rows: Sequence[Strip]) -> None:
        self.rows = tuple(rows)
        self.width = max((row.cell_length for row in rows), default=0)
        self._codes: dict[tuple[int, int, ColorSystem | None], list[str]] = {}

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @property
    def lines(self) -> list[str]:
        """Return the text of each row, without its style."""
        return [row.text for row in self.rows]

    def codes(self, left: int, width: int, colours: ColorSystem | None) -> list[str]:
        """Return each row as a terminal with these colours takes it, from column `left` on, `width` columns at most."""
        key = (left, width, colours)
        if key not in self._codes:  # kept, as many watchers have the same terminal
            self._codes[key] = [_codes(row.crop(left, left + width), colours) for row in self.rows]
        return self._codes[key]


def frame_of(app: App[Any]) -> ScreenFrame:
    """Return what stands on the app's screen now. To be called on the app's own event loop only."""
    return ScreenFrame(painted_rows(app))


def _codes(row: Strip, colours: ColorSystem | None) -> str:
    return "".join(_segment(segment, colours) for segment in row)


def _segment(segment: Segment, colours: ColorSystem | None) -> str:
    if segment.control or not segment.text or not segment.style:
        return "" if segment.control else segment.text
    return in_colours(segment.style, colours).render(segment.text, color_system=colours)


class Painter:
    """Knows which rows a terminal shows, and writes only those that have changed."""

    def __init__(self) -> None:
        self._shown: list[str] = []

    def anew(self) -> None:
        """Forget what the terminal shows: it was cleared or has another size."""
        self._shown = []

    def codes(self, rows: Sequence[str]) -> str:
        """Return what to write so that the terminal shows these rows; "" if it does already."""
        changed = [
            f"\x1b[{number + 1};1H{row}\x1b[0m\x1b[K"
            for number, row in enumerate(rows)
            if number >= len(self._shown) or self._shown[number] != row
        ]
        if not changed and len(self._shown) == len(rows):
            return ""
        begin = "" if self._shown else "\x1b[2J"
        fewer = "\x1b[J" if len(self._shown) > len(rows) else ""
        below = f"\x1b[{len(rows) + 1};1H{fewer}" if fewer else ""
        self._shown = list(rows)
        return f"\x1b[?2026h{begin}{''.join(changed)}{below}\x1b[?2026l"


class Feed:
    """Takes frames of an app's screen for all that look on: watchers, recordings, tours. Without any it takes none."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._onlookers: list[Callable[[ScreenFrame], None]] = []
        self._timer_runs = False
        self._painted = asyncio.Event()
        self.frame = ScreenFrame(())
        """The newest one, as it stands on the screen: for what the app itself does by it."""
        self.page: str | None = None
        """The page that is open, by its id in navigation.py; None where something stands over it."""
        self.number = 0
        """The number of the newest frame, counted from 1."""

    def start(self, onlooker: Callable[[ScreenFrame], None]) -> None:
        """Call this with the frame of now and with each new one, on the app's event loop; it must be quick."""
        self._onlookers.append(onlooker)
        self.take()

    def stop(self, onlooker: Callable[[ScreenFrame], None]) -> None:
        """Call this with no more frames."""
        self._onlookers.remove(onlooker)

    def painted(self) -> None:
        """Take a frame soon, as the app has painted; what it paints until then is on the same frame."""
        if self._onlookers and not self._timer_runs:
            self._timer_runs = True
            self._app.set_timer(1 / FRAMES_A_SECOND, self._take_if_watched)

    def _take_if_watched(self) -> None:
        self._timer_runs = False
        if self._onlookers:
            self.take()

    def take(self) -> ScreenFrame:
        """Take a frame at once, give it without secrets to all who look on, and return it so."""
        self.frame = frame_of(self._app)
        self.page = getattr(self._app.screen, "PAGE", None)
        self.number += 1
        seen = ScreenFrame([without_secrets(row) for row in self.frame.rows])
        for onlooker in list(self._onlookers):
            onlooker(seen)
        self._painted.set()
        self._painted = asyncio.Event()
        return seen

    async def after(self, number: int) -> None:
        """Wait until there is a frame newer than that of this number."""
        while self.number <= number:
            await self._painted.wait()
