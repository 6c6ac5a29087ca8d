"""What stands on an app's screen at a moment, row by row, and how another terminal is brought to show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Any

from rich.color import ColorSystem
from rich.segment import Segment
from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

from enroltui.widgets.colours import in_colours

FRAMES_A_SECOND = 20
STEP = (8, 3)
"""Columns and rows that one arrow key scrolls, where a frame is larger than who looks at it has room for."""


class ScreenFrame:
    """A whole screen: its rows of styled text, from the top. It never changes."""

    def __init__(self, rows: Sequence[Strip]) -> None:
        self.rows = tuple(rows)
        self.width = max((row.cell_length for row in rows), default=0)
        self._codes: dict[tuple[int, int, ColorSystem | None], list[str]] = {}

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.rows)

    @property
    def lines(self) -> list[str]:
        """The rows' texts."""
        return [row.text for row in self.rows]

    def codes(self, left: int, width: int, colours: ColorSystem | None) -> list[str]:
        """Each row from column `left` on, at most `width` columns, as a terminal with so many colours takes it."""
        key = (left, width, colours)
        if key not in self._codes:  # kept, as many watchers have the same terminal
            self._codes[key] = [_codes(row.crop(left, left + width), colours) for row in self.rows]
        return self._codes[key]


def frame_of(app: App[Any]) -> ScreenFrame:
    """What stands on the screen now. On the app's own loop only."""
    visible_screen_stack.set(app._background_screens)  # what shows through where something stands over a page
    return ScreenFrame(app.screen._compositor.render_strips())


def sentence_frame(sentence: str, instead_of: ScreenFrame) -> ScreenFrame:
    """A frame of the same size with a sentence only."""
    width, height = instead_of.width, instead_of.height
    lines = [""] * (height // 3) + [line.center(width) for line in wrap(sentence, max(10, width - 4))]
    return ScreenFrame([Strip([Segment(line.ljust(width)[:width])]) for line in [*lines, *[""] * height][:height]])


def _codes(row: Strip, colours: ColorSystem | None) -> str:
    return "".join(_segment(one, colours) for one in row)


def _segment(segment: Segment, colours: ColorSystem | None) -> str:
    if segment.control or not segment.text or not segment.style:
        return "" if segment.control else segment.text
    return in_colours(segment.style, colours).render(segment.text, color_system=colours)


class Painter:
    """Brings a terminal from the rows that it shows to newer ones."""

    def __init__(self) -> None:
        self._shown: list[str] = []

    def anew(self) -> None:
        """The terminal has lost what it showed."""
        self._shown = []

    def codes(self, rows: Sequence[str]) -> str:
        """What to write, so that it shows these rows; "" where it does already."""
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
    """The newest frame of an app, for all who look on. It costs nothing while nobody does."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._looking = 0
        self._waiting = False
        self._painted = asyncio.Event()
        self.frame = ScreenFrame(())
        self.page: str | None = None
        """The page that it shows, by its id in navigation.py; None where something stands over it."""
        self.number = 0
        """Of the newest frame, counted from 1."""
        self.on_frame: list[Callable[[ScreenFrame], None]] = []
        """Called at once with each new frame, on the app's loop; must be quick."""

    def start(self) -> None:
        """One more looks on."""
        self._looking += 1
        self.take()

    def stop(self) -> None:
        """One fewer."""
        self._looking -= 1

    def painted(self) -> None:
        """The app has painted. A frame is taken in a moment: painting often in a row makes one."""
        if self._looking and not self._waiting:
            self._waiting = True
            self._app.set_timer(1 / FRAMES_A_SECOND, self._take_if_watched)

    def _take_if_watched(self) -> None:
        self._waiting = False
        if self._looking:
            self.take()

    def take(self) -> ScreenFrame:
        """A frame, now."""
        self.frame = frame_of(self._app)
        self.page = getattr(self._app.screen, "PAGE", None)
        self.number += 1
        for told in list(self.on_frame):
            told(self.frame)
        self._painted.set()
        self._painted = asyncio.Event()
        return self.frame

    async def after(self, number: int) -> ScreenFrame:
        """The newest frame, as soon as it is another than that of this number."""
        while self.number <= number:
            await self._painted.wait()
        return self.frame
