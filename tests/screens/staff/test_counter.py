"""The helpdesk's counter: find a student, see what the student sees, and give a one-time password."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account
from enroltui.widgets.top_line import TopLine
from tests.registrar import arranging
from tests.registrar.world import ANNA, BRAM, COORDINATOR, EXAM, HELPDESK, OTHER_OPEN, as_student
from tests.screens.kit import app_on, enrolled, running_text, states, until_page, until_shown
from tests.screens.staff.kit import LOOK_ON, PASSWORD, ask_why, open_student, trail

pytestmark = pytest.mark.usefixtures("unpainted")

READ_ONLY = "Read-only: you see what the student sees"


async def test_a_student_is_found_by_number_or_name_also_by_the_arrow_keys(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        await until_shown(pilot, "42 of 42 students")
        await pilot.press(*"zzz", "enter")
        await until_shown(pilot, "No student has this number or name.")
        await pilot.press(*["backspace"] * 3, *"s990000", "down", "enter")
        await until_page(pilot, "student")
        await until_shown(pilot, BRAM)


async def test_a_student_is_found_whatever_accents_and_case_are_typed(small: Path) -> None:
    arranging.rename(small, ANNA, "Zoë Núñez")
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        await until_shown(pilot, "42 of 42 students")
        await pilot.press(*"NUNEZ zoe")
        await until_shown(pilot, "1 of 42 students", "Zoë Núñez", ANNA)


async def look_on(pilot: Pilot[None]) -> None:
    await pilot.press(LOOK_ON)
    await until_page(pilot, "student_center")
    await until_shown(pilot, READ_ONLY, "My classes (1", "Shopping cart (1)")


async def test_staff_see_just_what_the_student_sees_marked_on_every_page(small: Path) -> None:
    enrolled(small, EXAM)
    registrar = Registrar.open(small)
    registrar.add_to_cart(as_student(ANNA), ANNA, [OTHER_OPEN])
    registrar.close()
    async with app_on(small, size=(120, 40), login=HELPDESK) as pilot:
        await pilot.press("2")
        await until_page(pilot, "rosters")
        await pilot.press("escape", "escape")
        await open_student(pilot)
        await look_on(pilot)
        await pilot.press("c")
        await until_page(pilot, "cart")
        await until_shown(pilot, READ_ONLY, "28120")
        await pilot.press("slash")
        await until_page(pilot, "search")
        await pilot.press(*"logic")
        await until_shown(pilot, READ_ONLY, "✓ enrolled")
        await pilot.press("f2")
        await until_shown(pilot, "✓ ingeschreven")
        await pilot.press("escape", "l", "escape", "escape", "escape")
        await until_page(pilot, "student")
        await until_shown(pilot, "28114", "helpdesk")
        assert READ_ONLY not in running_text(pilot)
        await look_on(pilot)
        await pilot.press("ctrl+o")
        await until_page(pilot, "login")
        await until_shown(pilot, "Password")
        assert READ_ONLY not in running_text(pilot)


async def test_the_steps_of_line_1_lead_back_to_the_student_who_was_opened(small: Path) -> None:
    async with app_on(small, size=(120, 40), login=HELPDESK) as pilot:
        await open_student(pilot)
        await ask_why(pilot, EXAM.class_number)
        await pilot.press("x")
        await until_page(pilot, "grant")
        for step in ("why", "student", "counter"):
            pilot.app.screen.post_message(TopLine.StepChosen(step))
            await until_page(pilot, step)


async def test_no_key_changes_anything_while_staff_look_on(small: Path) -> None:
    enrolled(small, EXAM)
    registrar = Registrar.open(small)
    registrar.add_to_cart(as_student(ANNA), ANNA, [OTHER_OPEN])
    registrar.close()
    before = trail(small)
    async with app_on(small, size=(120, 40), login=HELPDESK) as pilot:
        await open_student(pilot)
        await look_on(pilot)
        await pilot.press("3")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "28114")
        await pilot.press("w", "enter")
        await until_shown(pilot, "Read-only: nothing was changed.")
        await pilot.press("c")
        await until_page(pilot, "cart")
        await until_shown(pilot, "28120")
        await pilot.press("x")
        await until_shown(pilot, "Read-only: nothing was changed.")
        await pilot.press("e")
        await until_page(pilot, "confirm")
        await until_shown(pilot, "Enrol in this class?")
        await pilot.press("enter")
        await until_shown(pilot, "Read-only: nothing was changed.")
    assert trail(small) == before
    assert list(states(small)) == [EXAM.class_number]


async def test_staff_look_at_lists_and_classes_without_a_cart(small: Path) -> None:
    async with app_on(small, size=(120, 40), login=COORDINATOR) as pilot:
        await pilot.press("slash")
        await until_page(pilot, "search")
        await pilot.press(*"logic")
        await until_shown(pilot, "28114")
        await pilot.press("down", "enter")
        await until_page(pilot, "composition")
        await until_shown(pilot, "Main Menu › Search › Composition", "28117")
        await pilot.press("space", "a")
        assert "cart" not in running_text(pilot)
        await pilot.press("escape", "escape", "escape", "2")
        await until_page(pilot, "class_lists")
        await until_shown(pilot, "28114")
        await pilot.press("a", "d")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "places taken")
        assert "cart" not in running_text(pilot)


async def test_a_one_time_password_is_asked_for_shown_once_and_written_down(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await pilot.press(PASSWORD)
        await until_shown(
            pilot, "Give Student s9900001 a one-time password?", "The present password stops working at once."
        )
        await pilot.press("enter")
        await until_shown(pilot, "It is shown only now.")
        once = re.search(r"\w{4}-\w{4}-\w{4}", running_text(pilot))
        assert once is not None
        await pilot.press("enter")
        await until_page(pilot, "student")
        assert once.group() not in running_text(pilot)
    registrar = Registrar.open(small)
    answer = registrar.sign_in(ANNA, once.group())
    registrar.close()
    assert isinstance(answer, Account)
    assert answer.password_once
    assert ("helpdesk", "give_password", ANNA, None) in trail(small)
