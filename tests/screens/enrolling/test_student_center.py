"""The Student Center: this week, the next exam, what closes soon, and the way to everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.terms import HoldCode, Role
from tests.registrar.world import ANNA, CLOSED, EXAM, LECTURE, as_role
from tests.screens.enrolling.kit import in_cart
from tests.screens.kit import app_on, enrolled, page_of, running_text, screen_text, until, until_page, until_shown

pytestmark = pytest.mark.usefixtures("unpainted")

NOTHING_YET = "You are not enrolled in any class yet. Press 1 to enrol, or / to search for a course."


async def open_page(pilot: Pilot[None]) -> None:
    await pilot.press("1", "1")
    await until_page(pilot, "student_center")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_has_nothing_yet_sees_what_closes_soon_and_what_to_do(small: Path, language: Code) -> None:
    say = Language(language).text
    async with app_on(small, login=ANNA, language=language) as pilot:
        await open_page(pilot)
        await until_shown(pilot, say("My classes ({count}, {credits} EC)", count=0, credits=0))
        await until_shown(pilot, say(NOTHING_YET), say("Closing soon (a: to the cart)"), say("today"))
        await pilot.press("1")
        await until_page(pilot, "enrol")


async def test_the_next_exam_tells_whether_one_can_still_withdraw(small: Path) -> None:
    enrolled(small, EXAM, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(
            pilot, "Next exam: Logic, Thu 25 Jan 14:00, Gorlaeus (in 10 days). You can withdraw until Mon 15 Jan."
        )
        await until_shown(pilot, "My classes (2, 6 EC)", "6 of 60 EC")
        assert "Not enrolled for the exam" not in screen_text(pilot.app)
    async with app_on(small, login=ANNA, today="2018-01-16T10:00") as pilot:
        await open_page(pilot)
        await until_shown(pilot, "(in 9 days). Too late to withdraw.")


async def test_this_weeks_meetings_lead_to_their_class_and_digits_work_there_too(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA, today="2018-01-23T10:00") as pilot:
        await open_page(pilot)
        await until_shown(pilot, "Thu 25 14:00 Logic, exam")
        await pilot.press("shift+tab", "enter")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "Logic, exam")
        await pilot.press("escape")
        await until_page(pilot, "student_center")
        await pilot.press("3")
        await until_page(pilot, "my_classes")


async def test_what_closes_soon_goes_to_the_cart_in_one_key_and_back_in_another(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "● Logic, exam today")
        await pilot.press("a")
        await until_shown(pilot, "In your shopping cart: 28114 Logic, exam.", "▪ Logic, exam", "Shopping cart (1)")
        assert in_cart(small, ANNA) == [EXAM]
        assert "a to cart" not in running_text(pilot), "there is nothing more to add"
        await pilot.press("u")
        await until(pilot, lambda: in_cart(small, ANNA) == [])


async def test_what_is_closed_does_not_close_soon(small: Path) -> None:
    async with app_on(small, login=ANNA, today="2018-01-17T10:00") as pilot:
        await open_page(pilot)
        await until_shown(pilot, "No exam of your programme closes within 14 days.")
        assert str(CLOSED.class_number) not in screen_text(pilot.app)


async def test_a_lecture_without_its_exam_is_pointed_at(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "! Not enrolled for the exam yet: Logic. Press e to see it.")
        await pilot.press("e")
        await until_page(pilot, "composition")
        await until_shown(pilot, "28114")


async def test_a_hold_is_told_with_where_to_go(small: Path) -> None:
    registrar = Registrar.open(small)
    registrar.place_hold(as_role(Role.HELPDESK), ANNA, HoldCode.TUITION)
    registrar.close()
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "Holds ! On hold: the tuition fee has not been paid.", "Messages (1 new)")


async def test_the_menu_is_walked_with_the_arrow_keys(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "▸ 1 Enrol")
        await pilot.press("down", "right", "up", "left")
        await until_shown(pilot, "▸ 1 Enrol")
        await pilot.press("down", "enter")
        await until_page(pilot, "cart")
        await pilot.press("escape")
        await until_page(pilot, "student_center")
        await until_shown(pilot, "▸ 2 Shopping cart (0)")
        await pilot.press("end", "enter")
        await until_page(pilot, "messages")
        assert page_of(pilot) == "messages"


async def test_what_is_said_is_seen_also_when_nothing_was_said_before(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await pilot.press("question_mark", "escape", "ctrl+c")
        await until_shown(pilot, "To leave the program, press ctrl+q.")
