"""The shopping cart page."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.registrar.world import ANNA, EXAM, FULL, LECTURE, NOT_OPEN, OTHER_OPEN, RETAKE
from tests.screens.enrolling.kit import enrolled, fill_cart, go_to, in_cart
from tests.screens.kit import app_on, page_of, screen_text, type_text, until, until_page, until_shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_class_with_its_status_now_its_last_day_and_its_credits(
    small: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    fill_cart(small, ANNA, RETAKE, FULL, EXAM)
    async with app_on(small, login=ANNA, size=size) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "3 classes, 12 EC.", "○ full", "● 10 free", "last day: Mon 15 Jan 2018")
        assert screen_text(pilot.app) == snapshot


async def test_an_empty_cart_says_what_to_do(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "Your shopping cart is empty. Press / to search for a course, or type a class number")
        await pilot.press("e", "x", "s", "enter", "space")
        assert page_of(pilot) == "cart"


async def test_taken_out_and_put_back(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, RETAKE, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "▸☐ 28116")
        await pilot.press("space", "up", "space", "x")
        await until_shown(pilot, "2 classes taken out of your shopping cart. Press u to put them back.")
        assert in_cart(small, ANNA) == [EXAM]
        await pilot.press("u")
        await until_shown(pilot, "3 classes, 6 EC.")
        assert set(in_cart(small, ANNA)) == {EXAM, RETAKE, LECTURE}


async def test_all_are_selected_by_one_key(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "2 classes, 9 EC.")
        await pilot.press("s")
        await until_shown(pilot, "2 selected, 9 EC: press e to enrol.")
        await pilot.press("e")
        await until_page(pilot, "confirm")
        await until_shown(pilot, "Enrol in these 2 classes?")


async def test_only_the_selected_classes_are_enrolled_in(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "▸☐ 28120")
        await pilot.press("up", "space", "down", "e")
        await until_shown(pilot, "Enrol in this class?", "28114 Logic, exam")
        await pilot.press("enter")
        await until_page(pilot, "results")
        assert enrolled(small, ANNA) == [EXAM]
        assert in_cart(small, ANNA) == [OTHER_OPEN]


async def test_what_another_visit_of_the_same_student_does_is_seen_on_refresh(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "Your shopping cart is empty.")
        fill_cart(small, ANNA, EXAM)
        await pilot.press("r")
        await until_shown(pilot, "28114")


async def test_the_cursor_goes_to_what_was_added_last(small: Path) -> None:
    fill_cart(small, ANNA, NOT_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "▸☐ 28124")
        await type_text(pilot, str(EXAM.class_number))
        await pilot.press("enter")
        await until_shown(pilot, "28114 Logic, exam")
        await pilot.press("enter")
        await until(pilot, lambda: EXAM in in_cart(small, ANNA))
        await pilot.press("c")
        await until_page(pilot, "cart")
        await until_shown(pilot, "▸☐ 28114")


async def test_another_language_or_size_keeps_what_was_selected(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "▸☐ 28115")
        await pilot.press("space", "up", "l")
        await until_shown(pilot, "☑ 28115", "▸☐ 28114", "Logica")
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await until_shown(pilot, "☑ 28115", "▸☐ 28114", "Logica")
