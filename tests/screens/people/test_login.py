"""The way in: by typing, by choosing a demo student, and what becomes of whatever else is typed or pasted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from enroltui.language import Code, Language
from enroltui.widgets.notice import Notice
from tests.registrar.world import ANNA, NOW, PASSWORD
from tests.screens.kit import app_on, log_in, page_of, paste, screen_text, until, until_page, until_shown

REFUSED = "This number and password do not go together."


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_choosing_a_demo_student_fills_in_and_enter_logs_in(small: Path, language: Code) -> None:
    async with app_on(small, language=language) as pilot:
        await until_shown(pilot, ANNA)
        await pilot.press("tab", "tab", "enter")
        await until_shown(pilot, Language(language).text("Press Enter to log in."))
        await pilot.press("enter")
        await until_page(pilot, "main_menu")
        assert f"Student {ANNA}" in screen_text(pilot.app)


async def test_a_number_is_taken_with_capitals_and_spaces(small: Path) -> None:
    async with app_on(small) as pilot:
        paste(pilot, f"  {ANNA.upper()}\n")
        await pilot.press("enter")
        paste(pilot, PASSWORD)
        await pilot.press("enter")
        await until_page(pilot, "main_menu")


@pytest.mark.parametrize("number", [ANNA, "s1234567"])
async def test_wrong_number_and_wrong_password_are_told_alike_with_a_growing_pause(small: Path, number: str) -> None:
    clock = [NOW]
    async with app_on(small, real_clock=lambda: clock[0]) as pilot:
        await pilot.press(*number, "enter", *"wrong", "enter")
        await until_shown(pilot, REFUSED)
        assert pilot.app.screen.query_one(Notice).said == f"✗ {REFUSED} Check both and try again."
        await pilot.press(*"wrong", "enter")
        await until_shown(pilot, "After 1 second you can try again.", number)
        paste(pilot, PASSWORD)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query_one("#password", Input).value == "")
        await until_shown(pilot, "After wrong passwords there is a pause, in which none is looked at. After 1 second")
        assert page_of(pilot) == "login", "during the pause the right password is not looked at either"
        clock[0] += timedelta(seconds=1)
        await pilot.press(*"wrong", "enter")
        await until_shown(pilot, "After 2 seconds you can try again.")


async def test_nothing_pasted_is_obeyed_or_lost(small: Path) -> None:
    async with app_on(small) as pilot:
        paste(pilot, "s99\x1b[31m[bold]\x07\u202e00001\r\nrest 🎓 Ω")
        await pilot.pause()
        assert pilot.app.screen.query_one("#number", Input).value == "s99[31m[bold]00001 rest 🎓 Ω"
        await pilot.press("enter", "x", "enter")
        await until_shown(pilot, REFUSED, "s99[31m[bold]00001 rest")


async def test_what_is_too_long_is_said(small: Path) -> None:
    async with app_on(small) as pilot:
        paste(pilot, "9" * 500)
        await until_shown(pilot, "At most 64 characters fit in this field")
        assert pilot.app.screen.query_one("#number", Input).value == "9" * 64


async def test_empty_fields_are_asked_for(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press("enter", "enter")
        await until_shown(pilot, "Type your student number and your password.")
        assert pilot.app.focused is pilot.app.screen.query_one("#number")


async def test_escape_leaves_the_field_with_its_text_and_letters_are_commands(small: Path) -> None:
    async with app_on(small) as pilot:
        await until_shown(pilot, ANNA)
        await pilot.press(*"s99", "escape", "l")
        await until_shown(pilot, "ma 15 jan 2018")
        assert pilot.app.screen.query_one("#number", Input).value == "s99"


async def test_logging_out_forgets_everything_typed(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("5")
        await until_page(pilot, "account")
        await pilot.press("1", *"secret", "ctrl+o")
        await until_shown(pilot, "You have logged out.")
        assert page_of(pilot) == "login"
        await log_in(pilot, ANNA, PASSWORD)
        await pilot.press("5")
        await until_page(pilot, "account")
        assert [field.value for field in pilot.app.screen.query(Input)] == ["", "", ""]


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((80, 24), "nl"), ((120, 40), "en")])
async def test_the_login_page(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code) -> None:
    async with app_on(small, size=size, language=language) as pilot:
        await until_shown(pilot, ANNA)
        assert screen_text(pilot.app) == snapshot
