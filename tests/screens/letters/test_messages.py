"""Messages: holds with where to go, reading, and nothing yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.terms import HoldCode, Role
from tests.registrar.world import ANNA, MASTERS, as_role, at
from tests.screens.enrolling.kit import go_to
from tests.screens.kit import app_on, page_of, screen_text, until_page, until_shown

NOTHING_YET = (
    "There are no messages yet. Here you are told when a place comes free in a class that you wait for, and when "
    "something stops you from enrolling."
)


@pytest.fixture
def told(small: Path) -> Path:
    """Anna has a hold, and an exception for a master's class."""
    registrar = Registrar.open(small)
    helpdesk = as_role(Role.HELPDESK)
    registrar.place_hold(helpdesk, ANNA, HoldCode.STUDY_ADVISER)
    registrar.grant(helpdesk, ANNA, MASTERS, "career", at("2018-02-01"), "Excellent marks")
    registrar.close()
    return small


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_has_none_is_told_what_messages_are(small: Path, language: Code) -> None:
    async with app_on(small, login=ANNA, language=language) as pilot:
        await go_to(pilot, "messages")
        await until_shown(pilot, Language(language).text(NOTHING_YET))
        await pilot.press("m", "s", "enter", "a", "d")
        assert page_of(pilot) == "messages"


async def test_all_are_marked_as_read_together(told: Path) -> None:
    async with app_on(told, login=ANNA) as pilot:
        await go_to(pilot, "messages")
        await until_shown(pilot, "2 new", "You cannot enrol until it is lifted (since Mon 15 Jan).")
        await pilot.press("s", "m")
        await until_shown(pilot, "0 new")
        await go_to(pilot, "student_center")
        await until_shown(pilot, "9 Messages", "Holds ! On hold: your study adviser wants to see you first.")
        assert "new)" not in screen_text(pilot.app)


async def test_what_a_message_is_about_opens_and_is_then_read(told: Path) -> None:
    async with app_on(told, login=ANNA) as pilot:
        await go_to(pilot, "messages")
        await until_shown(pilot, "the rule “career” does not hold for you in 28129")
        await pilot.press("enter")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "28129 of 2017-2018")
        await pilot.press("escape")
        await until_page(pilot, "messages")
        await until_shown(pilot, "1 new")
