"""Dutch and English, at any moment, on every page; what was typed and chosen stays."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from enroltui.app import EnrolApp
from tests.registrar.world import ANNA, EXAM
from tests.screens.kit import app_on, enrolled, until_page, until_shown


async def test_one_key_says_everything_in_the_other_language_and_back(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, "Thu 25 Jan 14:00", "Logic ", "Mon 15 Jan 2018")
        await pilot.press("down", "l")
        await until_shown(pilot, "do 25 jan 14:00", "Logica", "ma 15 jan 2018")
        await until_shown(pilot, "▸ 2 Winkelwagen")
        await pilot.press("l")
        await until_shown(pilot, "Thu 25 Jan 14:00", "Mon 15 Jan 2018")


async def test_in_a_field_f2_switches_and_the_text_stays(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press(*"s99", "f2")
        await until_shown(pilot, "ma 15 jan 2018", "s99")
        assert pilot.app.focused is pilot.app.screen.query_one("#number", Input)


async def test_a_click_in_the_corner_switches(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.click("TopLine", offset=(76, 0))
        await until_shown(pilot, "ma 15 jan 2018")


async def test_pages_left_in_one_language_come_back_in_the_other(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1")
        await until_page(pilot, "self_service")
        await pilot.press("l", "escape")
        await until_page(pilot, "main_menu")
        await until_shown(pilot, "ma 15 jan 2018")


async def test_the_language_changes_also_while_the_database_is_away(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        assert isinstance(pilot.app, EnrolApp)
        pilot.app.visit.registrar.close()
        small.unlink()
        await pilot.press("l")
        await until_shown(pilot, "ma 15 jan 2018")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.is_running
