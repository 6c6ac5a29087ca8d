"""How the tests of screens look at a page and wait for it: by its text, never by time alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from enroltui.app import EnrolApp
from enroltui.clock import ShownClock
from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.visit import Visit

PATIENCE = 20.0
"""Seconds after which a condition that has not come true fails the test."""


def screen_text(app: EnrolApp) -> str:
    """What is on the screen, line by line, without trailing blanks."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; else fail with what is on the screen."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while not condition():
        assert asyncio.get_running_loop().time() < end, f"waited in vain, on screen:\n{screen_text(pilot.app)}"  # type: ignore[arg-type]
        await pilot.pause(0.01)


async def until_shown(pilot: Pilot[None], *texts: str) -> None:
    """Wait until all these texts are on the screen."""
    await until(pilot, lambda: all(text in screen_text(pilot.app) for text in texts))  # type: ignore[arg-type]


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press the keys of a text, one by one."""
    names = {" ": "space", "/": "slash", "-": "minus", ".": "full_stop", "?": "question_mark"}
    await pilot.press(*(names.get(character, character) for character in text))


@asynccontextmanager
async def app_on(
    database: Path,
    *,
    size: tuple[int, int] = (80, 24),
    language: Code = "en",
    today: str = "2018-01-15T10:00",
    login: str | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The app at its login page, or with a demo student (number) logged in at the main menu."""
    visit = Visit(
        lambda: Registrar.open(database), ShownClock.parse(today), Language(language), language_chosen=True
    )
    app = EnrolApp(visit)
    async with app.run_test(size=size) as pilot:
        if login is not None:
            account = next(demo for demo in visit.registrar.demo_accounts() if demo.account.name == login)
            await type_text(pilot, account.account.name)
            await pilot.press("enter")
            await type_text(pilot, account.password)
            await pilot.press("enter")
            await until(pilot, lambda: visit.account is not None)
            await pilot.pause()
        yield pilot
