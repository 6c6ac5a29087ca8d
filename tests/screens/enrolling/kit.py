"""What the tests of the Enrol pages share: going to a page, and what the database holds in the end."""

from __future__ import annotations

from typing import cast

from textual.events import Key
from textual.pilot import Pilot

from enroltui.app import EnrolApp
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.terms import State
from enroltui.textual_private import key_of_character
from enroltui.where import Where
from tests.registrar.world import NOW, as_student
from tests.screens.kit import until_page, until_shown


async def go_to(pilot: Pilot[None], page: str) -> None:
    """Go to a page by its id, as the command palette does."""
    cast(EnrolApp, pilot.app).go(page)
    await until_page(pilot, page)


def type_ahead(pilot: Pilot[None], text: str) -> None:
    """Type faster than pages come: all keys at once."""
    for character in text:
        key = {"\r": "enter", "\x1b": "escape", "\x10": "ctrl+p"}.get(character, key_of_character(character))
        pilot.app.post_message(Key(key, character))


def enrolled(database: Where, student: str) -> list[ClassKey]:
    """The classes in which a student is enrolled, as a program started anew reads them."""
    registrar = Registrar.open(database)
    rows = registrar.enrolments(as_student(student), student)
    registrar.close()
    return [row.row.key for row in rows if row.state is State.ENROLLED]


def in_cart(database: Where, student: str) -> list[ClassKey]:
    """The classes in a student's cart."""
    registrar = Registrar.open(database)
    rows = registrar.cart(as_student(student), student)
    registrar.close()
    return [row.key for row in rows]


def fill_cart(database: Where, student: str, *keys: ClassKey) -> None:
    """Put classes in a student's cart beforehand."""
    registrar = Registrar.open(database)
    outcomes: tuple[Outcome, ...] = registrar.add_to_cart(as_student(student, NOW), student, keys)
    registrar.close()
    assert all(outcome.change is Change.ADDED for outcome in outcomes)


def enrol_in(database: Where, student: str, *keys: ClassKey) -> None:
    """Enrol a student beforehand."""
    registrar = Registrar.open(database)
    outcomes = registrar.enrol(as_student(student, NOW), student, keys, f"kit {student} {keys}", from_cart=False)
    registrar.close()
    assert all(outcome.change is Change.ENROLLED for outcome in outcomes)


async def confirm(pilot: Pilot[None], shown: str = "Escape goes back and changes nothing.") -> None:
    """Go from the cart, with everything in it, to step 2, until these words are shown there."""
    await go_to(pilot, "cart")
    await until_shown(pilot, "Select with the space bar")
    await pilot.press("s", "e")
    await until_page(pilot, "confirm")
    await until_shown(pilot, shown)
