"""Whoever knows the way types faster than the database answers: no key is lost, and none comes too early."""

from __future__ import annotations

from pathlib import Path

from tests.registrar.world import ANNA, BRAM, HELPDESK, RETAKE
from tests.screens.enrolling_kit import fill_cart, type_ahead
from tests.screens.kit import app_on, page_of, until_page, until_shown


async def test_to_the_cart_and_on_to_the_confirmation_in_one_breath(small: Path) -> None:
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "ce")
        await until_page(pilot, "confirm")
        await until_shown(pilot, str(RETAKE.class_number))


async def test_a_number_and_enter_at_the_counter_before_the_students_are_there(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        type_ahead(pilot, f"{BRAM}\r")
        await until_page(pilot, "student")
        await until_shown(pilot, BRAM)


async def test_the_keys_that_wait_keep_their_order_over_several_pages(small: Path) -> None:
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "ce\rv")
        await until_shown(pilot, "This class has been added to your schedule.")


async def test_escape_gets_one_out_of_waiting(small: Path) -> None:
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "ce\x1bl")
        await until_shown(pilot, "Welkom")
        assert page_of(pilot) == "main_menu"
