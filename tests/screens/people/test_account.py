"""My account: another password, also the one that must follow a one-time password; the language is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account
from enroltui.terms import Role
from enroltui.widgets.menu import Menu
from tests.registrar.world import ANNA, PASSWORD, as_role
from tests.screens.kit import app_on, log_in, page_of, paste, screen_text, until, until_page, until_shown

NEW = "tulips under glass"


async def fill_in(pilot: Pilot[None], *passwords: str) -> None:
    """Type into the fields, each with Enter behind it."""
    for password in passwords:
        paste(pilot, password)
        await pilot.press("enter")


async def open_page(pilot: Pilot[None]) -> None:
    await pilot.press("5")
    await until_page(pilot, "account")
    await pilot.press("1")


def sign_in(database: Path, password: str) -> bool:
    registrar = Registrar.open(database)
    answer = registrar.sign_in(ANNA, password)
    registrar.close()
    return isinstance(answer, Account)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_password_is_changed(small: Path, language: Code) -> None:
    async with app_on(small, login=ANNA, language=language) as pilot:
        await open_page(pilot)
        await fill_in(pilot, PASSWORD, NEW, NEW)
        await until_shown(pilot, Language(language).text("Your password is changed. Use it at your next login."))
        assert {field.value for field in pilot.app.screen.query(Input)} == {""}
        assert isinstance(pilot.app.focused, Menu)
    assert sign_in(small, NEW)
    assert not sign_in(small, PASSWORD)


@pytest.mark.parametrize(
    ("typed", "said", "focus"),
    [
        ((PASSWORD, "", ""), "Fill in all three fields.", "new"),
        ((PASSWORD, NEW, "tulips under gas"), "The new passwords differ. Type both again.", "new"),
        (("not hers", NEW, NEW), "The present password is not right. Type it again.", "old"),
        ((PASSWORD, "short", "short"), "The new password is too short. Take at least 8 characters.", "new"),
        ((PASSWORD, PASSWORD, PASSWORD), "The new password is the same as the present one. Choose another.", "new"),
        ((PASSWORD, ANNA, ANNA), "Others know your name, your number and the university's words", "new"),
        ((PASSWORD, "Welkom01", "Welkom01"), "The new password is one that is guessed first", "new"),
    ],
)
async def test_why_a_password_is_not_changed(small: Path, typed: tuple[str, str, str], said: str, focus: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await fill_in(pilot, *typed)
        await until_shown(pilot, said)
        assert pilot.app.focused is pilot.app.screen.query_one(f"#{focus}")
    assert sign_in(small, PASSWORD)


async def test_a_password_never_stands_on_the_screen(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await pilot.press(*"secret")
        await until_shown(pilot, "••••••")
        assert "secret" not in screen_text(pilot.app)


async def test_after_a_one_time_password_a_new_one_comes_first(small: Path) -> None:
    registrar = Registrar.open(small)
    once = registrar.set_password_once(as_role(Role.HELPDESK), ANNA)
    registrar.close()
    async with app_on(small) as pilot:
        await log_in(pilot, ANNA, once)
        await until_page(pilot, "account")
        await until_shown(pilot, "Choose a new password first")
        await pilot.press("escape", "escape", "1")
        await until_page(pilot, "account")
        await fill_in(pilot, once, NEW, NEW)
        await until_shown(pilot, "Your password is changed.")
        await pilot.press("escape", "1")
        await until_page(pilot, "self_service")


async def test_the_language_is_remembered_for_the_next_login(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("5")
        await until_page(pilot, "account")
        await pilot.press("2")
        await until_shown(pilot, "ma 15 jan 2018")
        await pilot.app.workers.wait_for_complete()
    async with app_on(small, chosen=False) as pilot:
        await log_in(pilot, ANNA, PASSWORD)
        await until_shown(pilot, "ma 15 jan 2018")


async def test_logging_out_from_the_menu(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("5")
        await until_page(pilot, "account")
        await pilot.press("4")
        await until(pilot, lambda: page_of(pilot) == "login")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_account_page(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with app_on(small, size=size, login=ANNA) as pilot:
        await pilot.press("5")
        await until_shown(pilot, "computer-science-bsc · Bachelor", "New password again")
        assert screen_text(pilot.app) == snapshot
