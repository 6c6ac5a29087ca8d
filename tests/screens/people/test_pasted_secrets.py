"""A password that is pasted with a line end behind it: that is not part of it, and nobody is locked out by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account
from tests.registrar.world import ANNA, PASSWORD, as_student
from tests.screens.kit import app_on, paste, until, until_page, until_shown

NEW = "tulips  under glass"
"""With two spaces, which count."""
LINE_ENDS = ["\n", "\r\n"]


def lets_in(database: Path, password: str) -> bool:
    registrar = Registrar.open(database)
    answer = registrar.sign_in(ANNA, password)
    registrar.close()
    return isinstance(answer, Account)


@pytest.mark.parametrize("line_end", LINE_ENDS)
async def test_logging_in_by_a_line_that_was_copied_whole(small: Path, line_end: str) -> None:
    async with app_on(small) as pilot:
        await pilot.press(*ANNA, "enter")
        paste(pilot, PASSWORD + line_end)
        await pilot.press("enter")
        await until_page(pilot, "main_menu")


@pytest.mark.parametrize("line_end", LINE_ENDS)
async def test_choosing_a_password_by_a_line_that_was_copied_whole(small: Path, line_end: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("5")
        await until_page(pilot, "account")
        await pilot.press("1")
        for password in (PASSWORD, NEW, NEW):
            paste(pilot, password + line_end)
            await pilot.press("enter")
        await until_shown(pilot, "Your password is changed.")
    assert lets_in(small, NEW)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("pasted", [f"{ANNA}\n{PASSWORD}", "x" * 129], ids=["two lines", "too long"])
async def test_a_password_is_pasted_whole_or_not_at_all(small: Path, pasted: str, language: Code) -> None:
    async with app_on(small, language=language) as pilot:
        await pilot.press(*ANNA, "enter")
        paste(pilot, pasted)
        said = "What was pasted has several lines or more than {count} characters, so nothing of it was taken."
        await until_shown(pilot, Language(language).text(f"{said} Paste the password alone.", count=128)[:60])
        assert pilot.app.screen.query_one("#password", Input).value == ""


async def test_what_is_pasted_into_another_field_is_one_line_as_before(small: Path) -> None:
    async with app_on(small) as pilot:
        paste(pilot, f" {ANNA}\n")
        await until(pilot, lambda: pilot.app.screen.query_one("#number", Input).value == f" {ANNA} ")


@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_a_line_end_behind_it_is_no_part_of_a_password_wherever_it_comes_from(small: Path, line_end: str) -> None:
    assert lets_in(small, PASSWORD + line_end)
    registrar = Registrar.open(small)
    assert registrar.change_password(as_student(ANNA), PASSWORD + line_end, NEW + line_end) is None
    registrar.close()
    assert lets_in(small, NEW)
    assert lets_in(small, NEW + line_end)
    assert not lets_in(small, f"{NEW} ")
