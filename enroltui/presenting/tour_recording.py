"""A recording of a tour that plays itself, made without a screen and without waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from enroltui.presenting.asciicast import AsciicastWriter
from enroltui.tours.pace import Pace
from enroltui.tours.tour import Tour

if TYPE_CHECKING:
    from enroltui.app import EnrolApp

AT_THE_END = 3.0
"""Seconds that the last step stands."""


@dataclass(frozen=True)
class RecordedPace(Pace):
    """A pace of which the waiting is told instead of waited for."""

    pass_by: Callable[[float], None] = lambda _: None

    async def wait(self, seconds: float) -> None:
        """Let them pass in the recording."""
        self.pass_by(seconds)
        await asyncio.sleep(0)


async def record_tour(app: EnrolApp, tour: Tour, pace: Pace, size: tuple[int, int], file: TextIO) -> bool:
    """Run an app that has not begun, record the tour on it to a file, and close that; whether it came to its end."""
    elapsed = 0.0
    title = tour.title[app.visit.language.code]
    recorder = AsciicastWriter(file, lambda: elapsed, title=title, timestamp=int(time.time()))
    whole = False

    def pass_by(seconds: float) -> None:
        nonlocal elapsed
        recorder.record(app.overlay.feed.take())
        elapsed += seconds

    async def play() -> None:
        nonlocal whole
        whole = await app.overlay.start(tour, RecordedPace(pace.word, pace.key, pass_by)).ended()
        pass_by(AT_THE_END)
        app.exit()

    app.opening = lambda app: app.run_worker(play(), group="record")
    try:
        await app.run_async(headless=True, size=size, mouse=False)
    finally:
        recorder.close()
    return whole
