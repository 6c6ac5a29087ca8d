"""The palette: every page and every programme by name, and no more than one may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.navigation import OF_ONE_THING, PAGES, STUDENTS
from enroltui.themes import LEIDEN_LIGHT
from tests.registrar.world import ANNA, HELPDESK
from tests.screens.kit import app_on, page_of, paste, running_text, type_text, until, until_page, until_shown

pytestmark = pytest.mark.usefixtures("unpainted")

OFFERED = [page.id for page in PAGES.values() if page.id not in OF_ONE_THING and page.roles >= STUDENTS]


async def open_palette(pilot: Pilot[None], key: str = "g") -> None:
    await pilot.press(key)
    await until(pilot, lambda: pilot.app.screen.has_class("-ready"))


async def test_every_page_can_be_gone_to_by_its_name(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        for page in OFFERED:
            await open_palette(pilot)
            paste(pilot, PAGES[page].name.lower())
            await until_shown(pilot, f"{PAGES[page].name} ")
            await pilot.press("enter")
            await until_page(pilot, page)
            await pilot.press("escape")
            await pilot.pause()


async def test_a_programme_opens_its_class_numbers(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_palette(pilot)
        await type_text(pilot, "all-y")
        await until_shown(pilot, "Class numbers: all-years")
        await pilot.press("enter")
        await until_page(pilot, "class_lists")
        await until_shown(pilot, "all-years")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_name_that_nothing_has_is_told(small: Path, language: Code) -> None:
    say = Language(language).text
    async with app_on(small, login=ANNA, language=language) as pilot:
        await open_palette(pilot)
        await until_shown(pilot, say("Type the name of a page or programme…"))
        await type_text(pilot, "[bold]zzz")
        await until_shown(pilot, say("Nothing has this name. Type fewer letters, or press Escape."))
        await pilot.press("escape")
        await until_page(pilot, "main_menu")


async def test_the_colours_change(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_palette(pilot)
        await type_text(pilot, "light")
        await until_shown(pilot, "Colours: light")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == LEIDEN_LIGHT.name)


async def test_before_login_there_are_no_pages(small: Path) -> None:
    async with app_on(small) as pilot:
        await open_palette(pilot, "ctrl+p")
        await until_shown(pilot, "Colours: dark", "Leave the program.")
        assert "My classes" not in running_text(pilot)
        assert "Log out" not in running_text(pilot)


async def test_staff_see_no_page_of_a_student(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_palette(pilot)
        await until_shown(pilot, "Counter", "My account")
        for page in ("Student Center", "Shopping cart", "My classes", "Enrol"):
            assert page not in running_text(pilot)
        await type_text(pilot, "counter")
        await pilot.press("enter")
        await until_page(pilot, "counter")
        assert page_of(pilot) == "counter"
