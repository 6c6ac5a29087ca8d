"""Records a tour that plays itself, without a screen and without waiting as long as the recording lasts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from enroltui.presenting.asciicast import AsciicastWriter
from enroltui.tours.pace import Pace
from enroltui.tours.tour import Tour

if TYPE_CHECKING:
    from enroltui.app import EnrolApp

AT_THE_END = 3.0
"""Seconds for which the last step is shown."""


@dataclass(frozen=True)
class RecordedPace(Pace):
    """A pace that waits for `at_rest` alone, and calls `pass_by` with the seconds."""

    watched = False
    at_rest: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(0)
    pass_by: Callable[[float], None] = lambda _: None

    async def wait(self, seconds: float) -> None:
        """Let these seconds pass in the recording only."""
        await self.at_rest()
        self.pass_by(seconds)
        await asyncio.sleep(0)


async def record_tour(app: EnrolApp, tour: Tour, pace: Pace, size: tuple[int, int], file: TextIO) -> int | None:
    """Run an app that has not begun, and record the tour on it to the file, which is closed. `size`: columns and rows.

    Return the number of the step, from 1, that did not come to its end; None: the tour was recorded whole.
    """
    elapsed = 0.0
    title = tour.title[app.visit.language.code]
    writer = AsciicastWriter(file, lambda: elapsed, title=title, timestamp=int(time.time()))
    whole, player = False, None

    def pass_by(seconds: float) -> None:
        nonlocal elapsed
        writer.record(app.overlay.feed.take())
        elapsed += seconds

    async def at_rest() -> None:
        """Wait until all that the page asked for is painted: in so many seconds it would long have been."""
        idle = 0
        while idle < 3:  # what is painted may ask for more
            painted = asyncio.Event()
            app.call_after_refresh(painted.set)
            await painted.wait()
            await asyncio.sleep(0.01)
            busy = any(worker.is_running and worker.group not in ("record", "tour") for worker in app.workers)
            idle = 0 if busy else idle + 1

    async def play() -> None:
        nonlocal whole, player
        player = app.overlay.start(tour, RecordedPace(pace.word, pace.key, at_rest, pass_by))
        whole = await player.ended()
        pass_by(AT_THE_END)
        app.exit()

    app.opening = lambda app: app.run_worker(play(), group="record")
    try:
        await app.run_async(headless=True, size=size, mouse=False)
    finally:
        writer.close()
    if whole:
        return None
    return player.at + 1 if player else 1
