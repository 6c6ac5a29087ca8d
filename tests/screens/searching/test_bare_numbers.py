"""On the pages too a bare class number means the class that is open, whatever year is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from enroltui.registrar.values.classes import ClassKey
from tests.registrar import arranging
from tests.registrar.world import ANNA, COORDINATOR, LOGIC, NewClass, at
from tests.screens.enrolling.kit import go_to, in_cart
from tests.screens.kit import app_on, type_text, until_page, until_shown

JUNE = "2018-06-01T12:00"
"""From this day on 2018-2019 is the year on offer."""
RETAKE = ClassKey("2017-2018", 41000)
NEXT_YEARS = ClassKey("2018-2019", 41000)


@pytest.fixture(autouse=True)
def retake(small: Path) -> None:
    arranging.add_class(small, LOGIC, NewClass(RETAKE, "retake", at("2018-07-13"), at("2018-07-03")))


def add_next_years(small: Path) -> None:
    made = NewClass(NEXT_YEARS, "paper", None, at("2019-01-01"), at("2018-05-15"))
    arranging.add_class(small, "4032CALC5", made)


async def test_an_open_class_of_the_year_before_goes_into_the_cart(small: Path) -> None:
    async with app_on(small, login=ANNA, today=JUNE) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, "41000")
        await pilot.press("enter")
        await until_shown(pilot, "41000 Logic, retake", "Press Enter to put this class in your shopping cart.")
        await pilot.press("enter")
        await until_shown(pilot, "In your shopping cart: 41000 Logic, retake.")
    assert in_cart(small, ANNA) == [RETAKE]


async def test_the_year_is_asked_for_where_two_are_open_and_may_be_typed(small: Path) -> None:
    add_next_years(small)
    async with app_on(small, login=ANNA, today=JUNE) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, "41000 ")
        await pilot.press("enter")
        await until_shown(pilot, "Class number 41000 may be of 2017-2018, 2018-2019.")
        await type_text(pilot, "2017-2018/41000")
        await pilot.press("enter")
        await until_shown(pilot, "41000 Logic, retake")
        await pilot.press("enter")
        await until_shown(pilot, "In your shopping cart: 41000 Logic, retake.")
        assert pilot.app.screen.query_one("#numbers", Input).value == "41000", "what was not added stays in the box"
    assert in_cart(small, ANNA) == [RETAKE]


async def test_a_coordinator_finds_it_by_its_number_among_the_rosters(small: Path) -> None:
    arranging.coordinate(small, LOGIC)
    async with app_on(small, login=COORDINATOR, today=JUNE) as pilot:
        await pilot.press("1")
        await until_page(pilot, "rosters")
        await pilot.press(*"41000")
        await until_shown(pilot, "1 of 1 · classes of your own courses")
        await pilot.press("enter")
        await until_page(pilot, "roster")
