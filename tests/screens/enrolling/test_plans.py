"""Plans: a cart kept under a name, put in the cart again, and deleted."""

from __future__ import annotations

from pathlib import Path

from tests.registrar.world import ANNA, EXAM, OTHER_OPEN, RETAKE
from tests.screens.enrolling.kit import enrol_in, fill_cart, go_to, in_cart
from tests.screens.kit import app_on, type_text, until, until_page, until_shown


async def test_a_cart_is_kept_emptied_and_taken_again(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "2 classes")
        await pilot.press("p")
        await until_page(pilot, "plans")
        await until_shown(pilot, "You have no plans yet.")
        await type_text(pilot, "both")
        await pilot.press("enter")
        await until_shown(pilot, "Kept as “both”: 2 classes.", "28114 Logic, exam", "28115 Logic, retake")
        await pilot.press("escape")
        await until_page(pilot, "cart")
        await until_shown(pilot, "2 classes")
        await pilot.press("s", "x")
        await until(pilot, lambda: in_cart(small, ANNA) == [])
        await pilot.press("p")
        await until_page(pilot, "plans")
        await pilot.press("enter")
        await until_shown(pilot, "2 classes are now in your shopping cart.")
        assert in_cart(small, ANNA) == [EXAM, RETAKE]


async def test_what_one_is_enrolled_in_by_now_is_refused_by_itself(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "plans")
        await type_text(pilot, "two")
        await pilot.press("enter")
        await until_shown(pilot, "Kept as “two”: 2 classes.")
        enrol_in(small, ANNA, EXAM)
        await pilot.press("enter")
        await until_shown(pilot, "2 classes were refused.", "Already enrolled in this class.")


async def test_a_plan_is_replaced_by_its_name_and_deleted(small: Path) -> None:
    fill_cart(small, ANNA, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "plans")
        await pilot.press("enter")
        await until_shown(pilot, "Type a name for the plan first.")
        for classes in ("1 class.", "2 classes."):
            await type_text(pilot, "mine")
            await pilot.press("enter")
            await until_shown(pilot, f"Kept as “mine”: {classes}")
            if classes == "1 class.":
                fill_cart(small, ANNA, RETAKE)
                await pilot.press("n")
        await pilot.press("x")
        await until_shown(pilot, "Plan “mine” deleted.", "You have no plans yet.")
        assert in_cart(small, ANNA) == [EXAM, RETAKE]
