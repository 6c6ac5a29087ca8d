"""Main Menu and Self Service: a digit, an arrow or a click goes to the page; staff have their own menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.events import Key

from enroltui.language import Code, Language
from enroltui.widgets.menu import Menu
from tests.registrar.world import ANNA, COORDINATOR, HELPDESK, LECTURE
from tests.screens.kit import app_on, enrolled, page_of, screen_text, type_text, until, until_page, until_shown

OF_ALL_STAFF = ["class_lists", "front_page", "search", "faq", "account", "log_out"]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_from_the_main_menu_to_the_student_center_by_digits(small: Path, language: Code) -> None:
    say = Language(language).text
    async with app_on(small, language=language, login=ANNA) as pilot:
        await until_shown(pilot, say("Welcome, {name}.", name=f"Student {ANNA}"), say("Self Service"))
        await pilot.press("1")
        await until_page(pilot, "self_service")
        await pilot.press("1")
        await until_page(pilot, "student_center")
        assert f"{say('Self Service')} › {say('Student Center')}" in screen_text(pilot.app)


async def test_arrows_and_enter_choose_and_escape_comes_back_to_the_same_line(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("down", "down", "enter")
        await until_page(pilot, "front_page")
        await pilot.press("escape")
        await until_page(pilot, "main_menu")
        assert pilot.app.screen.query_one(Menu).cursor == 2


async def test_a_click_chooses(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.click(Menu, offset=(8, 0))
        await until_page(pilot, "self_service")


async def test_a_step_of_the_breadcrumb_goes_back_to_its_page(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_page(pilot, "student_center")
        await pilot.click("TopLine", offset=(3, 0))
        await until_page(pilot, "main_menu")


@pytest.mark.parametrize(
    ("login", "own"),
    [(HELPDESK, ["counter", "rosters", "minor_applications", "sessions"]), (COORDINATOR, ["rosters"])],
)
async def test_staff_have_a_menu_of_what_they_can_do(small: Path, login: str, own: list[str]) -> None:
    async with app_on(small, login=login) as pilot:
        items = [item.id for _, item in pilot.app.screen.query_one(Menu).rows]
        assert sorted(items) == sorted([*own, *OF_ALL_STAFF])
        await pilot.press("c", "m")
        await pilot.pause()
        assert page_of(pilot) == "main_menu", "pages of a student are not for staff"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_main_menu(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with app_on(small, size=size, login=ANNA) as pilot:
        await until_shown(pilot, "computer-science-bsc", "This is a demo.")
        assert screen_text(pilot.app) == snapshot


async def test_a_low_window_shows_all_of_the_main_menu_in_dutch_too(small: Path) -> None:
    async with app_on(small, size=(80, 20), login=ANNA, language="nl") as pilot:
        await until_shown(pilot, "6 Uitloggen", "Dit is een demo.", "bereikt de universiteit.")


@pytest.mark.parametrize("keys", ["", "?", "g", "glog", "5w"], ids=["page", "help", "palette", "field", "question"])
async def test_one_key_leaves_the_program_whatever_stands_over_the_page(small: Path, keys: str) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await type_text(pilot, "111")
        await until_page(pilot, "enrol")
        for key in keys:
            await type_text(pilot, key)
            await pilot.pause()
        pilot.app.post_message(Key("ctrl+q", None))
        await until(pilot, lambda: pilot.app.return_code == 0)
