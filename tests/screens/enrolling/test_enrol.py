"""Tests of Enrol, the menu of ways to enrol with the cart beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.registrar.world import ANNA, EXAM, OTHER_OPEN, RETAKE
from tests.screens.enrolling.kit import fill_cart, go_to
from tests.screens.kit import app_on, screen_text, until_page, until_shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_ways_with_the_cart_beside_them(
    small: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    fill_cart(small, ANNA, EXAM, RETAKE, OTHER_OPEN)
    async with app_on(small, login=ANNA, size=size) as pilot:
        await go_to(pilot, "enrol")
        await until_shown(
            pilot, "Enrol by searching the course", "Enrol by entering the class number", "3 classes, 9 EC", "Press c"
        )
        assert screen_text(pilot.app) == snapshot


@pytest.mark.parametrize(
    ("digit", "page"),
    [
        ("1", "academic_year"),
        ("2", "class_number"),
        ("3", "class_lists"),
        ("4", "cart"),
        ("5", "my_classes"),
        ("6", "front_page"),
    ],
)
async def test_a_digit_picks_and_escape_goes_back(small: Path, digit: str, page: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "enrol")
        await pilot.press(digit)
        await until_page(pilot, page)
        while screen_text(pilot.app) and getattr(pilot.app.screen, "PAGE", "") != "enrol":
            await pilot.press("escape")
            await pilot.pause()


async def test_arrows_and_enter_pick_too(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "enrol")
        await pilot.press("down", "enter")
        await until_page(pilot, "class_number")


async def test_by_mouse_too(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "enrol")
        keys = screen_text(pilot.app).splitlines()[-1]
        await pilot.click("KeyLine", offset=(keys.index("c cart"), 0))
        await until_page(pilot, "cart")
        keys = screen_text(pilot.app).splitlines()[-1]
        await pilot.click("KeyLine", offset=(keys.index("/ search") + 3, 0))
        await until_page(pilot, "search")


async def test_the_cart_panel_tells_of_each_class_what_when_and_how_long_still(small: Path) -> None:
    fill_cart(small, ANNA, EXAM)
    async with app_on(small, login=ANNA, size=(120, 40)) as pilot:
        await go_to(pilot, "enrol")
        await until_shown(pilot, "▪ 28114 Logic", "exam · Thu 25 Jan 14:00", "last day today", "Press c to go there")
        await pilot.click("CartPanel")
        await until_page(pilot, "cart")
