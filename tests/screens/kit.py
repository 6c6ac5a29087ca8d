"""How the tests of screens look at a page and wait for it: by its text, never by time alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from enroltui.app import EnrolApp
from enroltui.clock import ShownClock, real_now
from enroltui.language import Code, Language
from enroltui.presenting.frames import frame_of
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from enroltui.screens.people.login import LoginPage
from enroltui.terms import State
from enroltui.visit import Visit
from enroltui.where import Where
from enroltui.widgets.table import Table
from kit.patience import PATIENCE
from tests.registrar import world


def screen_text(app: App[Any]) -> str:
    """What is on the screen, line by line, without trailing blanks."""
    return "\n".join(line.rstrip() for line in frame_of(app).lines)


def running_text(pilot: Pilot[None]) -> str:
    """What is on the screen, as if it were one long line."""
    return " ".join(screen_text(pilot.app).split())


def page_of(pilot: Pilot[None]) -> str:
    """The id of the page on screen; "" where something stands over it."""
    return getattr(pilot.app.screen, "PAGE", "")


async def until_page(pilot: Pilot[None], page: str) -> None:
    """Wait until a page is on the screen, by its id; it is painted once, also where nobody reads it."""
    await until(pilot, lambda: page_of(pilot) == page)
    await pilot.pause()
    screen_text(pilot.app)


def paste(pilot: Pilot[None], text: str) -> None:
    """Paste a text where the focus is."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))


def enrolled(database: Where, *keys: ClassKey, student: str = world.ANNA, now: datetime = world.NOW) -> None:
    """Enrol a student of the world before the app is opened."""
    registrar = Registrar.open(database)
    outcomes = registrar.enrol(world.as_student(student, now), student, keys, uuid4().hex, from_cart=False)
    assert all(outcome.change is Change.ENROLLED for outcome in outcomes), outcomes
    registrar.close()


def states(database: Where, student: str = world.ANNA) -> dict[int, State]:
    """What a student's latest enrolment in each class is, by class number."""
    registrar = Registrar.open(database)
    enrolments = registrar.enrolments(world.as_student(student), student)
    registrar.close()
    return {enrolment.row.key.class_number: enrolment.state for enrolment in enrolments}


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; else fail with what is on the screen, or at once where the app has ended.

    What made the app end is raised by `run_test`, when the block of `app_on` is left.
    """
    end = asyncio.get_running_loop().time() + PATIENCE
    while not condition():
        assert pilot.app.is_running, "the app ended before what was waited for"
        assert asyncio.get_running_loop().time() < end, f"waited in vain, on screen:\n{screen_text(pilot.app)}"
        await pilot.pause(0.01)


async def until_shown(pilot: Pilot[None], *texts: str) -> None:
    """Wait until all these texts are on the screen, wherever their lines are broken, and it is at rest."""
    await until(pilot, lambda: all(" ".join(text.split()) in running_text(pilot) for text in texts))
    await pilot.pause()


async def into_results(pilot: Pilot[None]) -> None:
    """From the search form into the results; the cursor goes there with the answer, and a key before it to the form."""
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.focused, Table))


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press the keys of a text, one by one."""
    names = {" ": "space", "/": "slash", "-": "minus", ".": "full_stop", "?": "question_mark"}
    await pilot.press(*(names.get(character, character) for character in text))


async def log_in(pilot: Pilot[None], name: str, password: str) -> None:
    """Log in at the login page, and wait for the page after it."""
    for text in (name, password):
        paste(pilot, text)
        await pilot.press("enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, LoginPage))
    await pilot.pause()


@asynccontextmanager
async def app_on(
    database: Where,
    *,
    size: tuple[int, int] = (80, 24),
    language: Code = "en",
    today: str = "2018-01-15T10:00",
    login: str | None = None,
    password: str = world.PASSWORD,
    chosen: bool = True,
    ascii_only: bool = False,
    real_clock: Callable[[], datetime] = real_now,
) -> AsyncIterator[Pilot[None]]:
    """The app at its login page, or with somebody logged in at the main menu, by demo password or else this one."""
    opened: list[Registrar] = []

    def open_registrar() -> Registrar:
        opened.append(Registrar.open(database, real_clock))
        return opened[-1]

    app = EnrolApp(
        Visit(open_registrar, ShownClock.parse(today), Language(language), language_chosen=chosen),
        ascii_only=ascii_only,
    )
    async with app.run_test(size=size) as pilot:
        if login is not None:
            passwords = {demo.account.name: demo.password for demo in app.visit.registrar.demo_accounts()}
            await log_in(pilot, login, passwords.get(login, password))
        yield pilot
    for registrar in opened:
        registrar.close()
