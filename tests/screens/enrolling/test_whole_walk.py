"""One whole walk on a server's database, as others are on files: through the cart to a place, out, and into a line."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from enroltui.terms import State
from enroltui.where import Where
from tests.databases import POSTGRESQL
from tests.registrar.world import ANNA, PASSWORD, RETAKE, WAITING_LIST
from tests.screens.kit import app_on, into_results, log_in, states, type_text, until_page, until_shown


async def search_and_put_in_cart(pilot: Pilot[None], number: int) -> None:
    """From the search page to the cart, which then holds this class alone."""
    await type_text(pilot, str(number))
    await until_shown(pilot, f"☐ {number}", "1-1 of 1")
    await into_results(pilot)
    await pilot.press("a")
    await until_shown(pilot, "1 class, ")
    await pilot.press("c")
    await until_page(pilot, "cart")


@pytest.mark.parametrize("small", [POSTGRESQL], indirect=True)
async def test_search_cart_enrol_withdraw_and_wait(small: Where) -> None:
    async with app_on(small) as pilot:
        await log_in(pilot, ANNA, PASSWORD)
        for key, page in (("1", "self_service"), ("1", "student_center"), ("1", "enrol"), ("1", "academic_year")):
            await pilot.press(key)
            await until_page(pilot, page)
        await until_shown(pilot, "▸ 2017-2018")
        await pilot.press("enter")
        await until_page(pilot, "search")
        await search_and_put_in_cart(pilot, RETAKE.class_number)
        await until_shown(pilot, f"▸☐ {RETAKE.class_number}")
        await pilot.press("space", "e")
        await until_page(pilot, "confirm")
        await until_shown(pilot, str(RETAKE.class_number))
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "This class has been added to your schedule.")
        assert states(small) == {RETAKE.class_number: State.ENROLLED}

        await pilot.press("m")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "✓ enrolled")
        await pilot.press("w")
        await until_shown(pilot, "Withdraw from this class?")
        await pilot.press("enter")
        await until_shown(pilot, "– withdrawn", "Press u to undo.")

        await pilot.press("slash")
        await until_page(pilot, "search")
        await pilot.press("ctrl+u")
        await search_and_put_in_cart(pilot, WAITING_LIST.class_number)
        await until_shown(pilot, "Press j to join the waiting list, as number 3.")
        await pilot.press("j")
        await until_page(pilot, "confirm")
        await until_shown(pilot, "You would be number 3 on the waiting list.")
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "You are number 3 on the waiting list.")
    assert states(small) == {RETAKE.class_number: State.WITHDRAWN, WAITING_LIST.class_number: State.WAITING}
