"""Everything about one class, and putting it in the cart from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.language import Code
from enroltui.registrar.values.classes import ClassKey
from enroltui.screens.searching.class_details import ClassDetailsPage
from tests.registrar.world import ANNA, CLOSED, EXAM, NOT_OPEN, OFFICE, PROJECT, UNKNOWN, WAITING_LIST
from tests.screens.kit import app_on, enrolled, running_text, screen_text, until_shown


async def show(pilot: Pilot[None], key: ClassKey) -> None:
    pilot.app.show(ClassDetailsPage(key))  # type: ignore[attr-defined]
    await until_shown(pilot, str(key.class_number))


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        (EXAM, ("Credits 6 EC", "Thu 25 Jan 2018, 14:00–16:00 · Gorlaeus", "Mon 15 Jan 2018 · last day today")),
        (PROJECT, ("When no set day", "179 days left")),
        (WAITING_LIST, ("⧗ waiting list", "1 of 1 places taken", "waiting, 5 at most")),
        (NOT_OPEN, ("not open yet", "Enrol from Thu 15 Feb 2018, 13:00")),
        (CLOSED, ("✗ closed", "Wed 10 Jan 2018 · over")),
        (OFFICE, ("Enrol at education administration office",)),
    ],
)
async def test_what_is_told_of_a_class(small: Path, key: ClassKey, facts: tuple[str, ...]) -> None:
    async with app_on(small, size=(130, 40), login=ANNA) as pilot:
        await show(pilot, key)
        await until_shown(pilot, *facts)


async def test_a_class_goes_to_the_cart_once(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, EXAM)
        await until_shown(pilot, "a to cart")
        await pilot.press("a", "a")
        await until_shown(pilot, "▪ in cart", "In your shopping cart: 28114 Logic, exam.")
        assert "a to cart" not in running_text(pilot)


async def test_an_enrolled_class_says_so(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, EXAM)
        await until_shown(pilot, "For you ✓ enrolled")
        assert "a to cart" not in running_text(pilot)


async def test_a_class_that_is_not_there_is_told(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        pilot.app.show(ClassDetailsPage(UNKNOWN))  # type: ignore[attr-defined]
        await until_shown(pilot, "This class is no longer there. Press Escape.")


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((120, 40), "nl")])
async def test_the_class_page(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code) -> None:
    async with app_on(small, size=size, language=language, login=ANNA) as pilot:
        await show(pilot, EXAM)
        assert screen_text(pilot.app) == snapshot
