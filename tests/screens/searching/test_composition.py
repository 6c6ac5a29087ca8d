"""The composition of one course."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from tests.registrar.world import ANNA, CLOSED, CLOSEDS_RETAKE, EXAM, LECTURE, NOT_OPEN, RETAKE, SEMINAR
from tests.screens.enrolling.kit import enrol_in, fill_cart, go_to, in_cart
from tests.screens.kit import app_on, screen_text, type_text, until, until_page, until_shown


async def compose(pilot: Pilot[None], words: str) -> None:
    """Open the composition of the first course with these words."""
    await go_to(pilot, "search")
    await type_text(pilot, words)
    await until_shown(pilot, "1-")
    await pilot.press("enter", "enter")
    await until_page(pilot, "composition")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_part_has_a_tick_box_or_the_reason_why_not(
    small: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    enrol_in(small, ANNA, EXAM)
    fill_cart(small, ANNA, SEMINAR)
    async with app_on(small, login=ANNA, size=size) as pilot:
        await compose(pilot, "logic")
        await until_shown(pilot, "✓ Already enrolled in this class.", "☐ retake", "☐ lecture")
        assert screen_text(pilot.app) == snapshot
        await pilot.press("end")
        await until_shown(pilot, "▪ Already in the shopping cart.")


async def test_several_parts_at_once(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await compose(pilot, "logic")
        await until_shown(pilot, "☐ exam")
        await pilot.press("space", "down", "down", "space", "a")
        await until_shown(pilot, "2 classes are now in your shopping cart.")
        assert in_cart(small, ANNA) == [EXAM, LECTURE]


async def test_what_cannot_be_ticked_is_not_and_says_why(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await compose(pilot, "calculus")
        await until_shown(pilot, "Closed after Wed 10 Jan 2018, ten days before the exam on Sat 20 Jan.")
        await pilot.press("space", "a")
        await until_shown(pilot, f"{CLOSED.class_number} Calculus 100%, exam: Closed", "Press b to add 28126 instead")
        assert in_cart(small, ANNA) == []
        await pilot.press("b")
        await until(pilot, lambda: in_cart(small, ANNA) == [CLOSEDS_RETAKE])
        await pilot.press("end")
        await until_shown(pilot, f"{NOT_OPEN.class_number} Calculus 100%, seminar", "opens Thu 15 Feb 13:00")


async def test_one_goes_back_to_the_search_as_it_was(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await type_text(pilot, "logic")
        await until_shown(pilot, str(RETAKE.class_number))
        await pilot.press("enter", "down", "enter")
        await until_page(pilot, "composition")
        await pilot.press("escape")
        await until_page(pilot, "search")
        await until_shown(pilot, " logic ", "▸☐ 28115")
