"""The app in a sandbox, and a pace at which tours play without pauses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

from textual.pilot import Pilot

from enroltui.app import EnrolApp
from enroltui.language import Code, Language
from enroltui.sandbox import Sandbox
from enroltui.tours.pace import Pace
from tests.screens.kit import screen_text, until


@dataclass(frozen=True)
class AtOnce(Pace):
    """A pace that leaves no time to read."""

    async def wait(self, seconds: float) -> None:
        """Let others run, and wait no longer."""
        await asyncio.sleep(0)


AT_ONCE = AtOnce(0, 0)


@asynccontextmanager
async def demo(language: Code = "en", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """Run the app in a sandbox, at its login page."""
    sandbox = Sandbox()
    app = EnrolApp(sandbox.begin(Language(language)), make_sandbox=Sandbox)
    try:
        async with app.run_test(size=size) as pilot:
            yield pilot
    finally:
        sandbox.close()


def app_of(pilot: Pilot[None]) -> EnrolApp:
    """Return the pilot's app by its own type."""
    return cast(EnrolApp, pilot.app)


def last_line(pilot: Pilot[None]) -> str:
    """Return the last line on the screen."""
    return screen_text(pilot.app).splitlines()[-1]


async def until_step(pilot: Pilot[None], number: int) -> None:
    """Wait until a tour shows this step, counted from 1, and goes on from there."""

    def there() -> bool:
        player = app_of(pilot).overlay.player
        return player is not None and not player.hurrying and player.at == number - 1

    await until(pilot, there)
    await pilot.pause()
