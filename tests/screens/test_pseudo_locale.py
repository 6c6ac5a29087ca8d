"""No English word hides in the Dutch program: in a made-up alphabet, every Latin letter comes from the database.

The pseudo-locale writes each message in Cyrillic letters. What is still in Latin ones on a page must be a word of the
database (titles, names, places), a key, a mail address or the nl | en of the corner.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.actions import ACTIONS
from enroltui.app import EnrolApp
from enroltui.language import Bilingual, Language
from enroltui.navigation import OF_ONE_THING, PAGES
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.screens.searching.composition import CompositionPage
from enroltui.terms import Role
from tests.process import CHECKOUT
from tests.screens.kit import app_on, screen_text, until, until_page

pytestmark = pytest.mark.usefixtures("unpainted")

WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ]+")
ALPHABET = {ord(letter): 0x430 + index % 32 for index, letter in enumerate("abcdefghijklmnopqrstuvwxyz")} | {
    ord(letter): 0x410 + index % 32 for index, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
MAIL = re.compile(r"\S+@\S+")
PLACES_TO_FILL = re.compile(r"(\{\w+\})")
CORNER_AND_KEYS = {"nl", "en", "esc", "s", "ctrl", "tab", "enter", "shift"}


def pseudo(message: str) -> str:
    """The message in Cyrillic letters, its {named} places as they were."""
    parts = PLACES_TO_FILL.split(message)
    return "".join(part if PLACES_TO_FILL.fullmatch(part) else part.translate(ALPHABET) for part in parts)


class PseudoLanguage(Language):
    """Dutch as far as the database goes; every word of the program itself in Cyrillic letters."""

    def __init__(self) -> None:
        super().__init__("nl")

    def text(self, message: str, /, **facts: object) -> str:
        return pseudo(message).format(**facts) if facts else pseudo(message)

    def plural(self, one: str, many: str, count: int, /, **facts: object) -> str:
        return pseudo(one if count == 1 else many).format(count=count, **facts)

    def own(self, words: Bilingual, /, **facts: object) -> str:
        return pseudo(words["en"]).format(**facts)

    def day(self, day: date) -> str:
        return super().day(day).translate(ALPHABET)

    def weekday(self, day: date) -> str:
        return super().weekday(day).translate(ALPHABET)

    def days(self, first: date, last: date) -> str:
        return super().days(first, last).translate(ALPHABET)

    def full_day(self, day: date) -> str:
        return super().full_day(day).translate(ALPHABET)

    def month(self, day: date) -> str:
        return super().month(day).translate(ALPHABET)


def words_of(database: Path) -> set[str]:
    """Every word in any text of the database, its hashes left out."""
    words: set[str] = set()
    connection = sqlite3.connect(database)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table in ("audit_event", "enrolment", "request") or table.startswith("course_search"):
            continue
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str) and not value.startswith("$argon2"):
                    words.update(WORD.findall(value))
    connection.close()
    return words


def strangers(pilot: Pilot[None], known: set[str]) -> list[str]:
    """The Latin words on screen that are neither of the database nor a key; a clipped word may be a part of one."""
    keys = {word for action in ACTIONS.values() for word in WORD.findall(action.shown)}
    found = []
    for line in screen_text(pilot.app).splitlines():
        for word in WORD.findall(MAIL.sub("", line)):
            if word in known or word.lower() in CORNER_AND_KEYS or word in keys:
                continue
            if not any(whole.startswith(word) for whole in known):
                found.append(word)
    return found


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the page has got its answers."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def app_of(pilot: Pilot[None]) -> EnrolApp:
    assert isinstance(pilot.app, EnrolApp)
    return pilot.app


@pytest.fixture
def known(catalogue: Path) -> set[str]:
    """The words of the database, and the university's name."""
    masthead = CHECKOUT / "enroltui/data/leiden/texts/nl/masthead.md"
    return words_of(catalogue) | set(WORD.findall(masthead.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("login", "role"), [("s9900002", Role.STUDENT), ("helpdesk", Role.HELPDESK)])
async def test_every_page_speaks_the_visits_language(catalogue: Path, known: set[str], login: str, role: Role) -> None:
    async with app_on(catalogue, size=(120, 40), language="nl", login=login) as pilot:
        app = app_of(pilot)
        app.visit.language = PseudoLanguage()
        for place in PAGES.values():
            if place.id in OF_ONE_THING or role not in place.roles:
                continue
            app.go(place.id)
            await until_page(pilot, place.id)
            await settled(pilot)
            app.screen.speak()  # type: ignore[attr-defined]
            await settled(pilot)
            assert strangers(pilot, known) == [], f"{place.id}:\n{screen_text(app)}"
            await pilot.press("f1")
            await until(pilot, lambda: not hasattr(app.screen, "PAGE"))
            await settled(pilot)
            assert strangers(pilot, known) == [], f"help of {place.id}:\n{screen_text(app)}"
            await pilot.press("escape")
            await until_page(pilot, place.id)


async def test_the_login_page_and_its_refusal_do_too(catalogue: Path, known: set[str]) -> None:
    async with app_on(catalogue, size=(120, 40), language="nl") as pilot:
        app = app_of(pilot)
        app.visit.language = PseudoLanguage()
        await settled(pilot)
        app.screen.speak()  # type: ignore[attr-defined]
        await settled(pilot)
        assert strangers(pilot, known) == [], screen_text(app)
        await pilot.press("s", "1", "enter", "x", "enter")
        await settled(pilot)
        assert strangers(pilot, known | {"s"}) == [], screen_text(app)


async def test_the_way_from_a_number_to_the_result_does_too(catalogue: Path, known: set[str]) -> None:
    async with app_on(catalogue, size=(120, 40), language="nl", login="s9900001") as pilot:
        app = app_of(pilot)
        app.visit.language = PseudoLanguage()

        async def look(act: Callable[[], Awaitable[object]]) -> None:
            await act()
            await settled(pilot)
            assert strangers(pilot, known) == [], screen_text(app)

        app.go("class_number")
        await until_page(pilot, "class_number")
        await look(lambda: pilot.press(*"27121", "enter"))
        await look(lambda: pilot.press("enter"))
        app.go("cart")
        await until_page(pilot, "cart")
        await look(lambda: pilot.press("e"))
        await until_page(pilot, "confirm")
        await look(lambda: pilot.press("enter"))
        await until_page(pilot, "results")
        await look(lambda: pilot.pause())
        row = app.visit.registrar.enrolments(app.visit.caller, "s9900001")[0].row
        app.show(ClassDetailsPage(row.key))
        await until_page(pilot, "class_details")
        await look(lambda: pilot.pause())
        app.show(CompositionPage(row.course.catalogue_number, row.key.academic_year))
        await until_page(pilot, "composition")
        await look(lambda: pilot.pause())
        await look(lambda: pilot.press("ctrl+p"))
